"""What one could offer: products that similar customers buy and this one does not (M47).

New products go first to those who bought their predecessors: a row of the list in force whose
note says `replaces BL-25` (or `successor of`, `instead of`, 替代, 取代). Then come products that
are new in a group of which they buy something, then what similar customers buy. Only products of
the price list in force are proposed, and none that they buy, want, or were shown within a year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.case import Case, case_of
from dossierkit.method.selling.buyers import Buyer, Likeness, buyer_of, likeness, other_buyers
from dossierkit.method.selling.purchases import Products, products
from dossierkit.prices.lists import list_before, list_on, skus_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.pricelist import PriceList, PriceRow
from dossierkit.text.translation import _, plural

Kind = Literal["successor", "new", "similar"]
_KINDS = ("successor", "new", "similar")
_SHOWN = ("quote", "sample", "inquiry")
_REPLACES = re.compile(
    r"(?:replac(?:es|ing)|successor (?:of|to)|instead of|替代|取代|代替)[\s:：]*(.+)", re.IGNORECASE
)


class Proposal(NamedTuple):
    """A product to offer. `score` is the likeness of all `buyers` who take it, added up; 0 for
    what is new. `path` and `line` name its row in the price list."""

    sku: str
    name: str
    kind: Kind
    score: int
    reason: str
    buyers: tuple[Likeness, ...]
    path: str
    line: int


def cross_selling(book: Book, dossier: Dossier[Customer], on: date) -> list[Proposal]:
    """The products to offer somebody on a day: successors, new ones, then by score and SKU.

    Nothing for those who asked not to be contacted or never want to buy (M34), and after a lost
    deal nothing until they raise it themselves (M39).
    """
    current = list_on(book.price_lists, on)
    case = case_of(book, dossier, on, None)
    if current is None or _wants_no_offers(case):
        return []
    known = products(book, on)
    own = buyer_of(book, dossier, on, known)
    passed = {*skus_of(own.wants, current), *own.skus, *_shown_lately(case, known)}
    open_rows = {sku: row for sku, row in current.rows.items() if sku not in passed}
    old = skus_of(own.wants, *book.price_lists)
    found: dict[str, Proposal] = {}
    for proposal in (
        *_successors(current, open_rows, {*own.skus, *old}, known),
        *_new(book, current, open_rows, {*own.skus, *old}),
        *_similar(book, current, open_rows, own, other_buyers(book, dossier, on, known)),
    ):
        found.setdefault(proposal.sku, proposal)
    return sorted(found.values(), key=lambda one: (_KINDS.index(one.kind), -one.score, one.sku))


def _wants_no_offers(case: Case) -> bool:
    customer = case.customer
    if customer.consent.do_not_contact or customer.intent == "never":
        return True
    for touch in reversed(case.course):
        if touch.event == "lost":
            return True
        if touch.event in ("inquiry", "order"):
            return False
    return False


def _shown_lately(case: Case, known: Products) -> Iterator[str]:
    """What was quoted, sampled or asked for within the time that makes an actual customer."""
    for touch in case.course:
        if touch.event in _SHOWN and case.figures.customer_for.after(touch.date) >= case.on:
            yield from known.named_in(touch.text)


def _successors(
    current: PriceList, rows: Mapping[str, PriceRow], own: Collection[str], known: Products
) -> Iterator[Proposal]:
    for row in rows.values():
        found = _REPLACES.search(row.note)
        old = [sku for sku in known.named_in(found.group(1)) if sku in own] if found else []
        if old:
            yield _proposal(
                current, row, "successor", _("replaces {old}").format(old=", ".join(old))
            )


def _new(
    book: Book, current: PriceList, rows: Mapping[str, PriceRow], own: Collection[str]
) -> Iterator[Proposal]:
    """What no earlier list has, in a group of which they buy something."""
    if list_before(book.price_lists, current) is None:
        return
    earlier = [prices for prices in book.price_lists if prices.start < current.start]
    seen = {sku for prices in earlier for sku in prices.rows}
    groups = {
        row.group
        for prices in (*earlier, current)
        for sku, row in prices.rows.items()
        if sku in own and row.group
    }
    for sku, row in rows.items():
        if sku not in seen and row.group in groups:
            yield _proposal(current, row, "new", _("new in {group}").format(group=row.group))


def _similar(
    book: Book, current: PriceList, rows: Mapping[str, PriceRow], own: Buyer, others: list[Buyer]
) -> Iterator[Proposal]:
    takers_of_some = (other for other in others if not other.skus.isdisjoint(rows))
    alike = [(other, one) for other in takers_of_some if (one := likeness(own, other)) is not None]
    for sku, row in rows.items():
        takers = sorted(
            (one for other, one in alike if sku in other.skus),
            key=lambda one: (-one.score, one.id),
        )
        if takers:
            count = len(takers)
            who = plural("a similar customer buys", "{count} similar customers buy", count).format(
                count=count
            )
            proposal = _proposal(current, row, "similar", _("{who} it").format(who=who))
            score = sum(one.score for one in takers)
            yield proposal._replace(score=score, buyers=tuple(takers))


def _proposal(current: PriceList, row: PriceRow, kind: Kind, reason: str) -> Proposal:
    return Proposal(row.sku, row.name, kind, 0, reason, (), current.path, row.line)
