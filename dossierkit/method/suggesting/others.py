"""What else the log speaks against: rapport (M32), an expected purchase, a missing reason (M34)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from dossierkit.method.case import Case
from dossierkit.method.suggesting.chapter import orders_of
from dossierkit.method.suggesting.stage import is_recent
from dossierkit.method.suggesting.suggestion import Suggestion, heard, is_legible, written
from dossierkit.schema.customer import RAPPORTS
from dossierkit.schema.values import PartialDate
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _

NEW_LINE = 0
"""The line of an event that is only just being written down."""

_TALKS = ("call", "meeting", "visit", "fair")
_TAG = re.compile(r"\s*#[^\s#]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=[。！？])")


def rapport(case: Case) -> Suggestion | None:
    """A rapport that lags behind: nobody trades before there is trust (M32)."""
    now = case.customer.rapport
    if now is None:
        return None
    orders = orders_of(case)
    if orders and is_recent(case, orders[-1]):
        if now == RAPPORTS[-1]:
            return None
        reason = _("they order, and nobody trades before there is trust")
        return Suggestion(
            "trading", "rapport", now, "trade", reason, "M32", heard(case, orders[-1:])
        )
    talks = [one for one in case.course if one.event in _TALKS and one.comes_in]
    if now != "circle" or not talks:
        return None
    reason = _("there was a real conversation")
    return Suggestion("talking", "rapport", now, "exchange", reason, "M32", heard(case, talks[-1:]))


def expected_purchase(case: Case, intent: Suggestion | None) -> Suggestion | None:
    """An expected purchase that has come, or whose time has passed: cleared, or renewed.

    Nothing while the same day speaks for another intent: what they say then decides.
    """
    day = case.customer.expected_purchase
    if day is None:
        return None
    came = [one for one in orders_of(case) if one.date >= day.first_day() or one.line == NEW_LINE]
    name = "expected-purchase"
    if came:
        lines = (written(case, name, day), *heard(case, came[-1:]))
        return Suggestion(
            "purchase-came", name, str(day), None, _("the purchase has come"), "M34", lines
        )
    if _last_day(day) >= case.on or (intent and intent.id == "expected"):
        return None
    reason = _("the day has passed without an order; set another one if they named it")
    evidence = (written(case, name, day),)
    return Suggestion("purchase-overdue", name, str(day), None, reason, "M34", evidence)


def _last_day(day: PartialDate) -> date:
    """The last day of a year, month or day."""
    month = day.month or 12
    return date(day.year, month, day.day or monthrange(day.year, month)[1])


def reason(case: Case) -> Suggestion | None:
    """Why the last deal failed, in the words of the log, where the header gives no reason."""
    ends = ("lost", "order")
    last = next((one for one in reversed(case.course) if _is_theirs(one, ends)), None)
    if last is None or last.event != "lost" or not is_legible(case, "reason", case.customer.reason):
        return None
    words = _SENTENCE.split(_TAG.sub("", last.text).strip())[0].rstrip(".。 ")
    if case.customer.reason is not None or not words:
        return None
    why = _("why it failed is worth knowing")
    return Suggestion("reason-unknown", "reason", None, words, why, "M34", heard(case, [last]))


def _is_theirs(line: LogLine, events: tuple[str, ...]) -> bool:
    return line.event in events and line.direction == "in"
