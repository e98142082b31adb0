"""What public holidays are called in the language spoken; the calendars name them in English."""

from __future__ import annotations

import re
from functools import reduce

from dossierkit.text.translation import N_, _, holiday

REMARKS = {
    "observed": N_("{name} (observed)"),
    "estimated": N_("{name} (estimated)"),
    "observed, estimated": N_("{name} (observed, estimated)"),
    "in lieu": N_("{name} (in lieu)"),
    "substitute day": N_("{name} (substitute day)"),
    "additional holiday": N_("{name} (additional holiday)"),
    "by old style": N_("{name} (by old style)"),
    "by new style": N_("{name} (by new style)"),
    "Second Day": N_("{name} (Second Day)"),
    "Third Day": N_("{name} (Third Day)"),
    "Day 1": N_("{name} (Day 1)"),
    "Day 2": N_("{name} (Day 2)"),
    "Day 3": N_("{name} (Day 3)"),
    "Day 4": N_("{name} (Day 4)"),
}
"""What the calendars add to a name in brackets, with the message that says it."""
_BRACKET = re.compile(r"(?P<name>.+) \((?P<remark>[^()]+)\)")
_MOVED = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")


def holiday_name(names: str) -> str:
    """The name of a day off as a calendar gives it, such as `Labor Day (observed)`, or of two
    holidays on one day, `A; B`, in the language spoken. What is not known stays as it is.

    Days from which a day off was moved are written as ISO 8601, not by month and day.
    """
    first, *others = map(_name, names.split("; "))
    return reduce(_both, others, first)


def _both(name: str, also: str) -> str:
    return _("{name}; {also}").format(name=name, also=also)


def _name(name: str) -> str:
    found = _BRACKET.fullmatch(name)
    known = holiday(name)
    if known != name or found is None:
        return known
    bare, remark = _name(found["name"]), found["remark"]
    moved = _MOVED.fullmatch(remark)
    if moved:
        month, day, year = moved.groups()
        return _("{name} (substituted from {day})").format(name=bare, day=f"{year}-{month}-{day}")
    if remark in REMARKS:
        return _(REMARKS[remark]).format(name=bare)
    return f"{bare} ({holiday(remark)})"
