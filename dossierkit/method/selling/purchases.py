"""What was bought: the SKUs that the log lines and `buys` of a book name (M13, M47)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.schema.pricelist import PriceList
from dossierkit.text.event import LogLine


class Bought(NamedTuple):
    """A product that somebody ordered: how often, when last, and the line of that order."""

    sku: str
    orders: int
    last: date
    line: int


class Products:
    """The SKUs of some price lists, found in texts as whole words, in any case."""

    def __init__(self, lists: Sequence[PriceList]) -> None:
        self._skus = {sku.casefold(): sku for prices in lists for sku in prices.rows}
        words = sorted(map(re.escape, self._skus), key=len, reverse=True)
        self._words = re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)

    def named_in(self, text: str) -> tuple[str, ...]:
        """The SKUs that a text names, each once, in the order of the text."""
        if not self._skus:
            return ()
        found = (match.group().casefold() for match in self._words.finditer(text))
        return tuple(dict.fromkeys(self._skus[word] for word in found if word in self._skus))


def products(book: Book, on: date) -> Products:
    """The products of all lists that came into force by a day."""
    return Products([prices for prices in book.price_lists if prices.start <= on])


def bought(course: Iterable[LogLine], known: Products) -> list[Bought]:
    """The products that the orders of a course name: those of the latest order first."""
    found: dict[str, Bought] = {}
    for touch in course:
        if touch.event != "order":
            continue
        for sku in known.named_in(touch.text):
            before = found.get(sku)
            count = before.orders + 1 if before else 1
            found[sku] = Bought(sku, count, touch.date, touch.line)
    return sorted(found.values(), key=lambda one: (-one.last.toordinal(), -one.orders, one.sku))
