"""What one customer pays for one product, and how that price comes about (DESIGN 2.4)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from dossierkit.prices.currency import Conversion, NoRate, conversion, rounded
from dossierkit.schema.company import Terms
from dossierkit.schema.pricelist import PriceRow, Rates


class Step(NamedTuple):
    """One step of the way to a price: what was done, and the amount after it."""

    text: str
    amount: Decimal
    currency: str


class CustomerPrice(NamedTuple):
    """A customer's price for a product. `steps` begin with the list price, end with rounding."""

    row: PriceRow
    price: Decimal
    currency: str
    conversion: Conversion | None
    steps: tuple[Step, ...]


def customer_price(
    row: PriceRow, terms: Terms, rates: Rates, day: datetime.date
) -> CustomerPrice | NoRate:
    """The price of a product for a customer with such terms, on a day.

    List price, adjusted by `terms.price-adjustment`, converted into `terms.currency` (else the
    list's own) by the newest rate not after the day, rounded as `rounded` says.
    """
    amount, currency = row.price, row.currency
    steps = [Step("list price", amount, currency)]
    if terms.price_adjustment:
        amount *= 1 + terms.price_adjustment / 100
        steps.append(Step(f"price adjustment {terms.price_adjustment:+}%", amount, currency))
    used: Conversion | None = None
    if terms.currency and terms.currency != currency:
        found = conversion(rates, currency, terms.currency, day)
        if isinstance(found, NoRate):
            return found
        used, currency = found, terms.currency
        amount *= used.rate
        steps.append(Step(str(used), amount, currency))
    price = rounded(amount, currency, row.price)
    steps.append(Step("rounded", price, currency))
    return CustomerPrice(row, price, currency, used, tuple(steps))
