"""Next steps through time: pushed back, kept, late, missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from conftest import dossier

from dossierkit.book.calendar import SATURDAY_AND_SUNDAY, WorkCalendar
from dossierkit.method.course.plans import Judged, NextChange, Plan, judge, plans
from dossierkit.schema.times import parse_dated
from dossierkit.schema.values import DatedText
from dossierkit.text.event import LogLine

CALENDAR = WorkCalendar(SATURDAY_AND_SUNDAY)


def items(text: str) -> list[DatedText]:
    return [parse_dated(f"2026-11-{item.strip()}", 0) for item in text.split(";") if item]


def log(text: str) -> tuple[LogLine, ...]:
    lines = "".join(f"- 2026-11-{item.strip()}: x\n" for item in text.split(";") if item)
    made: Sequence[LogLine] = dossier(f"---\nname: A\n---\n\n## Log\n\n{lines}").log.lines
    return tuple(made)


def changed(day: int, new: str, then: str = "", by: str = "lily") -> tuple[int, str, str, str]:
    """A change to these next steps on a day of November, beside a log."""
    return day, new, then, by


def story(*changes: tuple[int, str, str, str]) -> list[Plan]:
    """The plans of changes one after the other."""
    old: list[DatedText] = []
    made = []
    for day, new, then, by in changes:
        known = log(then)
        made.append(
            NextChange(date(2026, 11, day), by, old, items(new), lambda known=known: known)  # type: ignore[misc]
        )
        old = items(new)
    return plans(made)


def days(plan: Plan) -> list[int]:
    return [planned.day.day for planned in plan.days]


def test_pushed_back_three_times() -> None:
    [plan] = story(
        changed(1, "05 send samples"),
        changed(5, "09 send samples"),
        changed(9, "12 Send the samples", by="tom"),
        changed(12, "20 samples, at last"),
    )
    assert days(plan) == [5, 9, 12, 20]
    assert [(one.day.day, one.written.day, one.by) for one in plan.pushes] == [
        (9, 5, "lily"), (12, 9, "tom"), (20, 12, "lily"),
    ]  # fmt: skip
    assert plan.text == "samples, at last"
    assert plan.ended is None


def test_another_word_or_an_earlier_day_is_no_push() -> None:
    [plan] = story(
        changed(1, "15 send sample"), changed(2, "15 send samples"), changed(3, "10 send samples")
    )
    assert days(plan) == [15, 15, 10]
    assert plan.pushes == []


def test_the_only_one_in_the_place_of_the_only_one() -> None:
    assert [days(plan) for plan in story(changed(1, "05 send samples"), changed(5, "09 ring"))] == [
        [5, 9]
    ]
    two = story(changed(1, "05 send samples; 06 ask"), changed(5, "09 ring; 06 ask"))
    assert sorted(map(days, two)) == [[5, 9], [6]]
    mixed = story(changed(1, "05 send samples; 06 ask"), changed(5, "09 ring; 10 write"))
    assert sorted(map(days, mixed)) == [[5], [6], [9], [10]]


def test_the_most_alike_belong_together() -> None:
    found = story(
        changed(1, "05 send samples; 05 send the price list"),
        changed(5, "09 send the price list; 10 send samples"),
    )
    assert sorted((plan.text, days(plan)) for plan in found) == [
        ("send samples", [5, 10]), ("send the price list", [5, 9]),
    ]  # fmt: skip


def test_what_a_touch_has_closed_is_not_pushed() -> None:
    found = story(changed(1, "05 call again"), changed(5, "09 call again", "05 call out"))
    assert [(days(plan), plan.ended) for plan in found] == [([5], date(2026, 11, 5)), ([9], None)]
    early = story(changed(1, "05 call again"), changed(4, "09 call again", "04 email in"))
    assert [days(plan) for plan in early] == [[5, 9]]
    note = story(changed(1, "05 call again"), changed(5, "09 call again", "05 note"))
    assert [days(plan) for plan in note] == [[5, 9]]


def test_changes_on_branches_that_know_nothing_of_each_other() -> None:
    first = NextChange(date(2026, 11, 2), "lily", items("05 ring"), items("09 ring"), tuple)
    gone = NextChange(date(2026, 11, 3), "lily", items("07 write"), [], tuple)
    [plan] = plans([first, gone])
    assert days(plan) == [9]


def judged(
    written: int, step: str, then: str, now: str, on: int, ended: int | None = None
) -> object:
    """What became of a step, written beside one log and looked at with another."""
    changes = [changed(written, step, then)] + ([changed(ended, "", now)] if ended else [])
    [plan] = story(*changes)
    found: Judged | None = judge(plan, log(now), date(2026, 11, on), CALENDAR)
    return found and (found.outcome, found.done and found.done.day)


@pytest.mark.parametrize(
    ("now", "on", "expected"),
    [
        ("05 call out", 20, ("kept", 5)),
        ("06 email in", 20, ("late", 6)),
        ("", 20, ("missed", None)),
        ("", 5, None),
        ("05 note", 20, ("missed", None)),
        ("21 call out", 20, ("missed", None)),
        ("04 email in", 20, ("missed", None)),
        ("04 email in; 09 call", 20, ("late", 9)),
    ],
)
def test_kept_late_and_missed(now: str, on: int, expected: object) -> None:
    assert judged(1, "05 send", "", now, on) == expected


@pytest.mark.parametrize(
    ("now", "expected"), [("09 call out", ("kept", 9)), ("10 call out", ("late", 10)), ("", None)]
)
def test_a_day_off_moves_to_the_next_working_day(now: str, expected: object) -> None:
    """2026-11-07 is a Saturday."""
    assert judged(1, "07 send", "", now, 9 if not now else 20) == expected


def test_done_early_and_taken_out() -> None:
    assert judged(1, "05 send", "", "03 email out", 20, ended=3) == ("kept", 3)
    assert judged(1, "05 send", "01 call", "01 call; 01 email out", 20, ended=1) == ("kept", 1)
    assert judged(1, "05 send", "01 call", "01 call", 20, ended=2) is None
    assert judged(1, "05 send", "", "", 20, ended=5) is None
    assert judged(1, "05 send", "", "", 20, ended=9) == ("missed", None)
