"""A dossier: one file as facts and events, with every finding at its place."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import Place, customer, dossier, findings_of, places, read
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.schema.customer import Consent, Customer, Origin
from dossierkit.schema.dossier import COMPANY, COUNTRY, CUSTOMER, MEMBER, Unreadable
from dossierkit.schema.values import DatedText, PartialDate


def test_only_the_name_is_required() -> None:
    assert customer("").facts == Customer(name="Anna")
    assert customer("").findings == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\n---\n", (2, 1, "missing-field")),
        ("---\nname:\n---\n", (2, 6, "missing-field")),
        ("---\ntags: []\nname: ' '\n---\n", (3, 7, "missing-field")),
        ("---\nname: null\n---\n", (2, 7, "missing-field")),
        ("---\nname: [Anna]\n---\n", (2, 7, "wrong-shape")),
    ],
)
def test_a_dossier_without_a_name_is_doubted(text: str, place: Place) -> None:
    anna = dossier(text)
    assert places(anna.findings) == [place]
    assert anna.doubts == anna.findings
    assert anna.facts.name in ("", " ")


@pytest.mark.parametrize(
    ("header", "place", "words"),
    [
        ("intend: never\n", (3, 1, "unknown-field"), "did you mean 'intent'?"),
        ("Family_Life: {}\n", (3, 1, "unknown-field"), "did you mean 'family-life'?"),
        ("xyz: 1\n", (3, 1, "unknown-field"), "the fields here are: name given"),
        ("email: a@x.example\n", (3, 1, "unknown-field"), "reach: {email: …}"),
        ("reach: {fax: 1}\n", (3, 9, "unknown-field"), "the fields here are: email"),
        ("reach: {emial: a@x.example}\n", (3, 9, "unknown-field"), "'email'?"),
        ("reach: a@x.example\n", (3, 8, "wrong-shape"), "{email: …}"),
        ("reach: [a@x.example]\n", (3, 8, "wrong-shape"), "{email: …}"),
        ("intent: sometimes\n", (3, 9, "unknown-value"), "interested hesitant"),
        ("birthday: 2026-02-30\n", (3, 11, "impossible-date"), "mend the day"),
        ("career:\n  - {from: 2015, till: 2024}\n", (4, 18, "unknown-field"), "employer"),
        ("custom: [x]\n", (3, 9, "wrong-shape"), "{name: value}"),
        ("given: 'Anna\n\n  Maria'\n", (3, 8, "line-break"), "one line"),
        ("next:\n- 2026-11-25 x\n- soon\n", (5, 3, "date"), "2026-11-25 answer"),
    ],
)
def test_a_wrong_field_is_left_out_and_named(header: str, place: Place, words: str) -> None:
    anna = customer(header)
    assert places(anna.findings) == [place]
    assert words in anna.findings[0].hint


@pytest.mark.parametrize(
    ("header", "is_doubt"),
    [
        ("intent: x\n", True),
        ("intend: never\n", True),
        ("email: a@x.example\n", True),
        ("stage: x\n", False),
        ("xyz: 1\n", False),
        ("position: {authority: x}\n", False),
        ("source: {channel: x}\n", True),
    ],
)
def test_doubts_are_what_follow_ups_depend_on(header: str, is_doubt: bool) -> None:
    assert bool(customer(header).doubts) is is_doubt


@pytest.mark.parametrize(
    "header",
    [
        "consent: {do-not-contact: maybe}\n",
        "consent: {do-not-contact: }\n",
        "consent: {do-not-contact: [true]}\n",
        "consent: {do_not_contact: true}\n",
        "consent: {marketing: x}\n",
        "consent: {sensitive: yes}\n",
        "consent: refused\n",
        "consent: [refused]\n",
        "consnt: {marketing: refused}\n",
        "do-not-contact: true\n",
        "DoNotContact: true\n",
        "opt-out: 2025-01-01\n",
        "unsubscribed: true\n",
        "不联系-勿扰: true\n",
        "reach: {do-not-contact: true}\n",
        "position: {opt-out: true}\n",
        "tags: []\nreach: {email: a@x.example, no-mail: true}\nstage: interest\n",
        "custom: {no-marketing: true}\n",
        "custom: {mail: {wishes: {opt-out: true}}}\n",
    ],
)
def test_any_doubt_about_consent_stops_mail(header: str) -> None:
    anna = customer(header)
    assert anna.stops_mail
    assert len(anna.findings) == 1
    assert anna.doubts == anna.findings


@pytest.mark.parametrize(
    "header",
    [
        "",
        "consent:\n",
        "consent: {}\n",
        "intend: x\n",
        "custom: {mail: {x: y}, z: 1}\n",
        "reach: {fax: 1}\n",
        "consent: {marketing: refused, do-not-contact: false}\n",
    ],
)
def test_mail_is_not_stopped_by_anything_else(header: str) -> None:
    anna = customer(header)
    assert not anna.stops_mail
    assert not anna.facts.consent.do_not_contact


@pytest.mark.parametrize(
    "header",
    [
        "consent: refused\n",
        "consent: []\n",
        "consent: {do-not-contact: perhaps}\n",
        "consent: {do-not-contact: Yes}\n",
    ],
)
def test_a_consent_that_cannot_be_read_is_none(header: str) -> None:
    assert customer(header).facts.consent == Consent(do_not_contact=True)


def test_facts_are_typed() -> None:
    anna = customer(
        "source: {channel: exhibition, date: 2025-04}\n"
        "next:\n- 2026-11-25 answer on L/C terms\n- 2026-12-01\n"
        "custom: {height: 180}\n"
    ).facts
    assert anna.source == Origin(channel="exhibition", date=PartialDate(2025, 4))
    answer = DatedText(date(2026, 11, 25), "answer on L/C terms", 5)
    assert anna.next == (answer, DatedText(date(2026, 12, 1), "", 6))
    assert anna.custom == {"height": "180"}


def test_places_of_facts() -> None:
    anna = customer("reach:\n  email: [a@x.example]\n  prefers: email\n")
    assert anna.line("reach", "prefers") == 5
    assert anna.line("reach", "whatsapp") == 4
    assert anna.line("intent") == 2
    assert anna.source.text[anna.place("reach", "email") :].startswith("[a@x")


def test_links_of_notes_and_log() -> None:
    text = "---\nname: '[[x]]'\n---\nSee [[karl-brandt]] and [[ b|Bea ]].\n[[a\nb]] [[]] [[c|]]\n"
    anna = dossier(text)
    assert [link for link, _ in anna.links()] == ["karl-brandt", "b", "c"]
    assert all(text[offset:].startswith("[[") for _, offset in anna.links())
    assert customer("").links() == []


def test_an_error_in_the_log_is_a_doubt_and_the_rest_is_read() -> None:
    anna = dossier("---\nname: A\n---\n## Log\n- 2025-01-01 call: x\n- nonsense\n## Log\n")
    assert [line.text for line in anna.log.lines] == ["x"]
    assert places(anna.doubts) == [(6, 3, "log-line")]
    assert places(anna.findings) == [(6, 3, "log-line"), (7, 1, "second-log")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", {"no-header"}),
        ("---\nname: A\nname: B\n---\n", {"duplicate-key"}),
        ("---\nname: A\nx: &a 1\nintent: x\n---\n", {"anchor", "unknown-field", "unknown-value"}),
        ("---\nname: [\n---\n", {"yaml"}),
        ("---\nname: A\n---\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", {"conflict-marker"}),
        ("---\nname: A\n---\nname: B\n---\n", {"second-header"}),
        (b"---\nname: \xff\n---\n", {"encoding"}),
    ],
)
def test_unreadable_as_a_whole(text: str | bytes, codes: set[str]) -> None:
    anna = read(text)
    assert isinstance(anna, Unreadable)
    assert (anna.id, anna.path) == ("anna", "anna.md")
    assert {finding.code for finding in anna.findings} == codes
    assert list(anna.findings) == sorted(anna.findings)


def test_a_byte_order_mark_is_read_with_a_warning() -> None:
    anna = dossier(b"\xef\xbb\xbf---\nname: Anna\n---\n")
    assert anna.facts.name == "Anna"
    assert places(anna.findings) == [(1, 1, "byte-order-mark")]
    assert anna.doubts == ()


@pytest.mark.parametrize(
    ("kind", "header", "code"),
    [
        (COMPANY, "terms: {incoterm: FOB, price-adjustment: 3}\n", "number"),
        (COMPANY, "departments: {design: sometimes}\n", "unknown-value"),
        (COMPANY, "compliance: [{name: CE, until: soon}]\n", "date"),
        (COUNTRY, "weekend: [friday]\n", "unknown-value"),
        (COUNTRY, "holidays: {extra: [{date: 02-30}]}\n", "impossible-date"),
        (MEMBER, "email: lily\n", "mail-address"),
        (MEMBER, "assessments: [{date: 2026-01-01, answers: [10]}]\n", "number"),
    ],
)
def test_other_kinds(kind: object, header: str, code: str) -> None:
    findings = findings_of(f"---\nname: x\n{header}---\n", kind)  # type: ignore[arg-type]
    assert [finding.code for finding in findings] == [code]


WORD = st.text(alphabet=st.sampled_from("abcN O王é😀'ש-_1"), min_size=1, max_size=12)
VALUES = {
    "given": WORD,
    "intent": st.sampled_from(["never", "nevr", "[x]"]),
    "birthday": st.sampled_from(["04-12", "02-30", "x"]),
    "tags": st.sampled_from(["[a, b]", "a", "{a: b}"]),
    "xyz": WORD,
    "reach": st.sampled_from(["{email: a@x.example}", "{email: x}", "{emial: x}", "x"]),
}


@given(st.data(), st.permutations(sorted(VALUES)), st.sampled_from(["\n", "\r\n"]))
def test_findings_stand_at_the_line_of_their_field(
    data: st.DataObject, names: list[str], end: str
) -> None:
    values = {
        name: "'" + data.draw(VALUES[name]).replace("'", "''") + "'"
        if VALUES[name] is WORD
        else data.draw(VALUES[name])
        for name in names
    }
    lines = ["---", "name: Anna", *(f"{name}: {values[name]}" for name in names), "---", ""]
    anna = dossier(end.join(lines))
    for finding in anna.findings:
        name = lines[finding.line - 1].partition(":")[0]
        assert name in names
        value_column = len(name) + 3
        assert finding.column >= (1 if name == "xyz" else value_column)
    right = {"never": "never"}.get(values["intent"])
    assert anna.facts.intent == right
    assert CUSTOMER.facts["intent"].type.name.startswith("one of interested")
