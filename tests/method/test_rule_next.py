"""`next`: due on the date of each open item; open until a touch dated on or after it."""

from __future__ import annotations

import pytest
from dues import anna, ask, chain, due_days, person

MET = "2026-11-02 email out: hello"


@pytest.mark.parametrize(
    ("item", "late", "urgency"),
    [
        ("2026-11-20 answer on L/C terms", 0, "today"),
        ("2026-11-19 answer on L/C terms", 1, "overdue"),
        ("2026-11 answer on L/C terms", 19, "overdue"),
    ],
)
def test_due_on_its_date_and_overdue_after(item: str, late: int, urgency: str) -> None:
    entry = anna(f"next: {item}")
    assert entry is not None
    assert (entry["overdue_days"], entry["class"]) == (late, urgency)
    [reason] = entry["reasons"]
    assert reason["rule"] == "next"
    assert reason["text"].startswith("answer on L/C terms")
    assert (reason["path"], reason["line"]) == ("dossiers/customers/anna.md", 3)


def test_not_listed_before_its_date() -> None:
    assert anna("next: 2026-11-21 call") is None


def test_the_words_after_the_date_are_optional() -> None:
    entry = anna("next: 2026-11-20")
    assert entry is not None
    assert entry["reasons"][0]["text"] == "follow up"


@pytest.mark.parametrize(
    ("touch", "is_open"),
    [
        ("2026-11-16 email out: before its day", True),
        ("2026-11-17 email out: on its day", False),
        ("2026-11-18 email in: after it, whoever wrote", False),
        ("2026-11-18 note: no touch", True),
    ],
)
def test_open_until_a_touch_on_or_after_it(touch: str, is_open: bool) -> None:
    assert ("next" in due_days("next: 2026-11-17 send papers", touch)) is is_open


def test_several_open_items_are_one_line_with_the_earliest_date() -> None:
    entry = anna("next:", "  - 2026-11-19 second", "  - 2026-11-18 first", "  - 2026-11-24 later")
    assert entry is not None
    assert [(r["text"], r["line"]) for r in entry["reasons"]] == [("first", 5), ("second", 4)]
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-18", 2)


def test_of_several_items_a_touch_closes_those_up_to_its_day() -> None:
    lines = ("next: [2026-11-10 first, 2026-11-19 second]", "2026-11-12 email out: done")
    assert due_days(*lines) == {"next": "2026-11-19"}


def test_within_shows_what_comes() -> None:
    entry = anna("next: 2026-11-25 call", args=("--within", "5d"))
    assert entry is not None
    assert (entry["class"], entry["due"], entry["overdue_days"]) == ("soon", "2026-11-25", 0)
    assert anna("next: 2026-11-26 call", args=("--within", "5d")) is None


def test_a_day_off_is_kept_and_named() -> None:
    entry = anna("next: 2026-11-21 call", on="2026-11-21")
    assert entry is not None
    assert (entry["due"], entry["moved_from"], entry["class"]) == ("2026-11-21", None, "today")
    assert "weekend" in entry["reasons"][0]["text"]


def test_a_public_holiday_is_named() -> None:
    entry = anna("country: de", "next: 2026-12-25 call", on="2026-12-25")
    assert entry is not None
    assert entry["due"] == "2026-12-25"
    assert "Christmas" in entry["reasons"][0]["text"]


SILENCED = [
    pytest.param("reply", ("2026-11-18 inquiry in: price?",), id="reply"),
    pytest.param("ladder", ("2026-11-16 quote out: offer",), id="ladder"),
    pytest.param("rhythm", ("intent: interested", "2026-11-12 email out: hi"), id="rhythm"),
]


@pytest.mark.parametrize(("rule", "lines"), SILENCED)
def test_in_the_future_it_silences(rule: str, lines: tuple[str, ...]) -> None:
    assert rule in due_days(*lines)
    planned = ("next: 2026-11-25 call", *lines)
    assert anna(*planned) is None
    assert chain(*planned)[rule]["silenced_by"] == "next"


@pytest.mark.parametrize(("rule", "lines"), SILENCED)
def test_until_it_comes(rule: str, lines: tuple[str, ...]) -> None:
    found = due_days("next: 2026-11-25 call", *lines, on="2026-11-25")
    assert found["next"] == "2026-11-25"
    assert rule in found


def test_a_future_item_does_not_silence_one_that_is_due() -> None:
    lines = ("next: [2026-11-18 papers, 2026-12-03 market]", "2026-11-12 email in: papers?")
    assert due_days(*lines) == {"next": "2026-11-18"}


def test_a_future_item_closed_by_a_touch_silences_nothing() -> None:
    lines = ("next: 2026-11-12 call", "intent: interested", "2026-11-12 email out: wrote")
    assert due_days(*lines) == {"rhythm": "2026-11-16"}  # the 14th is a Saturday


def test_silences_are_judged_as_of_the_day_itself() -> None:
    lines = ("next: 2026-11-24 call", "intent: interested", "2026-11-10 email out: hi")
    entry = anna(*lines, args=("--within", "14d"))
    assert entry is not None
    assert [reason["rule"] for reason in entry["reasons"]] == ["next"]


def test_no_touch_but_a_plan_is_not_never_contacted() -> None:
    assert due_days("next: 2026-11-20 introduce us", "source: {date: 2026-01-01}") == {
        "next": "2026-11-20"
    }
    assert anna("next: 2026-12-20 introduce us", "source: {date: 2026-01-01}") is None


def test_an_item_that_cannot_be_read_keeps_the_customer_on_the_list() -> None:
    answer = ask({"anna": person("next: 2026-02-30 call", "source: {date: 2026-11-02}")})
    assert answer.status == 1
    assert answer.ids == ["anna"]
    [finding] = answer.data["unreadable"]
    assert (finding["line"], finding["column"], finding["code"]) == (3, 7, "impossible-date")
