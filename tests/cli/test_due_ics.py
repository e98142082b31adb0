"""`due --format ics`: follow-ups in a calendar program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Result
from icalendar import Calendar

from dossierkit.cli.due_ics import stamp_of

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

ON = ("--on", "2026-11-20")


def people(**headers: str) -> dict[str, str]:
    return {
        f"dossiers/customers/{name}.md": f"---\nname: {name.title()}\n{header}---\n"
        for name, header in headers.items()
    }


def events(result: Result) -> dict[str, Any]:
    """The events of a calendar by their titles."""
    found = Calendar.from_ical(result.stdout).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}


def test_one_event_for_each_follow_up_on_its_day(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        people(
            anna="next: 2026-11-18 papers\ncompany: acme\n",
            bert="next: 2026-11-20 samples\nreach: {prefers: phone, phone: [+493012345678]}\n",
            carl="next: 2026-11-24 visit\n",
            dora="next: 2026-11-18 x\nconsent: {do-not-contact: true}\n",
            emma="next: 2026-11-18 x\nsnooze: 2026-12-31 leave\n",
        )
    )
    result = run("due", *ON, "--within", "7d", "--format", "ics", book=book)
    assert result.status == 0
    found = events(result)
    assert {name: event["DTSTART"].dt for name, event in found.items()} == {
        "Anna (acme): keep promise": date(2026, 11, 18),
        "Bert: keep promise": date(2026, 11, 20),
        "Carl: keep promise": date(2026, 11, 24),
    }
    assert found["Bert: keep promise"]["DESCRIPTION"] == (
        "next: samples\nby phone\ndossier due --why bert"
    )


def test_what_is_overdue_reaches_until_today(make_book: MakeBook, run: Run) -> None:
    book = make_book(people(anna="next: 2026-11-18 papers\n", bert="next: 2026-11-20 x\n"))
    found = events(run("due", *ON, "--format", "ics", book=book))
    late, today = found["Anna: keep promise"], found["Bert: keep promise"]
    assert (late["DTSTART"].dt, late["DTEND"].dt) == (date(2026, 11, 18), date(2026, 11, 21))
    assert "2 days overdue" in late["DESCRIPTION"]
    assert today["DTEND"].dt == date(2026, 11, 21)
    assert late["CATEGORIES"].cats == ["dossier", "overdue"]


def test_a_day_by_the_moon_is_tentative(make_book: MakeBook, run: Run) -> None:
    header = "country: sa\nreligion: muslim\nconsent: {sensitive: 2026-01-01 told me}\n"
    book = make_book(people(anna=f"{header}next: 2028-01-01 x\nsource: {{date: 2026-01-01}}\n"))
    (event,) = events(run("due", "--on", "2027-03-08", "--format", "ics", book=book)).values()
    assert event["STATUS"] == "TENTATIVE"
    assert event["DTSTART"].dt == date(2027, 3, 9)


def test_the_same_day_gives_the_same_bytes_and_the_same_ids_tomorrow(
    make_book: MakeBook, run: Run
) -> None:
    book = make_book(people(anna="next: 2026-11-18 papers\n"))
    first = run("due", *ON, "--format", "ics", book=book)
    assert run("due", *ON, "--format", "ics", book=book).stdout == first.stdout
    tomorrow = run("due", "--on", "2026-11-21", "--format", "ics", book=book)
    (one,), (other,) = events(first).values(), events(tomorrow).values()
    assert one["UID"] == other["UID"]
    assert one["DTSTAMP"].dt == datetime(2026, 11, 20, tzinfo=UTC)


def test_today_s_list_is_stamped_with_the_moment() -> None:
    now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert stamp_of(date(2026, 11, 20), now) == now


def test_unreadable_files_are_said_beside_the_calendar(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        {**people(anna="next: 2026-11-18 x\n"), "dossiers/customers/bert.md": "no header\n"}
    )
    result = run("due", *ON, "--format", "ics", book=book)
    assert result.status == 1
    assert len(events(result)) == 1
    assert "dossiers/customers/bert.md:1:1: error: " in result.stderr


def test_why_is_no_calendar(make_book: MakeBook, run: Run) -> None:
    book = make_book(people(anna="next: 2026-11-18 x\n"))
    result = run("due", "--why", "anna", "--format", "ics", book=book)
    assert (result.status, result.stdout) == (2, "")


def test_an_empty_list_is_an_empty_calendar(make_book: MakeBook, run: Run) -> None:
    result = run("due", *ON, "--format", "ics", book=make_book({}))
    assert (result.status, events(result)) == (0, {})


def test_a_stand_in_for_the_terminal_gets_the_text(
    make_book: MakeBook, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = StringIO()
    monkeypatch.setattr(sys, "stdout", text)
    run("due", *ON, "--format", "ics", "--book", make_book({}))
    assert text.getvalue().startswith("BEGIN:VCALENDAR\r\n")
