"""A span of days cut into months, quarters or years, whichever shows it best."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

_MOST_MONTHS = 15
_MOST_QUARTERS = 16


class Period(NamedTuple):
    """A part of a span, both days included, by the name of its month, quarter or year."""

    name: str
    first: date
    last: date


def periods(since: date, on: date) -> list[Period]:
    """The parts of a span: months up to 15, then quarters up to 16, then years.

    The first and the last may be cut short by the span.
    """
    months = (on.year - since.year) * 12 + on.month - since.month + 1
    size = 1 if months <= _MOST_MONTHS else 3 if months <= 3 * _MOST_QUARTERS else 12
    found = []
    for number in range(_part(since, size), _part(on, size) + 1):
        first = max(since, _first_day(number * size))
        last = on if number == _part(on, size) else _day_before(_first_day((number + 1) * size))
        found.append(Period(_name(number, size), first, last))
    return found


def _part(day: date, size: int) -> int:
    """The number of a month, quarter or year, counted from the year 0."""
    return (day.year * 12 + day.month - 1) // size


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def period_of(day: date, spans: Sequence[Period]) -> Period:
    """The part that a day of the span is in."""
    return next(one for one in spans if day <= one.last)


def year_before(on: date) -> date:
    """The first day of twelve months that end with the month of a day."""
    return _first_day(on.year * 12 + on.month - 12)


def _first_day(months: int) -> date:
    """The first day of a month, counted from the year 0; the calendar begins with the year 1."""
    year, month = divmod(max(months, 12), 12)
    return date(year, month + 1, 1)


def _name(number: int, size: int) -> str:
    year, part = divmod(number, 12 // size)
    return {1: f"{year:04d}-{part + 1:02d}", 3: f"{year:04d} Q{part + 1}"}.get(size, f"{year:04d}")
