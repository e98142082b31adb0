"""What a new price list changes: every product that is dearer, cheaper, new or gone (M43)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from dossierkit.prices.lists import list_before, list_on
from dossierkit.schema.pricelist import PriceList, PriceRow
from dossierkit.text.translation import _


class ListChange(NamedTuple):
    """One product in two lists; None where it is not in one of them."""

    old: PriceRow | None
    new: PriceRow | None

    @property
    def row(self) -> PriceRow:
        """The product as it is now, or as it was last."""
        row = self.new or self.old
        assert row is not None  # noqa: S101 - it is in one of the two
        return row

    @property
    def kind(self) -> str:
        """`new`, `dropped`, `currency`, `up`, `down`, or `same`."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "dropped"
        if self.old.currency != self.new.currency:
            return "currency"
        difference = self.new.price - self.old.price
        return "up" if difference > 0 else "down" if difference else "same"

    @property
    def difference(self) -> Decimal | None:
        """How much more it costs now, in the list's currency; None if that can't be compared."""
        if self.kind not in ("up", "down", "same") or self.old is None or self.new is None:
            return None
        return self.new.price - self.old.price

    @property
    def ratio(self) -> Decimal | None:
        """The difference as a ratio: 0.05 is +5 %."""
        difference = self.difference
        return None if difference is None or self.old is None else difference / self.old.price


class ListChanges(NamedTuple):
    """Two lists with what differs, in the order of the new one, what is gone last; `same` counts
    the products whose price stayed."""

    old: PriceList
    new: PriceList
    changes: tuple[ListChange, ...]
    same: int


class NothingToCompare(NamedTuple):
    """Why there are no two lists, in a sentence."""

    message: str


def list_changes(
    lists: Sequence[PriceList], day: datetime.date, since: datetime.date | None = None
) -> ListChanges | NothingToCompare:
    """The list in force on a day against the one before it, or the one in force on `since`."""
    new = list_on(lists, day)
    if new is None:
        return NothingToCompare(_("no price list is in force on {day}").format(day=day))
    old = list_before(lists, new) if since is None else list_on(lists, since)
    if old is None:
        when = (
            _("on {since}").format(since=since)
            if since
            else _("before the one of {start}").format(start=new.start)
        )
        return NothingToCompare(_("no price list was in force {when}").format(when=when))
    if old.start >= new.start:
        return NothingToCompare(
            _("the list of {start} is in force since then; nothing changed").format(start=new.start)
        )
    skus = dict.fromkeys((*new.rows, *old.rows))
    every = [ListChange(old.rows.get(sku), new.rows.get(sku)) for sku in skus]
    changed = tuple(change for change in every if change.kind != "same")
    return ListChanges(old, new, changed, len(every) - len(changed))
