"""Of whom `calendar` tells: what its WHO and its owner mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.book.book import Book
from dossierkit.cli.opening import find_any
from dossierkit.method.feasts.coming.item import Scope
from dossierkit.method.feasts.coming.scope import scope_around
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
        return scope_around(book, customers, book.companies.values() if owner is None else (), ())
    named = [_meant(book, word) for word in who]
    firms = [one for one in book.companies.values() if _is_named(one, one.facts.country, named)]
    ids = {one.id for one in firms}
    chosen = [
        one
        for one in customers
        if _is_named(one, book.country_code(one.facts), named) or one.facts.company in ids
    ]
    return scope_around(book, chosen, firms, [code for code in named if isinstance(code, str)])


def scope_of_people(book: Book, customers: Sequence[Dossier[Customer]]) -> Scope:
    """Customers with their companies and countries."""
    return scope_around(book, customers, (), ())


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
