"""What one customer pays for one product, and how that price comes about (DESIGN 2.4)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from dossierkit.prices.currency import Conversion, NoRate, StaleRate, fresh_conversion, rounded
from dossierkit.schema.company import Terms
from dossierkit.schema.price_policy import Concession, QuantityStep
from dossierkit.schema.pricelist import PriceRow, Rates
from dossierkit.schema.values import Duration
from dossierkit.text.translation import _


class Step(NamedTuple):
    """One step of the way to a price: what was done, and the amount after it.

    `kind` is `list`, `quantity`, `quality`, `concession`, `conversion` or `rounding`.
    """

    text: str
    amount: Decimal
    currency: str
    kind: str = ""


class CustomerPrice(NamedTuple):
    """A customer's price for a product. `steps` begin with the list price, end with rounding."""

    row: PriceRow
    price: Decimal
    currency: str
    conversion: Conversion | None
    steps: tuple[Step, ...]


class Given(NamedTuple):
    """What decides about a price beside the product and the terms: how many units are asked for
    (None: not said), the policy's quantity steps, what is conceded, how old a rate may be (None:
    as old as it likes)."""

    quantity: int | None = None
    quantity_steps: tuple[QuantityStep, ...] = ()
    concessions: tuple[Concession, ...] = ()
    rate_age: Duration | None = None


PLAIN = Given()
"""One unit, nothing conceded."""


def customer_price(
    row: PriceRow, terms: Terms, rates: Rates, day: datetime.date, given: Given = PLAIN
) -> CustomerPrice | NoRate | StaleRate:
    """The price of a product for a customer with such terms, on a day.

    List price, or the product's own price for the quantity; adjusted by `terms.price-adjustment`
    (M25); less the policy's discount for the quantity, where the product has no prices of its own
    for that; less each concession (M38), of what is left then; converted into `terms.currency`
    (else the list's own) by the newest rate not after the day, rounded as `rounded` says.
    """
    amount, currency = row.price, row.currency
    steps = [Step(_("list price"), amount, currency, "list")]
    for text, changed in _own_steps(row, given.quantity):
        amount = changed
        steps.append(Step(text, amount, currency, "quantity"))
    listed = amount if _decimals(amount) > _decimals(row.price) else row.price
    for text, percent, kind in _changes(row, terms, given):
        amount *= 1 + percent / 100
        steps.append(Step(text, amount, currency, kind))
    used: Conversion | None = None
    if terms.currency and terms.currency != currency:
        found = fresh_conversion(rates, currency, terms.currency, day, given.rate_age)
        if isinstance(found, (NoRate, StaleRate)):
            return found
        used, currency = found, terms.currency
        amount *= used.rate
        steps.append(Step(str(used), amount, currency, "conversion"))
    price = rounded(amount, currency, listed)
    steps.append(Step(_("rounded"), price, currency, "rounding"))
    return CustomerPrice(row, price, currency, used, tuple(steps))


def quantity_step(
    row: PriceRow, steps: Sequence[QuantityStep], quantity: int
) -> QuantityStep | None:
    """The policy's step that a quantity of a product has reached; of several the best for the
    customer, so that more is never dearer."""
    reached = [
        (step.discount, step.from_, step)
        for step in steps
        if step.discount is not None and step.from_ is not None and quantity >= step.from_
        if not step.products or {row.sku, row.group} & {*step.products}
    ]
    return max(reached, key=lambda one: one[:2])[2] if reached else None


def further_steps(
    row: PriceRow, steps: Sequence[QuantityStep], quantity: int | None
) -> tuple[str, ...]:
    """What larger quantities than this one would bring: `from 5,000 pc: -2%`."""
    beyond = quantity or 0
    if row.steps:
        return tuple(
            f"{_from(one.quantity, row)}: {one.price} {row.currency}"
            for one in row.steps
            if one.quantity > beyond
        )
    starts = sorted({one.from_ for one in steps if one.from_ and one.from_ > beyond})
    now = quantity_step(row, steps, beyond)
    found, least = [], (now.discount if now else None) or Decimal(0)
    for start in starts:
        step = quantity_step(row, steps, start)
        if step and step.discount and step.discount > least:
            found.append(f"{_from(start, row)}: -{step.discount}%")
            least = step.discount
    return tuple(found)


def _from(quantity: int, row: PriceRow) -> str:
    return _("from {quantity:,} {unit}").format(quantity=quantity, unit=row.unit).rstrip()


def _own_steps(row: PriceRow, quantity: int | None) -> list[tuple[str, Decimal]]:
    reached = [step for step in row.steps if quantity is not None and quantity >= step.quantity]
    return [(_from(step.quantity, row), step.price) for step in reached[-1:]]


def _changes(row: PriceRow, terms: Terms, given: Given) -> list[tuple[str, Decimal, str]]:
    """What changes the price by so many per cent: in words, how much, and the kind of step."""
    found = []
    if terms.price_adjustment:
        text = _("price adjustment {price_adjustment:+}%").format(
            price_adjustment=terms.price_adjustment
        )
        found.append((text, terms.price_adjustment, "quality"))
    if given.quantity is not None and not row.steps:
        step = quantity_step(row, given.quantity_steps, given.quantity)
        if step is not None and step.discount is not None:
            text = f"{_from(step.from_ or 0, row)}: -{step.discount}%"
            found.append((text, -step.discount, "quantity"))
    found += [
        (
            _("-{discount}% for {for_}").format(discount=one.discount, for_=one.for_),
            -one.discount,
            "concession",
        )
        for one in given.concessions
        if one.discount is not None and one.for_
    ]
    return found


def _decimals(amount: Decimal) -> int:
    return -int(amount.as_tuple().exponent)
