"""What is missing in a dossier, what it is worth, and whether its time has come (M29)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dues import person, write

from dossierkit.book.book import Book
from dossierkit.book.load import load
from dossierkit.method.knowing.completeness import (
    Completeness,
    Gap,
    Knowledge,
    completeness,
    gaps_about,
)
from dossierkit.method.knowing.questions import asked

ON = date(2026, 11, 20)

Ask = Callable[[Mapping[str, str]], Book]


@pytest.fixture
def book_of(tmp_path: Path) -> Ask:
    """A book of customers by id and of other files by path."""
    return lambda files: load(write(tmp_path / "book", files))


def company(*lines: str) -> str:
    return person(*lines, name="Brightlite")


def of_anna(book: Book) -> Completeness:
    return completeness(book, book.customers["anna"], ON)


def fields(gaps: Any) -> set[str]:
    return {gap.field for gap in gaps}


def about_anna(book: Book) -> list[Gap]:
    return gaps_about(book, book.customers["anna"], ON)


def test_a_dossier_is_as_complete_as_the_worth_of_what_it_says(book_of: Ask) -> None:
    nothing = of_anna(book_of({"anna": person()}))
    assert (nothing.percent, nothing.known) == (0, 0)
    assert nothing.askable == sum(gap.worth for gap in nothing.gaps)
    worths = [gap.worth for gap in nothing.gaps]
    assert worths == sorted(worths, reverse=True)
    assert nothing.gaps[0] == Gap(
        kind="customer",
        id="anna",
        field="reach.email",
        doc="mail addresses, the best first",
        question="Look at the mail signature or the business card",
        worth=10,
        path="dossiers/customers/anna.md",
    )
    some = of_anna(book_of({"anna": person("reach: {email: [a@b.example]}", "stage: interest")}))
    assert (some.known, some.askable) == (18, nothing.askable)
    assert some.percent == 18 * 100 // nothing.askable


def test_nothing_is_missing_when_everything_is_known(sample_book: Path) -> None:
    book = load(sample_book)
    found = completeness(book, book.countries["de"], ON)
    assert (found.percent, found.gaps) == (100, ())
    assert found.known == found.askable == sum(one.fact.worth for one in asked("country"))


def test_what_the_program_knows_of_a_country_is_no_gap(book_of: Ask) -> None:
    book = book_of({"countries/de.md": person(), "countries/zz.md": person()})
    known = fields(completeness(book, book.countries["zz"], ON).gaps)
    known -= fields(completeness(book, book.countries["de"], ON).gaps)
    assert known == {"languages", "currency", "timezones", "population", "gdp-per-head"}


def test_an_empty_list_is_an_answer(book_of: Ask) -> None:
    book = book_of(
        {
            "anna": person("taboos: []", "interests: null", "career:"),
            "companies/b.md": company("departments: {}"),
        }
    )
    missing = fields(of_anna(book).gaps)
    assert "taboos" not in missing
    assert {"interests", "career"} <= missing
    assert "departments" not in fields(completeness(book, book.companies["b"], ON).gaps)


def test_what_is_written_wrong_is_a_finding_and_no_gap(book_of: Ask) -> None:
    right, wrong = (
        of_anna(book_of({"anna": person(f"stage: {word}")})) for word in ("harmony", "harmny")
    )
    assert "stage" not in fields(wrong.gaps)
    assert wrong.known == right.known - 8


def test_nothing_is_asked_about_someone_who_asked_to_be_left_alone(book_of: Ask) -> None:
    book = book_of(
        {
            "anna": person("company: b", "consent: {do-not-contact: true}", "stage: interest"),
            "companies/b.md": company(),
        }
    )
    assert of_anna(book) == Completeness(100, 8 + 8, 8 + 8, ())
    assert about_anna(book) == []


def test_sensitive_facts_are_asked_only_of_those_who_agreed(book_of: Ask) -> None:
    sensitive = {"religion", "diet", "family-life.children"}
    agreed = person("rapport: trust", "consent: {sensitive: 2026-05-01 told me}")
    assert sensitive <= fields(of_anna(book_of({"anna": agreed})).gaps)
    silent = of_anna(book_of({"anna": person("rapport: trust", "religion: jewish")}))
    assert not sensitive & fields(silent.gaps)
    assert silent.known == 4  # the rapport: a faith noted without consent counts for nothing


@pytest.mark.parametrize(
    ("lines", "absent", "present"),
    [
        (["position: {authority: decision-maker}"], {"position.reports-to"}, set()),
        (["position: {authority: influencer}"], set(), {"position.reports-to"}),
        (["family-life: {married: false}"], {"family-life.anniversary"}, set()),
        ([], {"family-life.spouse"}, {"family-life.married"}),
        (["family-life: {spouse: Max}"], set(), {"family-life.anniversary"}),
        (["position: {joined: 2010}"], {"career"}, set()),
        (["position: {joined: 2021}"], set(), {"career"}),
        (["reach: {prefers: wechat}"], {"reach.whatsapp"}, {"reach.wechat"}),
        (['reach: {whatsapp: "+49 151 1234567"}'], {"reach.wechat"}, set()),
        (["source: {channel: referral}"], {"source.detail"}, {"source.referred-by"}),
        (["source: {channel: exhibition}"], {"source.referred-by"}, {"source.detail"}),
        ([], {"source.detail", "china.last", "china.cities", "reason"}, {"china.visits"}),
        (["china: {visits: 0}"], {"china.last"}, set()),
        (["china: {visits: 2}"], set(), {"china.last", "china.cities"}),
        (["country: gb"], {"language.written-english", "language.spoken-english"}, set()),
        (["country: de"], {"country"}, {"language.written-english"}),
        (["language: {spoken-english: none}"], {"language.speech"}, set()),
        (["2026-10-01 order: 100 pcs"], {"intent", "expected-purchase", "china.imports"}, set()),
        (["2025-01-01 order: 100 pcs"], {"china.imports"}, {"intent", "expected-purchase"}),
        (["intent: never"], {"potential.need", "expected-purchase"}, {"reason"}),
        (["2026-10-01 lost: too dear"], set(), {"reason"}),
        (["2026-10-01 lost: too dear", "2026-11-01 quote: USD 9.00"], {"reason"}, set()),
    ],
)
def test_what_does_not_apply_is_no_gap(
    lines: list[str], absent: set[str], present: set[str], book_of: Ask
) -> None:
    missing = fields(of_anna(book_of({"anna": person(*lines)})).gaps)
    assert not absent & missing
    assert present <= missing


def test_what_the_company_says_is_not_asked_of_its_people(book_of: Ask) -> None:
    files = {
        "anna": person("company: b"),
        "companies/b.md": company("country: de", "buys: [PN-62]"),
    }
    assert not {"country", "buys", "company"} & fields(of_anna(book_of(files)).gaps)


def test_and_what_its_people_buy_is_not_asked_of_the_company(book_of: Ask) -> None:
    files = {"anna": person("company: b", "buys: [PN-62]"), "companies/b.md": company()}
    assert "buys" not in fields(about_anna(book_of(files)))


def test_where_someone_lives_is_not_asked_while_the_company_can_not_be_read(book_of: Ask) -> None:
    broken = "---\nname: B\nname: C\n---\n"
    book = book_of({"anna": person("company: b"), "companies/b.md": broken})
    assert "country" not in fields(of_anna(book).gaps)


TERMS = {"terms.incoterm", "terms.place", "terms.payment", "terms.currency"}
INSPECTION = {"terms.quality", "terms.forwarder.name", "terms.proof", "terms.signed-sample"}


@pytest.mark.parametrize(
    ("lines", "terms", "absent", "present"),
    [
        (["stage: interest"], [], TERMS | INSPECTION, set()),
        (["stage: consideration"], [], INSPECTION, TERMS),
        (["2026-11-18 quote out: 100 pcs"], [], INSPECTION, TERMS),
        (["stage: sincerity"], [], set(), TERMS | INSPECTION),
        (["2024-01-05 order: 100 pcs"], [], {"terms.inspection-note"}, INSPECTION),
        (["stage: harmony"], ["quality: relaxed"], {"terms.proof", "terms.signed-sample"}, set()),
        (["stage: harmony"], ["quality: strict"], set(), {"terms.inspection-note"}),
        (["stage: harmony"], ["incoterm: CIF"], {"terms.forwarder.whose"}, set()),
        (["stage: harmony"], ["incoterm: FOB"], set(), {"terms.forwarder.whose"}),
    ],
)
def test_terms_come_when_they_consider_buying(
    lines: list[str], terms: list[str], absent: set[str], present: set[str], book_of: Ask
) -> None:
    header = [f"terms: {{{', '.join(terms)}}}"] if terms else []
    files = {"anna": person("company: b", *lines), "companies/b.md": company(*header)}
    missing = fields(about_anna(book_of(files)))
    assert not absent & missing
    assert present <= missing


@pytest.mark.parametrize(
    ("header", "absent"),
    [
        ("type: importer", {"stores"}),
        ("brand: resells", {"products.mould", "departments", "terms.proof"}),
    ],
)
def test_a_company_is_not_asked_what_it_has_not(
    header: str, absent: set[str], book_of: Ask
) -> None:
    files = {"anna": person("company: b", "stage: harmony"), "companies/b.md": company(header)}
    assert not absent & fields(about_anna(book_of(files)))


def test_who_else_works_there_is_asked_while_one_is_known(book_of: Ask) -> None:
    files = {"anna": person("company: b"), "companies/b.md": company()}
    assert "org" in fields(about_anna(book_of(files)))
    assert "org" not in fields(about_anna(book_of({**files, "karl": person("company: b")})))


@pytest.mark.parametrize(
    ("lines", "wait"),
    [
        (["rapport: circle", "2026-11-01 call: spoke"], "rapport"),
        (["rapport: exchange"], ""),
        ([], "rapport"),
        (["2026-11-01 email out: hello"], "rapport"),
        (["2026-11-01 call out: nobody there"], "rapport"),
        (["2026-11-01 call: spoke"], ""),
        (["2026-11-01 fair in: met at our booth"], ""),
    ],
)
def test_personal_questions_wait_for_a_real_conversation(
    lines: list[str], wait: str, book_of: Ask
) -> None:
    gaps = {gap.field: gap.wait for gap in of_anna(book_of({"anna": person(*lines)})).gaps}
    assert gaps["birthday"] == gaps["interests"] == wait
    assert gaps["position.authority"] == gaps["family-life.married"] == ""  # not put to them


def test_what_waits_is_missing_but_not_asked(book_of: Ask) -> None:
    book = book_of({"anna": person("rapport: circle")})
    assert "birthday" in fields(of_anna(book).gaps)
    assert "birthday" not in fields(about_anna(book))


def test_who_said_never_is_asked_only_why(book_of: Ask) -> None:
    files = {"anna": person("company: b", "intent: never"), "companies/b.md": company()}
    asked_now = about_anna(book_of(files))
    assert {gap.field for gap in asked_now if gap.question.endswith("?")} == {"reason"}
    assert {"reach.email", "website"} <= fields(asked_now)  # to be looked up
    waiting = [gap for gap in of_anna(book_of(files)).gaps if gap.wait]
    assert {gap.wait for gap in waiting} == {"never"}


def test_a_newcomer_is_not_quizzed_about_the_company(book_of: Ask) -> None:
    for joined, is_new in (("2026-05", True), ("2025-11-20", False), ("2019", False)):
        files = {
            "anna": person("company: b", f"position: {{joined: {joined}}}", "stage: harmony"),
            "companies/b.md": company(),
        }
        now = fields(about_anna(book_of(files)))
        assert ("departments" in now) is not is_new
        assert {"terms.payment", "website"} <= now


def test_a_country_without_a_dossier_is_a_gap_of_everything(book_of: Ask) -> None:
    book = book_of({"anna": person("country: de")})
    missing = {gap.field: gap for gap in about_anna(book) if gap.kind == "country"}
    assert missing["certification"].path == "dossiers/countries/de.md"
    assert "currency" not in missing
    hidden = book_of({"anna": person("country: de"), "countries/de.md": "no dossier"})
    assert not [gap for gap in about_anna(hidden) if gap.kind == "country"]
    assert Knowledge(book, ON).of_country("zz") is None


def test_a_field_of_the_team_s_own_is_asked_for(book_of: Ask) -> None:
    policy = """\
