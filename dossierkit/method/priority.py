"""Who comes first: a number from 1 (first) to 9, with what it is made of (M40)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from dossierkit.method.case import Case
from dossierkit.prices.currency import NoRate, conversion
from dossierkit.text.translation import _, word

FIRST, LAST, MIDDLE = 1, 9, 5
_HIGH_POTENTIAL, _LOW_POTENTIAL = 9, 3
_LATE = 7
_ASKED = ("next", "reply")
_HOT = ("ladder", "quote-expiry", "after-order", "refusal", "reorder", "expected")


class Score(NamedTuple):
    """A priority, and the parts it is made of: a sentence and its points, from 5 for everybody.

    `drops_out`: there is no need at all, and so nothing to do of our own accord.
    """

    priority: int
    parts: tuple[tuple[str, int], ...]
    drops_out: bool


def score(case: Case, rules: Sequence[str] = (), overdue_days: int = 0) -> Score:
    """The priority of a customer on a day, when these rules ask for them, so many days late.

    Points from potential, stage, intent, the value of orders so far, reason and lateness; less is
    sooner. No need at all is 9 (M40).
    """
    drops_out = case.customer.potential.need == 0 and not case.is_customer
    if drops_out:
        return Score(LAST, ((_("no need at all"), LAST),), True)
    parts = ((_("everybody"), MIDDLE), *_reason(rules), *_lateness(overdue_days), *_standing(case))
    parts = (*parts, *_potential(case), *_value(case))
    total = sum(points for _unused, points in parts)
    return Score(min(max(total, FIRST), LAST), parts, False)


def _reason(rules: Sequence[str]) -> Iterator[tuple[str, int]]:
    if any(rule in _ASKED for rule in rules):
        yield _("a promise of ours, or a message unanswered"), -2
    if any(rule in _HOT for rule in rules):
        yield _("a deal is open or was just closed"), -1


def _lateness(overdue_days: int) -> Iterator[tuple[str, int]]:
    if overdue_days > _LATE:
        yield _("more than {late} days late").format(late=_LATE), -1


def _standing(case: Case) -> Iterator[tuple[str, int]]:
    if case.is_customer:
        yield _("an actual customer"), -1
    elif case.customer.stage == "sincerity":
        yield _("stage sincerity: they bargain"), -1
    points = {"interested": -1, "not-soon": 1, "never": 3}.get(case.customer.intent or "")
    if points is not None:
        yield _("intent {intent}").format(intent=word(case.customer.intent or "", "intent")), points


def _potential(case: Case) -> Iterator[tuple[str, int]]:
    """High potential is 9 of 12 or more, low 3 or less; nothing as long as a part is unknown."""
    potential = case.customer.potential
    known = [potential.need, potential.volume, potential.power, potential.likelihood]
    total = sum(value or 0 for value in known)
    if None in known or _LOW_POTENTIAL < total < _HIGH_POTENTIAL:
        return
    yield _("potential {total} of 12").format(total=total), -1 if total >= _HIGH_POTENTIAL else 1


def _value(case: Case) -> Iterator[tuple[str, int]]:
    value, currency = value_so_far(case), case.book.policy.currency
    if value >= case.figures.valuable:
        yield (
            _("orders of {currency} {value:,.0f} so far")
            .format(currency=currency or "", value=value)
            .replace("  ", " "),
            -1,
        )


def value_so_far(case: Case) -> Decimal:
    """The amounts of all orders, in the book's currency, by the rates of the day of each order.

    An order in a currency without rate is left out: it can't bring anybody forward.
    """
    currency, rates = case.book.policy.currency, case.book.rates
    total = Decimal(0)
    for touch in case.course:
        if touch.event != "order" or touch.money is None:
            continue
        if currency in (None, touch.money.currency):
            total += touch.money.amount
            continue
        found = conversion(rates, touch.money.currency, str(currency), touch.date)
        total += 0 if isinstance(found, NoRate) else touch.money.amount * found.rate
    return total
