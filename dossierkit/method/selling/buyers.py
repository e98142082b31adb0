"""Who buys what, company by company, and how much alike two buyers are (M47)."""

from __future__ import annotations

from collections.abc import Iterator
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
    staff = _colleagues(book, dossier)
    people = [_person(one.id, one.facts.country, TRADE.of(one)) for one in staff]
    company = book.company_of(dossier.facts)
    firm = firm_in(FIRM.of(company)) if company else None
    return _buyer(company.id if company else None, firm, people, on, known)


def other_buyers(book: Book, dossier: Dossier[Customer], on: date, known: Products) -> list[Buyer]:
    """All buyers of a book but a customer's own company, in the order of their ids."""
    own = {person.id for person in _colleagues(book, dossier)}
    firms, trades = book.noted(FIRM), book.noted(TRADE)
    companies, lands = book.noted(noted.COMPANY), book.noted(noted.COUNTRY)
    groups: dict[str, list[_Person]] = {}
    for one in book.customers:
        if one not in own:
            key = companies.get(one, "")
            person = _person(one, lands.get(one), trades.get(one))
            groups.setdefault(key if key in firms else f"\0{one}", []).append(person)
    found = [
        _buyer(key, firm_in(firms[key]), people, on, known)
        if key in firms
        else _buyer(None, None, people, on, known)
        for key, people in groups.items()
    ]
    return sorted(found, key=lambda buyer: buyer.id)


def likeness(one: Buyer, other: Buyer) -> Likeness | None:
    """How much alike two buyers are; None if they are not similar."""
    shared = sorted((one.skus | one.wants) & other.skus)
    common = [(sku, SHARED) for sku in shared[:MOST_SHARED]]
    for mine, theirs, points, word in (
        (one.type, other.type, TYPE, "type"),
        (one.country, other.country, COUNTRY, "country"),
        (_level(one), _level(other), LEVEL, "price level"),
    ):
        if mine and mine == theirs:
            common.append((word, points))
    score = sum(points for _, points in common)
    if score < ALIKE:
        return None
    return Likeness(other.id, score, tuple(word for word, _ in common), other.path, other.line)


def _level(buyer: Buyer) -> str:
    return (buyer.level or "").strip().casefold()


def _colleagues(book: Book, dossier: Dossier[Customer]) -> list[Dossier[Customer]]:
    """The people of a customer's company, or the customer alone."""
    company = dossier.facts.company
    if not company or company not in book.companies:
        return [dossier]
    return book.staff_of(company)


class _Person(NamedTuple):
    """One of a buyer's people."""

    id: str
    country: str | None
    trade: Trade


def _person(dossier_id: str, country: str | None, note: str | None) -> _Person:
    return _Person(dossier_id, country, trade_in(note))


def _buyer(
    company: str | None, firm: Firm | None, people: list[_Person], on: date, known: Products
) -> Buyer:
    first = people[0]
    path = f"dossiers/companies/{company}.md" if company else _path(first)
    firm = firm or NO_FIRM
    places = [place for person in people for place in _bought_by(person, on, known)]
    if places:
        places += [(word, path, firm.line) for word in firm.buys]
    return Buyer(
        id=company or first.id,
        country=firm.country or first.country,
        type=firm.type,
        level=firm.level,
        skus=frozenset(word for word, _, _ in places if word),
        wants=frozenset((*firm.buys, *(word for person in people for word in person.trade.buys))),
        path=places[0][1] if places else path,
        line=places[0][2] if places else 1,
    )


def _bought_by(person: _Person, on: date, known: Products) -> Iterator[tuple[str, str, int]]:
    """The SKUs of a person's orders, the latest first, and of `buys` if there is an order."""
    trade, path = person.trade, _path(person)
    orders = [(line, text) for day, line, text in trade.orders if day <= on.toordinal()]
    for line, text in reversed(orders):
        yield from ((sku, path, line) for sku in known.named_in(text) or ("",))
    if orders:
        yield from ((word, path, trade.line) for word in trade.buys)


def _path(person: _Person) -> str:
    return f"dossiers/customers/{person.id}.md"
