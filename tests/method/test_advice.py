"""Advice as a salesperson reads it: what comes first, what is missing, what is never told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from dues import person
from facts_of_rules import facts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.book.load import load
from dossierkit.book.playbook import packaged_playbook
from dossierkit.method.advising.advice import Advice, advice, stage_advice
from dossierkit.method.advising.moments import moments_now
from dossierkit.method.case import case_of
from dossierkit.schema.playbook import MOMENTS

ON = date(2026, 11, 20)
ANNA = "dossiers/customers/anna.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"
PLAYBOOK = "dossiers/playbook.yaml"

Tell = Callable[..., list[Advice]]


@pytest.fixture
def tell(make_book: Callable[..., Path]) -> Tell:
    """What is advised about Anna, given lines of her dossier, other files, and options."""

    def answer(
        *lines: str, files: dict[str, str] | None = None, language: str = "en", moment: str = ""
    ) -> list[Advice]:
        book = load(make_book({ANNA: person(*lines), **(files or {})}))
        anna = book.customers["anna"]
        return advice(book, anna, ON, language=language, moment=moment or None)

    return answer


def ids(told: list[Advice]) -> list[str]:
    return [one.id for one in told]


def text_of(told: list[Advice], name: str) -> str:
    return next(one.text for one in told if one.id == name)


COMPANY = "---\nname: Brightlite\ncountry: de\nterms:\n  {terms}\n---\n"


class TestOrder:
    def test_taboos_come_first_then_the_next_step(self, tell: Tell) -> None:
        told = tell(
            "taboos: [wine]", "personality: {style: driver}", "next: 2026-11-21 call her",
            "stage: sincerity", "reach: {email: a@b.example}",
        )  # fmt: skip
        assert told[0].id == "personal-taboos"
        assert told[0].is_taboo
        assert told[1].id == "driver-opening"
        assert "before-call" in told[1].moments

    def test_the_words_of_the_next_step_decide_what_matters(self, tell: Tell) -> None:
        style = "personality: {style: driver, manner: formal}"
        quoting = tell(style, "stage: sincerity", "next: 2026-11-21 报价给她")
        calling = tell(style, "stage: interest", "next: 2026-11-21 call")
        assert "when-quoting" in quoting[0].moments
        assert "before-call" in calling[0].moments

    def test_one_moment_alone_can_be_asked_for(self, tell: Tell) -> None:
        own = {PLAYBOOK: "always: {say: Smile.}\n"}
        told = tell("personality: {style: driver}", "stage: harmony", files=own, moment="at-visit")
        assert {"always", "driver-leave", "harmony-advice"} <= {*ids(told)}
        assert all("at-visit" in one.moments or not one.moments for one in told)

    def test_what_is_always_wanted_counts_like_the_next_step(self, tell: Tell) -> None:
        own = {PLAYBOOK: "a: {say: x, weight: 80}\n"}
        assert ids(tell("personality: {style: driver}", "reach: {email: a@b.example}", files=own))[
            :2
        ] == ["a", "driver-opening"]

    def test_of_equal_weight_the_playbook_s_order_decides(self, tell: Tell) -> None:
        own = {PLAYBOOK: "b: {say: x, weight: 99}\na: {say: y, weight: 99}\nc: {say: z}\n"}
        told = tell(files=own)
        assert ids(told)[:2] == ["b", "a"]
        assert [one.weight for one in told if one.id == "c"] == [50]
        assert told[0].source == ""


class TestFacts:
    def test_terms_are_confirmed_with_the_words_of_the_dossier(self, tell: Tell) -> None:
        terms = "{incoterm: FOB, place: Hong Kong, forwarder: {name: Spreehafen, whose: theirs}}"
        files = {BRIGHTLITE: COMPANY.replace("\n  {terms}", f" {terms}")}
        told = tell("company: brightlite", files=files)
        assert '"Last time FOB Hong Kong with Spreehafen: the same this time?"' in text_of(
            told, "confirm-terms-and-forwarder"
        )
        assert "confirm-the-incoterm" not in ids(told)

    def test_what_is_missing_is_said(self, tell: Tell) -> None:
        files = {BRIGHTLITE: COMPANY.replace("\n  {terms}", " {incoterm: FOB}")}
        told = tell("company: brightlite", files=files)
        one = next(one for one in told if one.id == "confirm-the-incoterm")
        assert one.missing == ("company.terms.place",)
        assert one.text.startswith("FOB is agreed, but the named place is not noted")
        assert (one.path, one.line) == (BRIGHTLITE, 4)

    def test_contradictions_are_pointed_out(self, tell: Tell) -> None:
        terms = "{quality: strict, proof: pdf, incoterm: EXW, rebate: {payee: Karl}}"
        files = {BRIGHTLITE: COMPANY.replace("\n  {terms}", f" {terms}")}
        told = tell(
            "company: brightlite", "position: {authority: none}", "reach: {prefers: phone}",
            "language: {spoken-english: basic}", "china: {imports: first-time, visits: 4}",
            "stage: sincerity", "rapport: circle", "intent: never", "potential: {need: 3}",
            files=files,
        )  # fmt: skip
        assert {
            "no-authority", "phone-with-weak-english", "strict-without-press-proof",
            "exw-for-a-beginner", "first-time-but-well-travelled", "rapport-skipped",
            "never-despite-need", "rebate-to-a-person",
        } <= {*ids(told)}  # fmt: skip
        assert "no-calls" not in ids(told)

    def test_ids_are_told_as_names_and_lists_are_cut(self, tell: Tell) -> None:
        files = {
            PLAYBOOK: 'one: {say: "{owner}: {tags}; {position.reports-to}."}\n'
            'two: {say: "{interests}…"}\nthree: {say: "{tags}."}\n',
            "dossiers/team/lily.md": "---\nname: Lily Zhang\n---\n",
        }
        told = tell(
            "owner: lily", "tags: [a, b, c, d]", "position: {reports-to: nobody}",
            f"interests: [{'x' * 200}]", files=files,
        )  # fmt: skip
        assert text_of(told, "one") == "Lily Zhang: a, b, c …; nobody."
        assert text_of(told, "two") == "x" * 99 + "……"
        assert text_of(told, "three") == "a, b, c …"

    def test_chinese_lists_and_percentages(self, tell: Tell) -> None:
        terms = "{quality: strict, price-adjustment: 2.50%}"
        files = {
            PLAYBOOK: "one: {say: {zh: '{tags}。'}}\n",
            BRIGHTLITE: COMPANY.replace("\n  {terms}", f" {terms}"),
        }
        told = tell("company: brightlite", "tags: [a, b, c]", files=files, language="zh")
        assert text_of(told, "one") == "a、b、c。"
        assert "+2.50%" in text_of(told, "premium-for-strictness")

    def test_advice_that_lacks_a_word_is_not_given(self, tell: Tell) -> None:
        files = {
            PLAYBOOK: 'one: {say: "Write to {reach.email}."}\n'
            'two: {say: "{birthday}.", ask: "Ask {reach.email} for the birthday."}\n'
        }
        assert {"one", "two"}.isdisjoint(ids(tell(files=files)))
        assert text_of(tell("reach: {email: a@b.example}", files=files), "one") == (
            "Write to a@b.example."
        )

    def test_a_single_language_is_better_than_none(self, tell: Tell) -> None:
        files = {PLAYBOOK: "one: {say: {en: Smile.}}\n"}
        assert text_of(tell(files=files, language="zh"), "one") == "Smile."


class TestPlaces:
    def test_each_names_the_fact_it_rests_on(self, tell: Tell) -> None:
        files = {
            BRIGHTLITE: "---\nname: Brightlite\ncountry: de\ndepartments:\n  design: none\n"
            "events:\n  - {date: 2026-12-01, kind: exhibition, text: Fair}\n---\n",
            "dossiers/countries/de.md": "---\nname: Germany\nfx: {risk: high}\n---\n",
            "dossiers/team/lily.md": "---\nname: Lily\ntitle: Sales\n---\n",
            PLAYBOOK: "own: {say: x, when: [owner.title!=]}\nfar: {say: x, when: [country=de]}\n"
            "zero: {say: x, when: [referrals=0]}\ngone: {say: x, when: [country.taste.price=]}\n",
        }
        told = tell(
            "company: brightlite", "owner: lily", "position:", "  authority: none",
            "2026-09-01 order in: x", "2026-11-10 quote out: x", "2026-11-12 email out: x",
            files=files,
        )  # fmt: skip
        places = {one.id: (Path(one.path).stem, one.line) for one in told}
        assert places["no-authority"] == ("anna", 6)
        assert places["no-designers"] == ("brightlite", 5)
        assert places["exhibition-ahead"] == ("brightlite", 7)
        assert places["one-contact-only"] == ("brightlite", 2)
        assert places["steep-currency"] == ("de", 3)
        assert places["quote-unanswered"] == ("anna", 12)
        assert places["service-follow-up"] == ("anna", 11)
        assert places["stage-unknown"] == ("anna", 13)
        assert places["own"] == ("lily", 3)
        assert places["zero"] == ("anna", 13)
        assert places["far"] == places["gone"] == ("anna", 2)


class TestPrivacy:
    FACTS = ("religion: muslim", "diet: [halal]", "family-life: {children: [{name: Max}]}")

    def test_sensitive_facts_count_only_with_consent(self, tell: Tell) -> None:
        files = {
            PLAYBOOK: 'a: {say: "{diet}"}\nb: {say: x, when: [religion=]}\n'
            "c: {say: x, needs: [religion], ask: y}\n"
        }
        without = ids(tell(*self.FACTS, files=files))
        assert {"muslim-guest", "diet", "children", "greet-their-feasts", "a", "b", "c"}.isdisjoint(
            without
        )
        told = ids(tell(*self.FACTS, "consent: {sensitive: 2026-01-01}", files=files))
        assert {"muslim-guest", "diet", "children", "greet-their-feasts", "a", "c"} <= {*told}
        assert "b" not in told

    def test_nothing_proposes_contact_with_whom_we_must_leave_alone(self, tell: Tell) -> None:
        lines = ("consent: {do-not-contact: true}", "stage: harmony", "taboos: [calls]")
        assert ids(tell(*lines)) == ["do-not-contact", "personal-taboos"]


class TestTeam:
    def test_a_broken_playbook_leaves_the_rest_at_work(self, tell: Tell) -> None:
        files = {PLAYBOOK: "one: {sya: x}\ntwo: {say: x, when: [stge=y]}\nthree: {say: z}\n"}
        told = ids(tell("personality: {style: driver}", files=files))
        assert {"driver-opening", "three"} <= {*told}
        assert {"one", "two"}.isdisjoint(told)
        assert "driver-opening" in ids(
            tell("personality: {style: driver}", files={PLAYBOOK: "- ["})
        )

    def test_a_rule_that_is_off_is_not_told(self, tell: Tell) -> None:
        off = {PLAYBOOK: "driver-opening: {off: true}\n"}
        assert "driver-opening" not in ids(tell("personality: {style: driver}", files=off))

    def test_a_stage_is_told_in_the_team_s_words(self, make_book: Callable[..., Path]) -> None:
        text = "harmony-sign: {say: They sing.}\nharmony-risk: {off: true}\n"
        said = stage_advice(load(make_book({PLAYBOOK: text})), "harmony")
        assert said.sign == "They sing."
        assert said.advice.startswith("Grow together")
        assert said.risk == ""


@pytest.mark.parametrize(
    ("lines", "moments"),
    [
        ((), ()),
        (("next: 2026-11-21 phone, then quote",), ("before-call", "when-quoting")),
        (("next: 2026-11-21 寄样",), ("when-sampling",)),
        (("next: 2026-11-21 think about it",), ()),
        (("reach: {prefers: wechat}",), ("in-chat",)),
        (("reach: {prefers: visit}", "stage: sincerity"), ("at-visit", "when-quoting")),
        (("2026-11-10 quote out: x",), ("when-quoting",)),
        (("2026-11-10 sample out: x",), ("when-sampling",)),
        (("2026-11-10 intro out: x",), ("in-mail",)),
        (("2026-11-10 quote out: x", "2026-11-12 lost in: x"), ("after-refusal",)),
        (("2026-11-10 quote out: x", "2026-11-12 email in: x"), ()),
        (
            ("2026-09-10 order in: x", "2026-09-12 payment in: x"),
            ("when-ordering", "when-shipping", "between-orders"),
        ),
        (("2026-09-10 order in: x", "2026-10-12 shipment out: x"), ("between-orders",)),
        (("2026-03-10 order in: x",), ("between-orders",)),
    ],
)
def test_the_next_moment(
    lines: tuple[str, ...], moments: tuple[str, ...], make_book: Callable[..., Path]
) -> None:
    book = load(make_book({ANNA: person(*lines)}))
    found = moments_now(case_of(book, book.customers["anna"], ON, None))
    assert found == moments
    assert set(found) <= set(MOMENTS)


RULES = packaged_playbook()
LINES = (
    "next: soon",
    "stage: x",
    "birthday: 02-30",
    "company: gone",
    "religion: muslim",
    "reach: x",
)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    st.sets(st.sampled_from(sorted(RULES)), max_size=12),
    st.sets(st.sampled_from(LINES), max_size=3),
    st.dates(),
    st.sampled_from(("en", "zh", "de")),
)
def test_any_dossier_has_advice_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory,
    names: set[str],
    lines: set[str],
    on: date,
    language: str,
) -> None:
    files = facts_of(RULES[name] for name in sorted(names)).files()
    extra = "".join(
        f"{line}\n" for line in sorted(lines) if f"\n{line.partition(':')[0]}:" not in files[ANNA]
    )
    files[ANNA] = files[ANNA].replace("---\n", f"---\n{extra}", 1)
    book = load(write_book(tmp_path_factory.mktemp("any"), files))
    for customer in book.customers.values():
        told = advice(book, customer, on, language=language)
        assert all(one.text and "{" not in one.text and one.line >= 1 for one in told)
        ranks = [one.is_taboo for one in told]
        assert ranks == sorted(ranks, reverse=True)
