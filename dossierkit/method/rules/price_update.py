"""`price-update`: what they buy costs something else than they were told (M43)."""

from __future__ import annotations

from datetime import date

from dossierkit.method.case import Case, Verdict
from dossierkit.prices.lists import Change, list_on, skus_of, untold
from dossierkit.schema.pricelist import PriceList
from dossierkit.text.translation import _

_TELLS = ("price-update", "quote")


def price_update(case: Case) -> Verdict:
    """Due on the day of the first list that differs from the prices they were told last.

    Told by a price update or a quote of ours, else by the list before; to those who came after a
    list (`source.date`) it is no news. For actual customers and open prospects; a new product is
    no change, one that is gone or in another currency is.
    """
    lists = [prices for prices in case.book.price_lists if prices.start <= case.on]
    skus = skus_of(case.buys, *lists)
    if not skus:
        return _("no product on our price lists is one that they buy")
    if (open_since := case.open_since) is None:
        return _("they said no, and have not come back")
    told = _told(case, lists)
    came = case.customer.source.date
    known = came.first_day() if came and told is None else date.min
    news = [one for sku in skus if (one := untold(lists, sku, told))]
    found = [one for one in news if one.start >= known]
    if not found:
        return _("they know the prices of what they buy")
    first = min(found, key=lambda one: one.start)
    count = _(" (and {count} more)").format(count=len(found) - 1) if len(found) > 1 else ""
    text = _("new prices since {start}: {words}{count}").format(
        start=first.start, words=_words(first.change), count=count
    )
    ground = case.ground(text, max(first.start, open_since), first.line, letter="price-update")
    return [ground._replace(path=first.path)]


def _told(case: Case, lists: list[PriceList]) -> PriceList | None:
    """The list by which they were told prices last."""
    for touch in reversed(case.course):
        if touch.event in _TELLS and touch.goes_out:
            return list_on(lists, touch.date)
    return None


def _words(change: Change) -> str:
    old = f"{change.old.sku} {change.old.currency} {change.old.price}"
    if change.new is None:
        return _("{old} is gone").format(old=old)
    currency = "" if change.new.currency == change.old.currency else f"{change.new.currency} "
    return f"{old} → {currency}{change.new.price}"
