"""The public holidays that are near in a country, or that nothing is known of them (M20)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.holiday_names import holiday_name

AHEAD = 14
"""How many days a portrait looks ahead."""


class DayOff(NamedTuple):
    """A public holiday, with its name; also one that falls on a weekend."""

    day: date
    name: str


class DaysAhead(NamedTuple):
    """The holidays of the next days. `is_known` is False where there is no calendar for them, and
    no day of our own: then no holiday means nothing."""

    is_known: bool
    days_off: tuple[DayOff, ...]


def days_ahead(book: Book, code: str, on: date, days: int = AHEAD) -> DaysAhead:
    """The holidays of a country, by its code, from a day on to so many days later."""
    calendar = book.calendar(code)
    last = date.fromordinal(min(on.toordinal() + days, date.max.toordinal()))
    span = [on + timedelta(days=step) for step in range((last - on).days + 1)]
    found = (DayOff(day, holiday_name(name)) for day in span if (name := calendar.holiday(day)))
    is_known = all(calendar.has_holidays(year) for year in {on.year, last.year})
    return DaysAhead(is_known, tuple(found))
