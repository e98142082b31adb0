"""How the days of feasts are found: fixed, counted from Easter, or asked of a country's calendar.

Each function here makes a rule: from a year and a country (ISO code in lower case, or None) to the
first days of the feast in that year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeAlias

from dossierkit.book.holidays import public_holidays


class FeastDay(NamedTuple):
    """The first day of a feast. `is_estimated`: it depends on a sighting of the moon."""

    day: date
    is_estimated: bool = False


Rule: TypeAlias = Callable[[int, str | None], tuple[FeastDay, ...]]


def sure(*days: date | None) -> tuple[FeastDay, ...]:
    """Days that are known, without those that are not."""
    return tuple(FeastDay(day) for day in days if day is not None)


def fixed(month: int, day: int) -> Rule:
    """The same day of every year."""
    return lambda year, country: sure(date(year, month, day))


def weekday_of_month(rules: dict[str, tuple[int, int, int]]) -> Rule:
    """A weekday (Monday is 0) of a month that counts from the first, by country: month, weekday,
    which; in other countries nothing."""

    def days(year: int, country: str | None) -> tuple[FeastDay, ...]:
        if country not in rules:
            return ()
        month, weekday, which = rules[country]
        first = date(year, month, 1)
        ahead = (weekday - first.weekday()) % 7 + 7 * (which - 1)
        return sure(first + timedelta(days=ahead))

    return days


def easter(*, is_orthodox: bool = False) -> Rule:
    """Easter Sunday of the western or of the eastern churches."""

    def days(year: int, country: str | None) -> tuple[FeastDay, ...]:
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN
        from dateutil.easter import easter as computed

        if not 1583 <= year <= 4099:
            return ()
        return sure(computed(year, EASTER_ORTHODOX if is_orthodox else EASTER_WESTERN))

    return days


def named(pattern: str, home: str | None = None, nearest: int | None = None) -> Rule:
    """The first public holiday whose English name matches, in the country itself, else at `home`.

    `nearest`: the country's own day counts only if it is at most so many days from home's.
    """

    def days(year: int, country: str | None) -> tuple[FeastDay, ...]:
        own = first_named(country, year, pattern)
        base = first_named(home, year, pattern)
        is_near = nearest is None or (own and base and abs((own - base).days) <= nearest)
        return sure(own if own and is_near else base)

    return days


def first_named(country: str | None, year: int, pattern: str) -> date | None:
    """The first public holiday of a country in a year whose name, all of it, matches."""
    return next((day for day, name in names(country, year) if re.fullmatch(pattern, name)), None)


@cache
def names(country: str | None, year: int) -> tuple[tuple[date, str], ...]:
    """The public holidays of a country in a year with their plain names, in order of date."""
    holidays = public_holidays(country, year).days_off if country else {}
    return tuple(
        (day, plain_name(name)) for day, both in holidays.items() for name in both.split("; ")
    )


def plain_name(name: str) -> str:
    """A holiday's name without the library's remark that the day is an estimate."""
    return re.sub(r" \(estimated\)$|, estimated(?=\)$)", "", name)


def _first_of_tishri(year: int) -> date | None:
    """Rosh Hashanah of a year, by the calendar of Israel; None where that ends."""
    return first_named("il", year, "Rosh Hashanah")


def rosh_hashanah(year: int, country: str | None) -> tuple[FeastDay, ...]:
    """1 Tishri; the feast begins on the evening before."""
    return sure(_first_of_tishri(year))


def passover(year: int, country: str | None) -> tuple[FeastDay, ...]:
    """15 Nisan, always 163 days before 1 Tishri."""
    new_year = _first_of_tishri(year)
    return sure(new_year - timedelta(days=163) if new_year else None)


def hanukkah(year: int, country: str | None) -> tuple[FeastDay, ...]:
    """25 Kislev: after Tishri (30 days) and Cheshvan, which has 30 days in full years only."""
    this = _first_of_tishri(year)
    following = _first_of_tishri(year + 1) if this else None
    if this is None or following is None:
        return ()
    cheshvan = 30 if (following - this).days in (355, 385) else 29
    return sure(this + timedelta(days=30 + cheshvan + 24))
