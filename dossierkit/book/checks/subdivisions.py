"""`unknown-subdivision`: a region that the holiday calendar does not know.

Some holidays are kept only in a part of a country: Easter Monday in England but not in Scotland.
A region that is misspelt would lose all of them in silence, and someone is called on a day off
(M20).

PASS: `holidays: {subdivision: ENG}` in `gb.md`
FAIL: `holidays: {subdivision: Englend}`
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import Days
from dossierkit.schema.country import Country
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _

KNOWN_FILE = Path(__file__).with_name("subdivisions.json")
"""Names of regions by country, so that the calendars (0.2 s) load only if one is not in it."""


def check(country: Dossier[Country], given: Given, days: Days) -> Iterator[Finding]:
    """A region in a country's dossier that its calendar does not know."""
    rules = country.facts.holidays
    if rules.subdivision is None:
        return
    code = (rules.calendar or country.id).lower()
    if rules.subdivision.strip().casefold() in _known().get(code, ()):
        return
    from dossierkit.book.holidays import public_holidays, subdivisions

    year = days.on.day.year
    days.on.turns(date(year, 1, 1))
    days.on.turns_after(date(year, 12, 31))
    try:
        public_holidays(code, year, rules.subdivision)
    except ValueError:
        regions = subdivisions(code)
        message = _("the calendar of '{code}' knows no region '{subdivision}'").format(
            code=code, subdivision=rules.subdivision
        )
        from difflib import get_close_matches

        near = get_close_matches(rules.subdivision.casefold(), _known().get(code, ()), 1, 0.6)
        hint = _("delete it: this calendar has no regions")
        if regions:
            hint = (
                _("did you mean '{near}'?").format(near=near[0])
                if near
                else _("write one of: {regions}").format(regions=_few(regions))
            )
        place = country.place("holidays", "subdivision")
        yield country.source.finding(place, "unknown-subdivision", message, hint)


def _few(regions: tuple[str, ...]) -> str:
    shown = " ".join(regions[:20])
    return shown if len(regions) <= 20 else f"{shown} …"


@cache
def _known() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads(KNOWN_FILE.read_text(encoding="utf-8"))
    return known
