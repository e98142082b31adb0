"""The values that facts are made of, where Python has no type for them."""

from __future__ import annotations

import datetime
from datetime import date
from typing import NamedTuple


class Duration(NamedTuple):
    """A number of days or of calendar months."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day that is this much later; from the 31st, a month on is the month's last day.

        The calendar ends with the year 9999.
        """
        return _moved(day, self.days, self.months)

    def before(self, day: date) -> date:
        """The day that is this much earlier; the calendar begins with the year 1."""
        return _moved(day, -self.days, -self.months)

    def __str__(self) -> str:
        return f"{self.months}m" if self.months else f"{self.days}d"


def _moved(day: date, days: int, months: int) -> date:
    if months:
        from calendar import monthrange

        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not date.min.year <= year <= date.max.year:
            return date.max if months > 0 else date.min
        day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


class Rhythm(NamedTuple):
    """A window of time after a touch: due from the first day, overdue after the last."""

    first: Duration
    last: Duration

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


class PartialDate(NamedTuple):
    """A year, a month or a day, as exactly as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    def first_day(self) -> date:
        """The day it counts from: 2025-04 counts from 2025-04-01."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


class Birthday(NamedTuple):
    """A day of the year, with the year of birth if it is known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        return f"{self.year or '':0>4}-{self.month:02d}-{self.day:02d}"[0 if self.year else 5 :]


class DatedText(NamedTuple):
    """A date and what is to happen then, with its line in the file (from 1)."""

    date: date
    text: str
    line: int

    def __str__(self) -> str:
        return f"{self.date} {self.text}".rstrip()


class Agreement(NamedTuple):
    """The day on which somebody agreed, how, and the last day on which that holds, if it ends.

    `text` is all that stands behind the day, the end included.
    """

    date: datetime.date
    text: str
    line: int
    until: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        """Whether it is in force on a day; the first and the last count."""
        return self.date <= on and (self.until is None or on <= self.until)

    def __str__(self) -> str:
        return f"{self.date} {self.text}".rstrip()
