"""Dates as other programs write them, read without guessing which number is the month."""

from __future__ import annotations

import re
from datetime import date

from dossierkit.schema.types import Refused
from dossierkit.text.translation import _

ORDERS = ("dmy", "mdy", "ymd")

_ISO = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_NUMBERS = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})(?:[T ,].*)?")
_WEEKDAY, _TIME, _DAY = r"(?:\w+,\s*)?", r"(?:[\s,].*)?", r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"([A-Za-z]{3,9})"
_NAMED = re.compile(rf"{_WEEKDAY}{_DAY}[\s.-]+{_MONTH}\.?[\s,-]+(\d{{4}}){_TIME}")
_NAMED_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH}\.?\s+{_DAY},?\s+(\d{{4}}){_TIME}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(text: str, order: str = "") -> str:
    """A date as a dossier has it: `2026-04-03`, or `2026-04` or `2026` if that is all.

    `3 Apr 2026`, `2026/4/3`, `2026年4月3日` and `25/12/2026` can only be read in one way.
    `03/04/2026` can be two days: it is refused (`ambiguous-date`) unless `order` is `dmy`, `mdy` or
    `ymd`; so are years of two digits. Raises Refused with the remedy.
    """
    bare = text.strip()
    compact = _COMPACT.fullmatch(bare)
    if compact:
        return _day(text, *map(int, compact.groups()))
    iso = _ISO.fullmatch(bare)
    if iso:
        return _partial(text, [int(part) for part in iso.groups() if part])
    for pattern, first in ((_NAMED, 0), (_NAMED_FIRST, 1)):
        named = pattern.fullmatch(bare)
        if named and named[2 - first][:3].lower() in _MONTHS:
            month = _MONTHS.index(named[2 - first][:3].lower()) + 1
            return _day(text, int(named[3]), month, int(named[1 + first]))
    numbers = _NUMBERS.fullmatch(bare)
    if numbers is None:
        hint = _("write it as YYYY-MM-DD")
        raise Refused("date", _("'{text}' is no date").format(text=text), hint)
    return _by_order(text, numbers.groups(), order)


def _by_order(text: str, parts: tuple[str, ...], order: str) -> str:
    """A date of three numbers, by the order that was named, or the only one that is possible."""
    readings = {}
    for one in ORDERS if not order else (order,):
        year, month, day = (parts[one.index(letter)] for letter in "ymd")
        if len(year) in (2, 4) and (order or len(year) == 4):
            full = int(year) + (2000 if len(year) == 2 else 0)
            try:
                readings[one] = date(full, int(month), int(day)).isoformat()
            except ValueError:
                continue
    found = sorted(set(readings.values()))
    if len(found) == 1:
        return found[0]
    if order or not (found or min(map(len, parts)) == max(map(len, parts)) == 2):
        message = _("there is no day {text}").format(text=text)
        raise Refused("impossible-date", message, _("mend the day or the month"))
    message = _("'{text}' can be read in two ways").format(text=text)
    hint = _("say in which order its numbers stand: --dates dmy, mdy or ymd")
    raise Refused("ambiguous-date", message, hint)


def _partial(text: str, parts: list[int]) -> str:
    if len(parts) == 3:
        return _day(text, *parts)
    _day(text, parts[0], parts[1] if len(parts) > 1 else 1, 1)
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        message = _("there is no day {text}").format(text=text)
        raise Refused("impossible-date", message, _("mend the day or the month")) from None
