"""Who buys what, company by company, and how much alike two buyers are (M47)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.book import noted
from dossierkit.book.book import Book
from dossierkit.method.selling.purchases import Products
from dossierkit.method.selling.trades import (
    FIRM,
    NO_FIRM,
    TRADE,
    Firm,
    Trade,
    firm_in,
    trade_in,
)
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _

SHARED, TYPE, COUNTRY, LEVEL = 2, 2, 1, 1
"""What one product in common counts, the same type of company, country, and price level."""
MOST_SHARED = 3
"""How many products in common count: more of them make nobody more alike."""
ALIKE = 2
"""From how much likeness on two buyers are similar: a country alone is not enough."""


class Buyer(NamedTuple):
    """A company with its people, or somebody without one.

    `skus` are what they buy: what their orders name, and once there is one, what `buys` says of
    the company and of who ordered. `wants` are all words of `buys`, which may be product groups.
    `path` and `line` are the place where the first of it stands.
    """

    id: str
    country: str | None
    type: str | None
    level: str | None
    skus: frozenset[str]
    wants: frozenset[str]
    path: str
    line: int


class Likeness(NamedTuple):
    """How similar another buyer is: `common` says what counted, products first."""

    id: str
    score: int
    common: tuple[str, ...]
    path: str
    line: int


def buyer_of(book: Book, dossier: Dossier[Customer], on: date, known: Products) -> Buyer:
    """A customer as a buyer, together with the company and the colleagues."""
    staff, company = _colleagues(book, dossier), book.company_of(dossier.facts)
    wants = [word for one in staff for word in one.facts.buys]
    head = _Head(staff[0].id, staff[0].facts.country)
    if company:
        wants += company.facts.buys
        head = _Head(company.id, head.country, firm_in(FIRM.of(company)))
    people = [(one.id, trade_in(note)) for one in staff if (note := TRADE.of(one))]
    return _buyer(head, people, on, known)._replace(wants=frozenset(wants))


def other_buyers(book: Book, dossier: Dossier[Customer], on: date, known: Products) -> list[Buyer]:
    """All others who bought, but for a customer's own company, in the order of their ids; what else
    they want is left out. `known` are the products of that day."""
    company = dossier.facts.company
    own = ("company", company) if company in book.companies else ("customer", dossier.id)
    every = book.once(("buyers", on), lambda: _every_buyer(book, on, known))
    return [buyer for group, buyer in every if group != own]


def _every_buyer(book: Book, on: date, known: Products) -> list[tuple[tuple[str, str], Buyer]]:
    """All who bought, by the group that each is: a company's people, or somebody without one."""
    firms, lands = book.noted(FIRM), book.noted(noted.COUNTRY)
    companies = {one: key for one, key in book.noted(noted.COMPANY).items() if key in firms}
    first_at: dict[str, str] = {}
    for one, key in companies.items():
        first_at.setdefault(key, one)
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, note in book.noted(TRADE).items():
        group = ("company", companies[one]) if one in companies else ("customer", one)
        groups.setdefault(group, []).append((one, note))
    found = []
    for (kind, key), notes in groups.items():
        head = _Head(key, lands.get(key))
        if kind == "company":
            head = _Head(key, lands.get(first_at[key]), firm_in(firms[key]))
        people = [(one, trade_in(note)) for one, note in notes]
        found.append(((kind, key), _buyer(head, people, on, known)))
    return sorted(found, key=lambda pair: pair[1].id)


def likeness(one: Buyer, other: Buyer) -> Likeness | None:
    """How much alike two buyers are; None if they are not similar."""
    shared = sorted((one.skus | one.wants) & other.skus)
    common = [(sku, SHARED) for sku in shared[:MOST_SHARED]]
    for mine, theirs, points, word in (
        (one.type, other.type, TYPE, "type"),
        (one.country, other.country, COUNTRY, "country"),
        (_level(one), _level(other), LEVEL, _("price level")),
    ):
        if mine and mine == theirs:
            common.append((word, points))
    score = sum(points for _unused, points in common)
    if score < ALIKE:
        return None
    return Likeness(
        other.id, score, tuple(word for word, _unused_2 in common), other.path, other.line
    )


def _level(buyer: Buyer) -> str:
    return (buyer.level or "").strip().casefold()


def _colleagues(book: Book, dossier: Dossier[Customer]) -> list[Dossier[Customer]]:
    """The people of a customer's company, or the customer alone."""
    company = dossier.facts.company
    if not company or company not in book.companies:
        return [dossier]
    return book.staff_of(company)


class _Head(NamedTuple):
    """Whom a buyer is named after: a company or, without one, a person; and the country of the
    person, or of the first of the company's."""

    id: str
    country: str | None
    firm: Firm | None = None


def _buyer(head: _Head, people: Sequence[tuple[str, Trade]], on: date, known: Products) -> Buyer:
    """A buyer, from the trades of the people by their ids."""
    firm = head.firm or NO_FIRM
    path = _path(head.id, "companies" if head.firm else "customers")
    places = [place for one, trade in people for place in _bought_by(one, trade, on, known)]
    if places:
        places += [(word, path, firm.line) for word in firm.buys]
    return Buyer(
        id=head.id,
        country=firm.country or head.country,
        type=firm.type,
        level=firm.level,
        skus=frozenset(word for word, _unused, _unused_2 in places if word),
        wants=frozenset(),
        path=places[0][1] if places else path,
        line=places[0][2] if places else 1,
    )


def _bought_by(
    person: str, trade: Trade, on: date, known: Products
) -> Iterator[tuple[str, str, int]]:
    """The SKUs of a person's orders, the latest first, and of `buys` if there is an order."""
    path = _path(person, "customers")
    orders = [(line, text) for day, line, text in trade.orders if day <= on.toordinal()]
    for line, text in reversed(orders):
        yield from ((sku, path, line) for sku in known.named_in(text) or ("",))
    if orders:
        yield from ((word, path, trade.line) for word in trade.buys)


def _path(dossier_id: str, folder: str) -> str:
    return f"dossiers/{folder}/{dossier_id}.md"
