"""Public holidays and make-up working days of every country (M20).

The only module that uses the `holidays` library. Its import takes about 0.2 s, so callers keep
what they were given instead of asking again.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from holidays import HolidayBase


class Holidays(NamedTuple):
    """One year of a country's official calendar."""

    days_off: Mapping[date, str]
    """Public holidays in order of date, with their English names; two on one day: `A; B`."""
    workdays: frozenset[date]
    """Days of the weekend that are officially worked, such as China's 调休."""


HolidaySource: TypeAlias = "Callable[[str, int, str | None], Holidays]"
"""What gives the holidays of a country's code and a year, and of a region: `public_holidays`, or
what was worked out before. Raises ValueError for a region that is not known."""

NONE = Holidays(MappingProxyType({}), frozenset())


def public_holidays(code: str, year: int, subdivision: str | None = None) -> Holidays:
    """The days off and make-up working days of a country, and of a region of it if one is named.

    `code` is ISO alpha-2 in any case; a country without a calendar gives none. `subdivision` is
    a code or name in any case (`BY` or `Bayern`); without it, only nationwide days are given.
    ValueError, listing the known ones, for a subdivision that the country does not have.

    Days that follow the moon are forecasts for years to come; make-up days are known only once
    announced, often weeks before the year starts. Ukraine has no days off: under martial law
    its holidays are worked. (M20)
    """
    if code.upper() not in calendar_codes():
        return NONE
    entity = _entity(code)
    from holidays import country_holidays

    region = _resolve(code, entity, subdivision)
    language = _english(entity.supported_languages)
    with warnings.catch_warnings():  # that a year is out of its reach is no matter of users
        warnings.simplefilter("ignore")
        calendar = country_holidays(code.upper(), subdiv=region, years=year, language=language)
    days = {day: calendar[day] for day in sorted(calendar) if day.year == year}
    worked = frozenset(day for day in calendar.weekend_workdays if day.year == year)
    return Holidays(MappingProxyType(days), worked)


@cache
def calendar_codes() -> frozenset[str]:
    """ISO alpha-2 codes, in upper case, of the countries that have a calendar."""
    from holidays.registry import COUNTRIES

    return frozenset(names[1] for names in COUNTRIES.values())


def subdivisions(code: str) -> tuple[str, ...]:
    """Codes of the regions that a country's calendar can tell apart, sorted; none if unknown."""
    return tuple(sorted(_entity(code).subdivisions)) if code.upper() in calendar_codes() else ()


def _entity(code: str) -> HolidayBase:
    """The calendar of the whole country, with no year worked out yet."""
    from holidays import country_holidays

    return country_holidays(code.upper())


def _english(languages: Iterable[str]) -> str | None:
    """The language to ask for. Left open, it would follow the environment; calendars that have
    no language at all are in English and refuse none."""
    english = sorted(language for language in languages if language.startswith("en"))
    return "en_US" if "en_US" in english else next(iter(english), None)


def _resolve(code: str, entity: HolidayBase, subdivision: str | None) -> str | None:
    """The library's own spelling of a subdivision given as a code or a name."""
    if subdivision is None:
        return None
    names = {
        alias.casefold(): known
        for known, aliases in entity.get_subdivision_aliases().items()
        for alias in (*aliases, known)
    }
    found = names.get(subdivision.strip().casefold())
    if found is None:
        known = ", ".join(subdivisions(code)) or "none"
        raise ValueError(f"no subdivision {subdivision!r} in {code.upper()}; known: {known}")
    return found
