"""`reply`: the last touch came in and nothing went out since; due the day it came."""

from __future__ import annotations

import pytest
from dues import anna, due_days

ASKED = "2026-11-17 inquiry in: price for 2000 reels?"


def test_due_the_day_it_came() -> None:
    entry = anna(ASKED)
    assert entry is not None
    [reason] = entry["reasons"]
    assert (reason["rule"], reason["due"], reason["line"]) == ("reply", "2026-11-17", 7)
    assert (entry["overdue_days"], entry["class"]) == (3, "overdue")
    assert due_days("2026-11-20 inquiry: today") == {"reply": "2026-11-20"}


@pytest.mark.parametrize("event", ["inquiry", "complaint", "order", "payment", "lost"])
def test_what_comes_in_without_a_word(event: str) -> None:
    assert due_days(f"2026-11-17 {event}: x")["reply"] == "2026-11-17"


@pytest.mark.parametrize(
    "event", ["email", "chat", "intro", "quote", "sample", "shipment", "greeting", "price-update",
              "thanks", "call", "meeting", "visit", "fair"],
)  # fmt: skip
def test_what_goes_out_or_both_ways_without_a_word(event: str) -> None:
    assert "reply" not in due_days(f"2026-11-17 {event}: x")
    assert due_days(f"2026-11-17 {event} in: x")["reply"] == "2026-11-17"


@pytest.mark.parametrize("event", ["email out", "call", "call out", "meeting", "fair", "visit"])
def test_answered_by_what_goes_out_or_both_ways(event: str) -> None:
    assert "reply" not in due_days(ASKED, f"2026-11-18 {event}: answered")


@pytest.mark.parametrize("later", ["2026-11-18 note: rang, engaged", "2026-11-18 email in: hello?"])
def test_not_answered_by_a_note_or_their_second_message(later: str) -> None:
    assert due_days(ASKED, later) == {"reply": "2026-11-17"}


def test_a_to_do_is_no_touch() -> None:
    lines = (ASKED, "2026-11-18 note: below stands a to-do\n- [ ] 2026-11-19 email out: answer")
    assert due_days(*lines) == {"reply": "2026-11-17"}


def test_of_several_the_first_since_the_last_word_of_ours() -> None:
    lines = (
        "2026-11-03 email in: old",
        "2026-11-04 email out: answered",
        "2026-11-17 email in: first",
        "2026-11-19 email in: second",
    )
    entry = anna(*lines)
    assert entry is not None
    assert "first" in entry["reasons"][0]["text"]
    assert entry["reasons"][0]["due"] == "2026-11-17"


def test_beside_the_rhythm_both_stand() -> None:
    lines = ("intent: interested", "2026-11-17 email in: hello?")
    entry = anna(*lines)
    assert entry is not None
    assert [(r["rule"], r["due"]) for r in entry["reasons"]] == [
        ("reply", "2026-11-17"),
        ("rhythm", "2026-11-19"),
    ]
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-17", 3)


@pytest.mark.parametrize(
    ("lines", "is_unanswered"),
    [
        (("2026-11-17 email in: a", "2026-11-17 email out: b"), False),
        (("2026-11-17 email out: b", "2026-11-17 email in: a"), True),
        (("2026-11-17 09:00 email in: a", "2026-11-17 email out: b"), True),
        (("2026-11-17 15:00 email out: b", "2026-11-17 09:00 email in: a"), False),
        (("2026-11-17 email in: a", "2026-11-17 08:00 email out: b"), False),
    ],
    ids=["file order", "file order too", "untimed first", "by time", "timed later"],
)
def test_on_one_day_time_decides_then_the_file(lines: tuple[str, ...], is_unanswered: bool) -> None:
    assert ("reply" in due_days(*lines)) is is_unanswered


def test_in_a_newest_first_file_the_upper_line_is_later() -> None:
    older = ("2026-11-10 email in: x", "2026-11-02 email out: y")
    answered = ("2026-11-17 email out: answer", "2026-11-17 email in: question")
    assert "reply" not in due_days(*answered, *older)
    assert due_days(*reversed(answered), *older) == {"reply": "2026-11-17"}


def test_the_last_touch_is_the_latest_wherever_it_stands() -> None:
    lines = ("2026-11-03 email out: a", "2026-11-18 email in: b", "2026-11-10 email out: c")
    assert due_days(*lines) == {"reply": "2026-11-18"}


def test_it_moves_off_the_customers_weekend() -> None:
    entry = anna("2026-11-14 email in: on a Saturday")
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-16", "2026-11-14")
    assert entry["overdue_days"] == 4
    assert "Saturday" in entry["reasons"][0]["text"]


def test_lines_after_the_day_are_no_touches_yet() -> None:
    lines = ("2026-11-17 email in: question", "2026-11-18 email out: answer")
    assert due_days(*lines, on="2026-11-17") == {"reply": "2026-11-17"}
    assert due_days(*lines, on="2026-11-18") == {}


def test_the_companys_own_log_is_no_touch_of_theirs() -> None:
    company = "---\nname: Brightlite\n---\n\n## Log\n\n- 2026-11-18 email out: to the office\n"
    entry = anna("company: brightlite", ASKED, brightlite=company)
    assert entry is not None
    assert entry["due"] == "2026-11-17"
