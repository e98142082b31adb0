"""The course of a relationship in figures: touches, silence, orders and their value (M31–M33)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from dossierkit.text.event import LogLine


class Relationship(NamedTuple):
    """What the touches of one customer add up to.

    `unanswered` counts what we sent since they were last heard; `values` are the sums of the
    orders that name an amount, by currency.
    """

    touches: int
    first: LogLine | None
    last: LogLine | None
    unanswered: int
    orders: tuple[LogLine, ...]
    values: tuple[tuple[str, Decimal], ...]


def relationship(course: Sequence[LogLine]) -> Relationship:
    """The relationship that a course of touches, the earliest first, tells of."""
    orders = tuple(touch for touch in course if touch.event == "order")
    sums: dict[str, Decimal] = {}
    for money in (order.money for order in orders):
        if money:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return Relationship(
        touches=len(course),
        first=course[0] if course else None,
        last=course[-1] if course else None,
        unanswered=_unanswered(course),
        orders=orders,
        values=tuple(sorted(sums.items())),
    )


def _unanswered(course: Sequence[LogLine]) -> int:
    count = 0
    for touch in reversed(course):
        if touch.comes_in:
            break
        count += 1
    return count
