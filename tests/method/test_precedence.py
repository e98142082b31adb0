"""Who is never listed, who waits, and what `--within` sees."""

from __future__ import annotations

import pytest
from dues import anna, ask, chain, due_days, person

DUE = ("next: 2026-11-18 papers", "intent: interested", "2026-11-10 inquiry in: price?")

OPTED_OUT = [
    ("consent: {do-not-contact: true}", False),
    ("consent: {do-not-contact: TRUE}", False),
    ("consent: {do-not-contact: yes}", False),
    ("consent: {do-not-contact: On}", False),
    ("consent: {do-not-contact: maybe}", True),
    ("consent: {do-not-contact: ja}", True),
    ("consent: {do-not-contact: 0}", True),
    ("consent: {do-not-contact: }", True),
    ("consent: {do-not-contact: [false]}", True),
    ("consent: {do-not-contact: {email: false}}", True),
    ("consent: refused", True),
    ("consent: [do-not-contact]", True),
]


@pytest.mark.parametrize(("consent", "is_finding"), OPTED_OUT)
def test_whoever_asked_is_nowhere_on_the_list(consent: str, is_finding: bool) -> None:
    snooze = "snooze: 2026-12-31 leave"
    for lines in ((consent, *DUE), (consent, snooze, *DUE), (consent,)):
        answer = ask({"anna": person(*lines)}, "--within", "99d")
        assert answer.data["due"] == answer.data["snoozed"] == []
        assert answer.status == int(is_finding)
        assert bool(answer.data["unreadable"]) is is_finding


@pytest.mark.parametrize(
    "consent",
    [
        "consent: {do-not-contact: false}",
        "consent: {do-not-contact: No}",
        "consent: {do-not-contact: OFF}",
        "consent: {marketing: refused}",
        "consent: {}",
        "consent:",
        "",
    ],
)
def test_whoever_plainly_did_not_ask_is(consent: str) -> None:
    answer = ask({"anna": person(consent, *DUE)})
    assert (answer.ids, answer.status) == (["anna"], 0)


def test_why_says_that_they_asked() -> None:
    steps = chain("consent: {do-not-contact: true}", *DUE)
    assert {step["silenced_by"] for step in steps.values() if step["applies"]} == {"do-not-contact"}


def test_an_opted_out_colleague_is_not_named() -> None:
    files = {
        "anna": person("company: brightlite", "next: 2026-11-20 call"),
        "karl": person(
            "company: brightlite",
            "consent: {do-not-contact: true}",
            "2026-11-19 price-update out: x",
            name="Karl",
        ),
    }
    assert ask(files).entry("anna")["notes"] == []


# snooze


@pytest.mark.parametrize(
    ("on", "is_snoozed"), [("2026-11-19", True), ("2026-11-20", True), ("2026-11-21", False)]
)
def test_snooze_is_inclusive_and_the_old_due_date_stands(on: str, is_snoozed: bool) -> None:
    answer = ask({"anna": person("snooze: 2026-11-20 on leave", *DUE)}, on=on)
    assert bool(answer.data["snoozed"]) is is_snoozed
    assert bool(answer.data["due"]) is not is_snoozed
    if not is_snoozed:
        assert answer.data["due"][0]["due"] == "2026-11-10"


def test_snoozed_people_are_shown() -> None:
    data = ask({"anna": person("snooze: 2026-12-31 on leave", *DUE)}).data
    assert data["snoozed"] == [
        {
            "id": "anna",
            "name": "Anna",
            "until": "2026-12-31",
            "text": "on leave",
            "path": "dossiers/customers/anna.md",
            "line": 3,
        }
    ]


def test_a_snooze_without_words_and_with_a_partial_date() -> None:
    [snoozed] = ask({"anna": person("snooze: 2026-12", *DUE)}).data["snoozed"]
    assert (snoozed["until"], snoozed["text"]) == ("2026-12-01", "")


def test_snooze_silences_every_rule_that_applies() -> None:
    steps = chain("snooze: 2026-12-31 leave", *DUE)
    assert {step["silenced_by"] for step in steps.values() if step["applies"]} == {"snooze"}


@pytest.mark.parametrize(("within", "is_listed"), [("4d", False), ("5d", True), ("1w", True)])
def test_within_lists_from_the_day_after_the_snooze(within: str, is_listed: bool) -> None:
    answer = ask({"anna": person("snooze: 2026-11-24 leave", *DUE)}, "--within", within)
    assert bool(answer.data["due"]) is is_listed
    assert [snoozed["id"] for snoozed in answer.data["snoozed"]] == ["anna"]
    if is_listed:
        assert answer.entry("anna")["notes"] == ["snoozed until 2026-11-24 leave"]


def test_snoozed_people_are_sorted_by_day_then_id() -> None:
    files = {
        name: person(f"snooze: 2026-12-{day}")
        for name, day in [("carl", "01"), ("bert", "24"), ("anna", "24")]
    }
    found = ask(files).data["snoozed"]
    assert [snoozed["id"] for snoozed in found] == ["carl", "anna", "bert"]


# within


@pytest.mark.parametrize(
    ("within", "ids"), [("0", ["now"]), ("3", ["now"]), ("4d", ["now", "soon"])]
)
def test_within_adds_what_comes_until_then(within: str, ids: list[str]) -> None:
    files = {"now": person("next: 2026-11-20 x"), "soon": person("next: 2026-11-24 y")}
    answer = ask(files, "--within", within)
    assert answer.ids == ids
    assert [entry["class"] for entry in answer.data["due"]] == ["today", "soon"][: len(ids)]


def test_within_judges_the_moved_day() -> None:
    lines = ("intent: interested", "2026-11-19 email out: x")  # Saturday the 21st moves to Monday
    assert anna(*lines, args=("--within", "2d")) is None
    entry = anna(*lines, args=("--within", "3d"))
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-23", "2026-11-21")


def test_within_a_reason_that_is_not_due_stays_out() -> None:
    lines = ("next: [2026-11-20 call, 2026-11-30 later]", "2026-11-10 email out: x")
    assert due_days(*lines) == {"next": "2026-11-20"}


def test_within_ends_with_the_calendar() -> None:
    assert (
        ask({"anna": person("next: 9999-12-31 x")}, "--within", "9d", on="9999-12-30").status == 0
    )
