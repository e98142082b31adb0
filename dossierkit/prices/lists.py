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


class Untold(NamedTuple):
    """A price that a customer was not told: since `start` it is another one than `change.old`.

    `path` and `line` are the place of the new row, or of the old one if the product is gone.
    """

    start: datetime.date
    change: Change
    path: str
    line: int


def untold(lists: Sequence[PriceList], sku: str, told: PriceList | None) -> Untold | None:
    """How the price of a product differs from what somebody was told by the list `told` (None:
    they were told nothing, so the last change between two lists counts).

    `lists` are those in force up to a day, by their first day. A price that has come back to what
    was told is no news; a product that `told` does not have counts from the list that brings it.
    """
    found: Untold | None = None
    known: PriceList | None = told if told is None or sku in told.rows else None
    for before, current in zip((None, *lists), lists, strict=False):
        if told is not None and current.start <= told.start:
            continue
        base = before if told is None else known
        if base is None:
            known = current if told is not None and sku in current.rows else None
            continue
        change = next(iter(changes(base, current, (sku,))), None)
        if change is not None:
            is_longer = told is not None and found is not None
            start = found.start if is_longer and found else current.start
            row, place = (change.new, current) if change.new else (change.old, base)
            found = Untold(start, change, place.path, row.line)
        elif told is not None:
            found = None
    return found


def _price(row: PriceRow) -> tuple[str, object]:
    return row.currency, row.price
