"""`double-send`: the same greeting or price update went out twice.

Two colleagues sent it, each from a clone of their own; the merge of their logs shows both lines.
A second birthday card three days after the first is worse than none (M36, M51). One colleague who
writes and calls on one day has done so on purpose: lines that name the same member are no fault.

PASS: `greeting out by lily: … #birthday`, and `greeting out by tom: … #christmas`
FAIL: `greeting out by lily: … #birthday` on the 12th, the same `by tom` on the 13th
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from dossierkit.book.checks.common import Given, log_place
from dossierkit.book.checks.days import Days
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _, word

_DAYS_APART = 3
"""Greetings for one occasion no further apart are one greeting, sent twice (DESIGN 3)."""

_BULK = ("greeting", "price-update")


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """A finding at the second of two such lines, naming the first."""
    sent = [line for line in dossier.log.lines if line.event in _BULK and line.goes_out]
    said = set()
    for first, second in combinations(sent, 2):
        if second.line not in said and _is_the_same(first, second):
            said.add(second.line)
            message = _("this {event} went out before: line {line}, {date}").format(
                event=word(second.event, "event"), line=first.line, date=first.date
            )
            hint = _(
                "if it was one, delete a line; if the same colleague sent both, name them in "
                "both: 'by ID'"
            )
            place = log_place(dossier, second, second.event)
            yield dossier.source.finding(place, "double-send", message, hint)


def _is_the_same(one: LogLine, other: LogLine) -> bool:
    if one.event != other.event or (one.member and one.member == other.member):
        return False
    if one.date == other.date and set(one.tags) == set(other.tags):
        return True
    shares_tag = not set(one.tags).isdisjoint(other.tags)
    return one.event == "greeting" and shares_tag and _days_between(one, other) <= _DAYS_APART


def _days_between(one: LogLine, other: LogLine) -> int:
    return abs((one.date - other.date).days)
