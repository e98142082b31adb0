"""Price lists in time: the one in force, the one before, and what changed between two (M43)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dossierkit.schema.pricelist import PriceList, PriceRow


class Change(NamedTuple):
    """A product of a list whose price is another one in the list after it; `new` None: dropped."""

    old: PriceRow
    new: PriceRow | None


def list_on(lists: Sequence[PriceList], day: datetime.date) -> PriceList | None:
    """The list in force on a day: the newest that is not after it."""
    return max((one for one in lists if one.start <= day), key=_start, default=None)


def list_before(lists: Sequence[PriceList], current: PriceList) -> PriceList | None:
    """The list that was in force until another one came."""
    return max((one for one in lists if one.start < current.start), key=_start, default=None)


def _start(prices: PriceList) -> datetime.date:
    return prices.start


def skus_of(wanted: Iterable[str], *lists: PriceList) -> tuple[str, ...]:
    """The SKUs that words mean, each a SKU or a product group of a list, in the lists' order.

    A word that no list knows is left out; `check` reports it.
    """
    words = frozenset(wanted)
    found = {
        row.sku: None
        for prices in lists
        for row in prices.rows.values()
        if row.sku in words or row.group in words
    }
    return tuple(found)


def changes(old: PriceList, new: PriceList, skus: Iterable[str]) -> tuple[Change, ...]:
    """What changed for some SKUs: the number (2.50 is 2.5), the currency, or that it is gone.

    A SKU that the old list does not have is no change (DESIGN 3.1).
    """
    found = []
    for sku in skus:
        before, after = old.rows.get(sku), new.rows.get(sku)
        if before is not None and (after is None or _price(before) != _price(after)):
            found.append(Change(before, after))
    return tuple(found)


def _price(row: PriceRow) -> tuple[str, object]:
    return row.currency, row.price
