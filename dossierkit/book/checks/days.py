"""The two days that a check goes by, and for how long what it found on them holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class Day:
    """A day, with the first and the last one on which a check would find the same.

    A check tells it every day at which its answer may turn, by asking it or by `turns`.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        self.first = date.min
        self.last = date.max

    def turns(self, day: date) -> None:
        """Notes that from a day on something else may be found than before it."""
        if day <= self.day:
            self.first = max(self.first, day)
        else:
            self.last = min(self.last, day - _DAY)

    def turns_after(self, day: date) -> None:
        """Notes that after a day something else may be found."""
        if day < date.max:
            self.turns(day + _DAY)

    def is_from(self, day: date) -> bool:
        """Whether it is that day or a later one."""
        self.turns(day)
        return self.day >= day

    def is_after(self, day: date) -> bool:
        """Whether it is a later day."""
        self.turns_after(day)
        return self.day > day


class Days(NamedTuple):
    """`on` is the day that counts as today (`--on`); `today` is the real one, on which a log line
    has happened or not."""

    on: Day
    today: Day


def days_of(today: date, on: date | None = None) -> Days:
    """The real day, and the one that is asked for if it is another one."""
    return Days(Day(on or today), Day(today))
