"""The days of feasts, whoever keeps them: by the year, and by the country where that differs (M42).

Where a country's own calendar (library `holidays`) knows the day of a feast, that day counts: Eid
al-Fitr is often a day later in Indonesia than in Arabia, the Lunar New Year in Korea and Vietnam
sometimes another day than in China. Else a Hijri date is computed by the calendar of Umm al-Qura
(library `hijridate`, used only here).

*Estimated* is what depends on a sighting of the moon, in every year: Ramadan and both Eids, but not
in Turkey, whose calendar is computed. Chinese, Jewish and Indian feasts are computed and final.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from dossierkit.book.feast_rules import (
    FeastDay,
    Rule,
    easter,
    fixed,
    hanukkah,
    named,
    names,
    passover,
    rosh_hashanah,
    weekday_of_month,
)
from dossierkit.book.national_days import national_day
from dossierkit.text.translation import _

Season: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last month and day of the year on which a feast can fall."""

COMPUTED_BY_STATE = ("tr",)
"""Muslim countries that fix their feasts by computation, years before."""


class Feast(NamedTuple):
    """A feast: its title, how its days are found, and when in the year they can be."""

    title: str
    rule: Rule
    season: Season | None


def _hijri(month: int, own_name: str | None) -> Rule:
    """The first day of a Hijri month, or its tenth for the Feast of Sacrifice.

    A holiday of that name before the day of Umm al-Qura is the eve, not the feast.
    """

    def days(year: int, country: str | None) -> tuple[FeastDay, ...]:
        own = [day for day, name in names(country, year) if name == own_name] if own_name else []
        found = []
        for computed in _umm_al_qura(year, month, 10 if month == 12 else 1):
            last = computed + timedelta(days=2)
            at_home = next((day for day in own if computed <= day <= last), None)
            is_final = at_home is not None and country in COMPUTED_BY_STATE
            found.append(FeastDay(at_home or computed, not is_final))
        return tuple(found)

    return days


def _umm_al_qura(year: int, month: int, day: int) -> list[date]:
    """Where a Hijri day falls in a year, once or twice; nowhere outside of 1924 to 2077."""
    from hijridate import Hijri

    around = range(round((year - 622) * 33 / 32) - 1, round((year - 622) * 33 / 32) + 3)
    days = [
        Hijri(hijri_year, month, day).to_gregorian()
        for hijri_year in around
        if 1343 <= hijri_year <= 1500
    ]
    return [date(found.year, found.month, found.day) for found in days if found.year == year]


_AMERICA = ("us", "pr", "gu", "vi", "as", "mp")
_THANKSGIVING = {**dict.fromkeys(_AMERICA, (11, 3, 4)), "ca": (10, 0, 2)}
_LUNAR = r"(Chinese|Lunar|Korean) New Year( \(Spring Festival\)|'s Day)?|Chinese Spring Festival"
_VESAK = (
    r"Vesak.*|Visakh?a Bucha|Visaka Bochea.*|(The )?Buddha's Birthday( \(Feast of Buddha\))?"
    r"|Buddha (Jayanti|Purnima)|Full Moon of Kason.*"
)
_NOWRUZ = r"(International )?No+w?ruz( Holiday| Day)?|Spring Festival"

