"""The names of public holidays that the catalogue `holidays` translates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossierkit.book.feast_rules import plain_name
from dossierkit.book.holiday_names import REMARKS
from dossierkit.book.holidays import calendar_codes, public_holidays, subdivisions
from dossierkit.method.feasts.long_holidays import without_remarks

YEARS = range(2024, 2034)
"""The years whose holidays are translated; of regions, which are many, fewer."""
YEARS_OF_REGIONS = (2026, 2027)
_REMARK = re.compile(rf"(.+) \((?:{'|'.join(map(re.escape, REMARKS))}|substituted from .+)\)")


def names(years: range = YEARS) -> set[str]:
    """The names of all calendars without the remarks that are said by themselves, and the short
    forms of them that are shown."""
    found = {name for given in _given(years) for name in given.split("; ")}
    bare = {_bare(name) for name in found}
    short = {re.sub(r" \([^()]*\)$", "", plain_name(name)) for name in found}
    return bare | {_bare(name) for name in short} | {without_remarks(name) for name in found}


def _given(years: range) -> Iterator[str]:
    for code in sorted(calendar_codes()):
        for region in (None, *subdivisions(code)):
            for year in years if region is None else YEARS_OF_REGIONS:
                yield from public_holidays(code, year, region).days_off.values()


def _bare(name: str) -> str:
    found = _REMARK.fullmatch(name)
    return _bare(found[1]) if found else name