fields:
  motto: {type: text, doc: what they say, question: What do you always say?}
  mark: {type: text}
  rank: {type: number, kind: company, question: Which rank?}
"""
    book = book_of({"book.yaml": policy, "anna": person()})
    chinese = completeness(book, book.customers["anna"], ON, language="zh").gaps
    own = [gap for gap in chinese if gap.field.startswith("custom.")]
    assert [(gap.field, gap.doc, gap.worth) for gap in own] == [
        ("custom.motto", "what they say", 5)
    ]
    assert own[0].question == "What do you always say?"
    known = book_of({"book.yaml": policy, "anna": person("custom: {motto: Carpe diem}")})
    assert "custom.motto" not in fields(of_anna(known).gaps)
    assert of_anna(known).known == 5


def test_questions_about_person_company_and_country_are_by_worth(book_of: Ask) -> None:
    files = {
        "anna": person("company: b", "stage: harmony"),
        "companies/b.md": company("country: de"),
        "countries/de.md": person(name="Germany"),
    }
    book = book_of(files)
    found = gaps_about(book, book.customers["anna"], ON, language="zh")
    assert [gap.worth for gap in found] == sorted((gap.worth for gap in found), reverse=True)
    nines = [(gap.kind, gap.field) for gap in found if gap.worth == 9]
    assert nines == [("customer", "position.authority"), ("company", "terms.payment")]
    assert found[0].question == "看邮件签名或名片"


def test_of_one_of_us_the_letters_details_are_asked(book_of: Ask) -> None:
    book = book_of({"team/lily.md": person("email: l@x.example", name="Lily")})
    found = completeness(book, book.members["lily"], ON)
    assert fields(found.gaps) == {"title", "phone", "languages", "signature"}
