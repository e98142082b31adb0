"""Of whom `calendar` tells: what its WHO and its owner mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dossierkit.book.book import Book
from dossierkit.cli.opening import find_any
from dossierkit.method.feasts.coming.item import Scope
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier


def scope_of(book: Book, who: Sequence[str], owner: str | None) -> Scope:
    """A customer with company and country, a company with its people and country, a country with
    all who live there; without WHO all of them. With an owner, only that one's customers.

    An expected failure where a WHO is nobody or several.
    """
    customers = [one for one in book.customers.values() if owner in (None, one.facts.owner)]
    if not who:
        return _scope(book, customers, book.companies.values() if owner is None else (), ())
    named = [_meant(book, word) for word in who]
    firms = [one for one in book.companies.values() if _is_named(one, one.facts.country, named)]
    ids = {one.id for one in firms}
    chosen = [
        one
        for one in customers
        if _is_named(one, book.country_code(one.facts), named) or one.facts.company in ids
    ]
    return _scope(book, chosen, firms, [code for code in named if isinstance(code, str)])


def scope_of_people(book: Book, customers: Sequence[Dossier[Customer]]) -> Scope:
    """Customers with their companies and countries."""
    return _scope(book, customers, (), ())


def _meant(book: Book, word: str) -> Dossier[Any] | str:
    """The customer or company of that name, or the code of a country."""
    code = word.strip().lower()
    known = {book.country_code(one.facts) for one in book.customers.values()}
    if code in known and code not in book.customers and code not in book.companies:
        return code
    kinds: dict[str, dict[str, Dossier[Any]]] = {
        "customer": {**book.customers},
        "company": {**book.companies},
        "country": {**book.countries},
    }
    found = find_any(word, kinds, book)
    return found if isinstance(found.facts, Customer | Company) else found.id


def _is_named(
    dossier: Dossier[Any], country: str | None, named: Sequence[Dossier[Any] | str]
) -> bool:
    return any(country == one if isinstance(one, str) else one is dossier for one in named)


def _scope(
    book: Book,
    customers: Sequence[Dossier[Customer]],
    companies: Iterable[Dossier[Company]],
    codes: Sequence[str],
) -> Scope:
    """Customers with their companies, and the countries of all of them."""
    firms = {one.id: one for one in companies}
    employers = (book.company_of(one.facts) for one in customers)
    firms |= {one.id: one for one in employers if one}
    lands = {
        book.country_code(one.facts) for one in customers if not one.facts.consent.do_not_contact
    }
    lands |= {one.facts.country for one in firms.values()} | {*codes}
    by_id = [firms[key] for key in sorted(firms)]
    return Scope(tuple(customers), tuple(by_id), tuple(sorted(filter(None, lands))))
