"""When prospects became customers, and customers were lost (M33)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from dossierkit.schema.policy import Figures
from dossierkit.text.event import Log

Kind = Literal["first-order", "returned", "lapsed", "lost"]


class Conversion(NamedTuple):
    """A day on which someone's standing changed: by the first order ever, by an order after more
    than a year, by a year without one, or by a lost deal."""

    kind: Kind
    date: date


def conversions(log: Log, since: date, on: date, figures: Figures) -> list[Conversion]:
    """The conversions of one customer from `since` to `on`, both days included, by date.

    They lapse on the day after the last one on which they still were an actual customer.
    """
    orders = sorted(line.date for line in log.lines if line.event == "order" and line.date <= on)
    found = [Conversion("first-order", day) for day in orders[:1]]
    for number, day in enumerate(orders, 1):
        last = figures.customer_for.after(day)
        following = orders[number] if number < len(orders) else None
        if last < on and (following is None or following > last):
            found.append(Conversion("lapsed", date.fromordinal(last.toordinal() + 1)))
        if following is not None and following > last:
            found.append(Conversion("returned", following))
    found += [Conversion("lost", line.date) for line in log.lines if line.event == "lost"]
    return sorted((one for one in found if since <= one.date <= on), key=lambda one: one.date)
