"""Which rows of a price list somebody means, and what to say of a product that is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from dossierkit.schema.pricelist import PriceList, PriceRow
from dossierkit.text.translation import _


class Wanted(NamedTuple):
    """A SKU or a product group as somebody names it; `quantity` in units, None if not said."""

    word: str
    quantity: int | None = None


class Item(NamedTuple):
    """A product of the list that is asked for."""

    row: PriceRow
    quantity: int | None


class Problem(NamedTuple):
    """Why there is no price for something: `str` is a sentence with the remedy."""

    sku: str
    message: str

    def __str__(self) -> str:
        return f"{self.sku}: {self.message}"


def find_products(
    wanted: Iterable[Wanted], current: PriceList, lists: Sequence[PriceList]
) -> tuple[list[Item], list[Problem]]:
    """The products that are meant, once each, in the order of the words; a group means all of it.

    A SKU may be written in any case. `lists` are all lists of the book: what is in none of them
    was mistyped, what was in an earlier one has been dropped.
    """
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for word, quantity in wanted:
        rows = _rows(word, current)
        if not rows:
            problems.append(Problem(word, _unknown(word, current, lists)))
        for row in rows:
            known = items.get(row.sku)
            if known and quantity is not None and known.quantity not in (None, quantity):
                problems.append(Problem(row.sku, _("named twice with different quantities")))
            elif known is None or known.quantity is None:
                items[row.sku] = Item(row, quantity)
    return list(items.values()), problems


def _rows(word: str, prices: PriceList) -> list[PriceRow]:
    if word in prices.rows:
        return [prices.rows[word]]
    folded = word.casefold()
    near = [row for row in prices.rows.values() if row.sku.casefold() == folded]
    if near:
        return near if len(near) == 1 else []
    return [row for row in prices.rows.values() if row.group.casefold() == folded]


def _unknown(word: str, current: PriceList, lists: Sequence[PriceList]) -> str:
    earlier = [one for one in lists if one.start < current.start]
    for prices in sorted(earlier, key=lambda one: one.start, reverse=True):
        for row in _rows(word, prices)[:1]:
            last = f"{prices.path}:{row.line}"
            return _("no longer in {path} (last in {last}){successor}").format(
                path=current.path, last=last, successor=_successor(row.sku, current)
            )
    if any(finding.is_error for finding in current.findings):
        return _("not among the rows of {path} that can be read; mend the list first").format(
            path=current.path
        )
    return _("there is no such product in {path}; {meant}").format(
        path=current.path, meant=_meant(word, current)
    )


def _successor(sku: str, current: PriceList) -> str:
    """The product whose note names a dropped one."""
    named = re.compile(rf"(?<![\w-]){re.escape(sku)}(?![\w-])", re.IGNORECASE)
    for row in current.rows.values():
        if named.search(row.note):
            return _("; {sku} says '{note}'").format(sku=row.sku, note=row.note)
    return ""


def _meant(word: str, current: PriceList) -> str:
    names = {row.sku.casefold(): row.sku for row in current.rows.values()}
    names |= {row.group.casefold(): row.group for row in current.rows.values() if row.group}
    near = get_close_matches(word.casefold(), names, 3, 0.6)
    if near:
        return _("did you mean {near}?").format(near=_(" or ").join(names[one] for one in near))
    return _("'dossier price --changes' and the list itself show what there is")
