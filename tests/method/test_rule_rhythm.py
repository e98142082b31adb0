"""`rhythm` and `no-plan`: the last touch and what `every`, an order or the intent make of it."""

from __future__ import annotations

import pytest
from dues import anna, chain, due_days


@pytest.mark.parametrize(
    ("intent", "due"),
    [
        ("interested", "2026-06-03"),
        ("hesitant", "2026-06-04"),
        ("not-soon", "2026-06-15"),
        ("never", "2026-09-29"),
        ("quoted-silent", "2026-06-08"),
    ],
)
def test_each_intent_has_its_own(intent: str, due: str) -> None:
    assert due_days(f"intent: {intent}", "2026-06-01 email out: on a Monday") == {"rhythm": due}


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        ("10d", "2026-11-03", "2026-11-13"),
        ("2w", "2026-11-03", "2026-11-17"),
        ("1m", "2026-10-15", "2026-11-16"),  # 15 November is a Sunday
        ("1m", "2026-01-30", "2026-03-02"),  # 28 February is a Saturday
        ("1m", "2026-05-31", "2026-06-30"),
        ("1m", "2024-01-31", "2024-02-29"),
        ("1m", "2024-02-29", "2024-03-29"),
        ("12m", "2024-02-29", "2025-02-28"),
        ("3m", "2025-11-28", "2026-03-02"),
    ],
)
def test_own_rhythm_in_days_weeks_and_calendar_months(every: str, last: str, due: str) -> None:
    assert due_days(f"every: {every}", f"{last} email out: x") == {"rhythm": due}


def test_every_overrides_the_intent_and_the_customers() -> None:
    lines = ("every: 10d", "intent: interested", "2026-10-01 order: x", "2026-11-10 thanks: y")
    assert due_days(*lines) == {"rhythm": "2026-11-20"}


@pytest.mark.parametrize("intent", ["", "intent: never", "intent: interested"])
def test_an_actual_customer_whatever_the_intent(intent: str) -> None:
    lines = (intent, "2026-06-01 order: x", "2026-10-21 email out: y")
    assert due_days(*lines) == {"rhythm": "2026-11-20"}


@pytest.mark.parametrize(
    ("ordered", "on", "is_customer"),
    [
        ("2025-11-20", "2026-11-20", True),
        ("2025-11-19", "2026-11-20", False),
        ("2023-11-21", "2024-11-20", True),  # over a 29 February: days count, not the date
        ("2023-11-21", "2024-11-21", False),
    ],
)
def test_exactly_365_days_after_the_order_one_is_still_a_customer(
    ordered: str, on: str, is_customer: bool
) -> None:
    lines = ("intent: interested", f"{ordered} order: x", f"{on[:8]}13 email out: y")
    assert (due_days(*lines, on=on) == {}) is is_customer


@pytest.mark.parametrize(
    ("on", "late", "urgency"),
    [("2026-11-19", 0, "today"), ("2026-11-20", 0, "today"), ("2026-11-21", 1, "overdue")],
)
def test_in_a_window_overdue_only_after_the_last_day(on: str, late: int, urgency: str) -> None:
    entry = anna("intent: hesitant", "2026-11-16 email out: x", on=on)  # 19 to 20 November
    assert entry is not None
    assert (entry["due"], entry["overdue_days"], entry["class"]) == ("2026-11-19", late, urgency)


def test_before_a_window_nothing() -> None:
    assert anna("intent: hesitant", "2026-11-16 email out: x", on="2026-11-18") is None


@pytest.mark.parametrize(
    ("last", "due", "moved_from", "last_day"),
    [
        ("2026-11-10", "2026-11-13", None, "2026-11-16"),  # Friday to Saturday
        ("2026-11-11", "2026-11-16", "2026-11-14", "2026-11-16"),  # Saturday to Sunday
        ("2026-11-12", "2026-11-16", "2026-11-15", "2026-11-16"),  # Sunday to Monday
    ],
)
def test_both_ends_of_a_window_move(
    last: str, due: str, moved_from: str | None, last_day: str
) -> None:
    entry = anna("intent: hesitant", f"{last} email out: x", on=last_day)
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == (due, moved_from)
    assert (entry["overdue_days"], entry["class"]) == (0, "today")
    later = anna("intent: hesitant", f"{last} email out: x", on="2026-11-18")
    assert later is not None
    assert later["overdue_days"] == 2


def test_an_own_window() -> None:
    entry = anna("every: 1w-2w", "2026-11-09 email out: x")
    assert entry is not None
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-16", 0)


def test_the_reason_names_the_last_touch() -> None:
    entry = anna("intent: interested", "2026-11-02 email out: a", "2026-11-03 call: b")
    assert entry is not None
    [reason] = entry["reasons"]
    assert reason["line"] == 9
    assert "2026-11-03 (call)" in reason["text"]


@pytest.mark.parametrize("closing", ["email out", "call", "email in", "payment in"])
def test_any_touch_starts_it_anew(closing: str) -> None:
    lines = ("intent: interested", "2026-11-02 email out: a", f"2026-11-17 {closing}: b")
    assert due_days(*lines)["rhythm"] == "2026-11-19"


def test_a_note_does_not() -> None:
    lines = ("intent: interested", "2026-11-02 email out: a", "2026-11-17 note: b")
    assert due_days(*lines) == {"rhythm": "2026-11-04"}


def test_without_a_touch_there_is_none() -> None:
    assert "rhythm" not in due_days("intent: interested", "source: {date: 2026-11-02}")
    assert chain("every: 10d")["rhythm"]["applies"] is False


# no-plan


def test_no_plan_thirty_days_after_the_last_touch() -> None:
    assert due_days("2026-10-21 email out: x") == {"no-plan": "2026-11-20"}
    assert due_days("2026-10-22 email out: x") == {}


def test_a_closed_next_is_no_plan() -> None:
    lines = ("next: 2026-10-19 call", "2026-10-20 call: done")
    assert due_days(*lines) == {"no-plan": "2026-11-19"}


def test_a_lapsed_customer_without_intent_has_no_plan() -> None:
    assert due_days("2025-06-02 order: x", "2025-06-03 thanks: y") == {"no-plan": "2025-07-03"}


@pytest.mark.parametrize(
    "plan", ["every: 200d", "intent: never", "next: 2026-12-01 call", "2026-01-15 order: x"]
)
def test_whoever_has_a_plan_needs_none(plan: str) -> None:
    assert "no-plan" not in due_days(plan, "2026-10-01 email out: x")
    assert chain(plan, "2026-10-01 email out: x")["no-plan"]["applies"] is False


def test_without_a_touch_there_is_no_no_plan() -> None:
    assert chain()["no-plan"]["applies"] is False
