"""The book at a glance: people, orders and promises, beside a year before."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dossierkit.method.figures.ledger import Ledger, Value
from dossierkit.method.touches import standing


class Overview(NamedTuple):
    """How many people there are and how they stand; `orders` and `value` are those of the last
    365 days, and everything `before` is the same a year earlier."""

    people: int
    companies: int
    countries: int
    customers: int
    customers_before: int
    lapsed: int
    prospects: int
    orders: int
    orders_before: int
    value: Value
    value_before: Value


def overview(ledger: Ledger) -> Overview:
    """The book at a glance, of one owner or of all."""
    figures = ledger.book.policy.follow_up
    year_ago = _earlier(ledger.on, 365)
    two_ago = _earlier(year_ago, 365)
    orders = [line for person in ledger.people for line in person.orders]
    now = [line for line in orders if line.date > year_ago]
    before = [line for line in orders if two_ago < line.date <= year_ago]
    standings = [person.standing for person in ledger.people]
    return Overview(
        people=len(ledger.people),
        companies=len({person.facts.company for person in ledger.people} - {None}),
        countries=len({ledger.book.country_code(one.facts) for one in ledger.people} - {None}),
        customers=standings.count("customer"),
        customers_before=sum(
            standing([line for line in one.course if line.date <= year_ago], year_ago, figures)
            == "customer"
            for one in ledger.people
        ),
        lapsed=standings.count("lapsed"),
        prospects=standings.count("prospect"),
        orders=len(now),
        orders_before=len(before),
        value=ledger.value(now),
        value_before=ledger.value(before),
    )


def _earlier(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))
