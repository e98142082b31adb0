"""Remarks beside a follow-up: a colleague was mailed, contacts lead nowhere."""

from __future__ import annotations

import pytest
from dues import anna, ask, person

LATE = "next: 2026-11-18 papers"


@pytest.mark.parametrize(
    ("event", "is_noted"),
    [
        ("2026-11-17 price-update out", True),
        ("2026-11-18 greeting out", True),
        ("2026-11-20 intro out", True),
        ("2026-11-16 greeting out", False),
        ("2026-11-18 email out", False),
        ("2026-11-18 greeting in", False),
        ("2026-11-21 greeting out", False),
    ],
)
def test_bulk_mail_to_a_colleague_is_pointed_out_for_three_days(event: str, is_noted: bool) -> None:
    files = {
        "anna": person("company: brightlite", LATE),
        "karl": person("company: brightlite", f"{event}: x", name="Karl"),
        "zoe": person(LATE, "2026-11-17 greeting out: to nobody's colleague"),
    }
    answer = ask(files)
    notes = answer.entry("anna")["notes"]
    day, name, _ = event.split()
    wanted = [f"Karl of the same company got a {name} on {day}"] if is_noted else []
    assert notes == wanted


@pytest.mark.parametrize(("intent", "count"), [("interested", 5), ("hesitant", 7)])
def test_contacts_without_an_order_are_counted(intent: str, count: int) -> None:
    touches = [f"2026-10-{day:02} email out: x" for day in range(1, count + 1)]
    few, enough = anna(f"intent: {intent}", *touches[1:]), anna(f"intent: {intent}", *touches)
    assert few is not None
    assert enough is not None
    assert few["notes"] == []
    assert enough["notes"] == [
        f"{count} contacts as '{intent}' without an order: think again about the intent"
    ]
    old = anna(f"intent: {intent}", "2025-01-02 order: x", *touches)
    assert old is not None
    assert len(old["notes"]) == 1


def test_several_mails_to_several_colleagues_by_id_then_as_logged() -> None:
    files = {
        "anna": person("company: brightlite", LATE),
        "zoe": person("company: brightlite", "2026-11-18 greeting out: x", name="Zoe"),
        "karl": person(
            "company: brightlite",
            "2026-11-18 price-update out: x",
            "2026-11-18 09:00 greeting out: y",
            name="Karl",
        ),
    }
    notes = ask(files).entry("anna")["notes"]
    assert [note.replace("of the same company got a ", "") for note in notes] == [
        "Karl price-update on 2026-11-18",
        "Karl greeting on 2026-11-18",
        "Zoe greeting on 2026-11-18",
    ]