FEASTS: Mapping[str, Feast] = MappingProxyType(
    {
        "new-year": Feast("New Year", fixed(1, 1), ((1, 1), (1, 1))),
        "orthodox-christmas": Feast("Orthodox Christmas", fixed(1, 7), ((1, 7), (1, 7))),
        "lunar-new-year": Feast("Lunar New Year", named(_LUNAR, "cn", 40), ((1, 20), (3, 10))),
        "nowruz": Feast("Nowruz", named(_NOWRUZ), ((3, 19), (3, 24))),
        "easter": Feast("Easter", easter(), ((3, 22), (4, 25))),
        "orthodox-easter": Feast("Orthodox Easter", easter(is_orthodox=True), ((4, 1), (5, 12))),
        "passover": Feast("Passover", passover, ((3, 24), (4, 28))),
        "songkran": Feast("Songkran", named("Songkran Festival"), ((4, 12), (4, 16))),
        "vaisakhi": Feast("Vaisakhi", fixed(4, 14), ((4, 14), (4, 14))),
        "golden-week": Feast("Golden Week", named("Showa Day"), ((4, 29), (4, 29))),
        "vesak": Feast("Vesak", named(_VESAK), ((4, 5), (6, 15))),
        "ramadan": Feast("Ramadan begins", _hijri(9, None), None),
        "eid-al-fitr": Feast("Eid al-Fitr", _hijri(10, "Eid al-Fitr"), None),
        "eid-al-adha": Feast("Eid al-Adha", _hijri(12, "Eid al-Adha"), None),
        "rosh-hashanah": Feast("Rosh Hashanah", rosh_hashanah, ((9, 4), (10, 7))),
        "mid-autumn": Feast(
            "Mid-Autumn Festival", named("Mid-Autumn Festival|Chuseok", "cn"), ((9, 6), (10, 10))
        ),
        "thanksgiving": Feast("Thanksgiving", weekday_of_month(_THANKSGIVING), ((10, 8), (11, 28))),
        "diwali": Feast("Diwali", named("Diwali", "in", 1), ((10, 10), (11, 20))),
        "gurpurab": Feast(
            "Guru Nanak's Birthday", named("Guru Nanak's Birthday", "in"), ((10, 25), (12, 5))
        ),
        "hanukkah": Feast("Hanukkah", hanukkah, ((11, 26), (12, 31))),
        "christmas": Feast("Christmas", fixed(12, 25), ((12, 25), (12, 25))),
        "national-day": Feast("National day", national_day, ((1, 1), (12, 31))),
    }
)
"""Every feast that has a day, by its occasion's name. Golden Week, national days, Nowruz, Songkran
and Vesak have one only in countries whose calendar has them."""


_BY_SIGHTING = re.compile(
    r"\bEid\b|Ramadan|Arafah|Islamic New Year|Ashura|Tasua|Arbaeen|Prophet|Isra'|Hijri"
)


def by_sighting(holiday: str, country: str) -> bool:
    """Whether the day of a public holiday, by its English name, depends on a sighting there."""
    return country not in COMPUTED_BY_STATE and _BY_SIGHTING.search(holiday) is not None


@cache
def feast_days(occasion: str, year: int, country: str | None = None) -> tuple[FeastDay, ...]:
    """The first days of a feast in a year, in order; none where it is not known or not kept.

    `country` is an ISO code in lower case; without one, where most people keep the feast. Feasts
    by the moon may fall twice in a year. KeyError for an occasion that is no feast.
    """
    return FEASTS[occasion].rule(year, country)


def title_in(occasion: str, country: str | None) -> str:
    """What a feast is called in a country, in English: `Chuseok` in Korea."""
    is_korean = (occasion, country) == ("mid-autumn", "kr")
    return "Chuseok" if is_korean else _(FEASTS[occasion].title)


def may_fall(occasion: str, since: date, until: date) -> bool:
    """Whether a feast can begin in a span, both ends included, without looking anything up."""
    season = FEASTS[occasion].season
    if season is None:
        return since <= until
    first, last = season
    return any(
        date(year, *first) <= until and since <= date(year, *last)
        for year in range(since.year, until.year + 1)
    )


def feasts_between(occasion: str, country: str | None, since: date, until: date) -> list[FeastDay]:
    """The first days of a feast in a span, both ends included."""
    if not may_fall(occasion, since, until):
        return []
    years = range(since.year, until.year + 1)
    found = (day for year in years for day in feast_days(occasion, year, country))
    return [one for one in found if since <= one.day <= until]
