"""Who buys what, company by company, and how much alike two buyers are (M47)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.selling.purchases import Products
from dossierkit.method.touches import touches
from dossierkit.schema.company import Company
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
    company = book.company_of(dossier.facts)
    return _buyer(book, company, _colleagues(book, dossier), on, known)


def other_buyers(book: Book, dossier: Dossier[Customer], on: date, known: Products) -> list[Buyer]:
    """All buyers of a book but a customer's own company, in the order of their ids. `known` are
    the products of that day."""
    own = _group(book, dossier)
    every = book.once(("buyers", on), lambda: _every_buyer(book, on, known))
    return [buyer for group, buyer in every if group != own]


def _every_buyer(book: Book, on: date, known: Products) -> list[tuple[str, Buyer]]:
    """All buyers of a book with the group that each is, in the order of their ids."""
    groups: dict[str, list[Dossier[Customer]]] = {}
    for person in book.customers.values():
        groups.setdefault(_group(book, person), []).append(person)
    found = [
        (key, _buyer(book, book.companies.get(key), people, on, known))
        for key, people in groups.items()
    ]
    return sorted(found, key=lambda pair: pair[1].id)


def _group(book: Book, person: Dossier[Customer]) -> str:
    """The company of a customer, or the customer alone."""
    company = person.facts.company or ""
    return company if company in book.companies else f"\0{person.id}"


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
    return book.people_of(company)


def _buyer(
    book: Book,
    company: Dossier[Company] | None,
    people: Iterable[Dossier[Customer]],
    on: date,
    known: Products,
) -> Buyer:
    group = list(people)
    first = company or group[0]
    facts = company.facts if company else Company()
    wants = [*facts.buys, *(word for person in group for word in person.facts.buys)]
    places = [place for person in group for place in _bought_by(person, on, known)]
    if places:
        places += [(word, first.path, first.line("buys")) for word in facts.buys]
    return Buyer(
        id=first.id,
        country=facts.country or book.country_code(group[0].facts),
        type=facts.type,
        level=facts.price_level,
        skus=frozenset(word for word, _, _ in places if word),
        wants=frozenset(wants),
        path=places[0][1] if places else first.path,
        line=places[0][2] if places else 1,
    )


def _bought_by(
    person: Dossier[Customer], on: date, known: Products
) -> Iterator[tuple[str, str, int]]:
    """The SKUs of a person's orders, the latest first, and of `buys` if there is an order."""
    orders = [touch for touch in touches(person.log, on) if touch.event == "order"]
    for order in reversed(orders):
        named = known.named_in(order.text)
        yield from ((sku, person.path, order.line) for sku in named or ("",))
    if orders:
        yield from ((word, person.path, person.line("buys")) for word in person.facts.buys)
