"""What time it is for a customer, and whether they are at work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from dues import person, write

from dossierkit.book.calendar import WorkCalendar
from dossierkit.book.load import load
from dossierkit.method.clock import time_there, time_zone
from dossierkit.schema.policy import WorkingHours

FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
CALENDAR = WorkCalendar(frozenset((5, 6)))
HOURS = WorkingHours(from_=9, to=18)


@pytest.mark.parametrize(
    ("zone", "now", "shown", "at_work"),
    [
        ("Europe/Berlin", FRIDAY, "2026-11-20T09:00+01:00", True),
        ("Europe/London", FRIDAY, "2026-11-20T08:00+00:00", False),
        ("Asia/Shanghai", FRIDAY.replace(hour=9, minute=59), "2026-11-20T17:59+08:00", True),
        ("Asia/Shanghai", FRIDAY.replace(hour=10), "2026-11-20T18:00+08:00", False),
        ("Asia/Tokyo", FRIDAY.replace(hour=15), "2026-11-21T00:00+09:00", False),
        ("Europe/Berlin", FRIDAY.replace(day=21), "2026-11-21T09:00+01:00", False),
        ("America/New_York", FRIDAY.replace(month=7), "2026-07-20T04:00-04:00", False),
        ("Asia/Kolkata", FRIDAY, "2026-11-20T13:30+05:30", True),
    ],
)
def test_time_there(zone: str, now: datetime, shown: str, at_work: bool) -> None:
    found = time_there(zone, now, CALENDAR, HOURS)
    assert found is not None
    assert (found.time.isoformat(timespec="minutes"), found.at_work) == (shown, at_work)


@pytest.mark.parametrize("zone", ["Nowhere/Else", "", "../etc/passwd"])
def test_a_zone_that_there_is_not(zone: str) -> None:
    assert time_there(zone, FRIDAY, CALENDAR, HOURS) is None


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("country: de", "Europe/Berlin"),
        ("country: cn", "Asia/Shanghai"),
        ("country: us", "America/Chicago"),  # the file's first one
        ("country: no", "Europe/Oslo"),  # the file names none
        ("country: xx", None),
        ("", None),
    ],
)
def test_the_main_zone_of_their_country(tmp_path: Path, line: str, zone: str | None) -> None:
    us = "---\nname: USA\ntimezones: [America/Chicago, America/New_York]\n---\n"
    no = "---\nname: Norway\n---\n"
    files = {"anna": person(line), "countries/us.md": us, "countries/no.md": no}
    book = load(write(tmp_path, files))
    assert time_zone(book, book.customers["anna"].facts) == zone
