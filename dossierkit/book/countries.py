"""Facts about countries that ship with the package: what a country without a file falls back to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dossierkit.text.translation import spoken

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class CountryFacts(NamedTuple):
    """One country's packaged facts (M18–M21); every field is filled.

    `languages` and `timezones` begin with the main one; `timezones` has one zone for each clock
    the country keeps; `gdp_per_head` is in US dollars at purchasing power parity, rounded to 100.
    """

    code: str
    """ISO 3166 alpha-2 in lower case, `xk` for Kosovo."""
    name: str
    name_zh: str
    languages: tuple[str, ...]
    """BCP 47 tags; Norwegian is `no`, Chinese `zh`."""
    currency: str
    timezones: tuple[str, ...]
    calling_code: str
    """With its plus sign: `+49`."""
    population: int
    gdp_per_head: int
    weekend: frozenset[int]
    """Monday is 0."""


def country_facts(code: str) -> CountryFacts | None:
    """Facts of the country with that ISO code in any case, or None for a code without any."""
    return _all().get(code.strip().lower())


def country_name(code: str, own: str | None = None) -> str:
    """What a country is called in the language spoken; its code where nothing is known of it.

    `own`, what a dossier calls it, comes first, unless that is just its English name.
    """
    facts = country_facts(code)
    if facts is None or own not in (None, facts.name):
        return own or code
    return facts.name_zh if spoken() == "zh" else facts.name


def country_codes() -> frozenset[str]:
    """Every code that `country_facts` knows, in lower case."""
    return frozenset(_all())


@cache
def _all() -> Mapping[str, CountryFacts]:
    path = Path(__file__).with_name("countries.json")
    rows = json.loads(path.read_text(encoding="utf-8"))["countries"]
    return MappingProxyType({code: _facts(code, row) for code, row in rows.items()})


def _facts(code: str, row: Mapping[str, Any]) -> CountryFacts:
    return CountryFacts(
        code=code,
        name=row["name"],
        name_zh=row["name-zh"],
        languages=tuple(row["languages"]),
        currency=row["currency"],
        timezones=tuple(row["timezones"]),
        calling_code=row["calling-code"],
        population=row["population"],
        gdp_per_head=row["gdp-per-head"],
        weekend=frozenset(_WEEK.index(day) for day in row["weekend"]),
    )
