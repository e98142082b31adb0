"""Don't annoy (M36): two calls within seven days, or a visit within fourteen, are enough."""

from __future__ import annotations

import pytest
from dues import anna, ask, chain, due_days, person

INTERESTED = "intent: interested"


@pytest.mark.parametrize(
    ("calls", "due"),
    [
        (("11-12 call out", "11-13 call out"), "2026-11-19"),
        (("11-12 call", "11-13 call"), "2026-11-19"),  # both ways counts as outgoing
        (("11-12 call out", "11-16 call out"), "2026-11-19"),
        (("11-13 call out", "11-13 call out"), "2026-11-20"),
        (("11-10 call out", "11-12 call out", "11-13 call out"), "2026-11-19"),
        (("11-13 call out",), "2026-11-16"),
        (("11-12 call in", "11-13 call out"), "2026-11-16"),
        (("11-12 email out", "11-13 call out"), "2026-11-16"),
        (("11-06 call out", "11-13 call out"), "2026-11-16"),  # seven days apart
        (("11-07 call out", "11-13 call out"), "2026-11-16"),  # free on the 14th, before the 15th
    ],
)
def test_two_calls_within_seven_days_hold_the_rhythm(calls: tuple[str, ...], due: str) -> None:
    assert due_days(INTERESTED, *(f"2026-{call}: x" for call in calls)) == {"rhythm": due}


@pytest.mark.parametrize(("on", "is_listed"), [("2026-11-18", False), ("2026-11-19", True)])
def test_free_again_on_the_seventh_day(on: str, is_listed: bool) -> None:
    lines = (INTERESTED, "2026-11-12 call out: a", "2026-11-13 call out: b")
    entry = anna(*lines, on=on)
    assert (entry is not None) is is_listed
    assert chain(*lines, on=on)["rhythm"]["silenced_by"] == (None if is_listed else "ceiling")
    assert entry is None or (entry["class"], entry["overdue_days"]) == ("today", 0)


def test_overdue_counts_from_the_day_one_is_free() -> None:
    entry = anna(INTERESTED, "2026-11-11 call out: a", "2026-11-12 call out: b")
    assert entry is not None
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-18", 2)
    assert "2 calls" in entry["reasons"][0]["text"]


@pytest.mark.parametrize(
    ("on", "late"), [("2026-11-17", None), ("2026-11-18", 0), ("2026-11-19", 1)]
)
def test_a_visit_holds_for_fourteen_days(on: str, late: int | None) -> None:
    entry = anna("intent: hesitant", "2026-11-04 visit out: in her office", on=on)
    assert (entry["overdue_days"] if entry else None) == late
    assert entry is None or entry["due"] == "2026-11-18"


def test_a_visit_both_ways_counts_and_theirs_to_us_does_not() -> None:
    assert due_days(INTERESTED, "2026-11-04 visit: x") == {"rhythm": "2026-11-18"}
    assert due_days(INTERESTED, "2026-11-04 visit in: x")["rhythm"] == "2026-11-06"


def test_it_holds_the_ladder() -> None:
    lines = ("2026-11-12 quote out: x", "2026-11-12 call out: a", "2026-11-13 call out: b")
    assert due_days(*lines) == {"ladder": "2026-11-19"}  # day 4 is the 16th


def test_what_a_person_decided_never_waits() -> None:
    calls = ("2026-11-12 call out: a", "2026-11-13 call out: b")
    assert due_days("every: 1d", *calls) == {"rhythm": "2026-11-16"}  # the 14th is a Saturday
    assert due_days("next: 2026-11-16 call again", *calls) == {"next": "2026-11-16"}


def test_nor_does_an_answer() -> None:
    lines = ("2026-11-17 call out: a", "2026-11-18 call out: b", "2026-11-19 email in: c")
    assert due_days(*lines) == {"reply": "2026-11-19"}


def test_the_day_one_is_free_moves_too() -> None:
    entry = anna(INTERESTED, "2026-11-07 visit: on a Saturday", on="2026-11-23")
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-23", "2026-11-21")


def test_an_old_ceiling_is_history() -> None:
    lines = ("2026-10-05 call out: a", "2026-10-06 call out: b", "2026-11-16 email out: c")
    assert due_days(INTERESTED, *lines) == {"rhythm": "2026-11-18"}


def test_a_window_is_never_overdue_before_one_is_free() -> None:
    lines = ("2026-11-12 call out: a", "2026-11-13 call out: b")
    entry = anna("intent: hesitant", *lines, on="2026-11-19")
    assert entry is not None
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-19", 0)


@pytest.mark.parametrize(
    ("figures", "due"),
    [
        ("{calls: 3}", "2026-11-16"),
        ("{calls: 1}", "2026-11-20"),
        ("{calls-within: 10d}", "2026-11-23"),  # free on the 22nd, a Sunday
    ],
)
def test_the_book_may_set_other_figures(figures: str, due: str) -> None:
    files = {
        "book.yaml": f"follow-up: {{ceiling: {figures}}}\n",
        "anna": person(INTERESTED, "2026-11-12 call out: a", "2026-11-13 call out: b"),
    }
    [entry] = ask(files, "--within", "7d").data["due"]
    assert entry["due"] == due
