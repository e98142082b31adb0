"""The course of a relationship: touches in order, orders, and what they make of a customer."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Literal

from dossierkit.schema.policy import Figures
from dossierkit.text.event import Log, LogLine

Standing = Literal["prospect", "customer", "lapsed"]

_MIDNIGHT = datetime.time(0)


def touches(log: Log, on: date) -> list[LogLine]:
    """The touches of a log up to a day, the earliest first.

    On one day an untimed line comes before a timed one, else the file's own order decides; in a
    file kept newest first the upper line is the later.
    """
    sign = -1 if log.newest_first else 1
    return sorted(
        (line for line in log.lines if line.is_touch and line.date <= on),
        key=lambda line: (
            line.date,
            line.time is not None,
            line.time or _MIDNIGHT,
            sign * line.position,
        ),
    )


def standing(course: list[LogLine], on: date, figures: Figures) -> Standing:
    """Whether touches make a prospect, an actual customer or a lapsed one on a day (M33).

    Exactly `customer-for` (365 days) after an order one is still an actual customer.
    """
    orders = [touch.date for touch in course if touch.event == "order"]
    if not orders:
        return "prospect"
    return "customer" if figures.customer_for.after(max(orders)) >= on else "lapsed"


def contacts_without_order(course: list[LogLine]) -> int:
    """How often we reached them since their last order, or ever (M34)."""
    count = 0
    for touch in reversed(course):
        if touch.event == "order":
            break
        count += touch.goes_out
    return count
