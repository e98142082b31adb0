"""Of whom to tell what comes: customers with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.item import Scope
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier


def scope_around(
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
