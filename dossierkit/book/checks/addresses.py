"""`shared-address`: the same mail address in two customers.

A letter to it would greet the wrong person by the other's name, a birthday greeting would go to
someone who has none, and an opt-out of one would be forgotten for the other (M10, M36). Case does
not count: `Anna@…` and `anna@…` are one letter box.

PASS: `email: [anna@brightlite.example]` in one dossier only
FAIL: the same address in `anna-schmidt.md` and `karl-brandt.md`
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days, place_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding


def check(book: Book, days: Days) -> Iterator[Finding]:
    """A finding in each dossier that shares an address, naming another one that has it."""
    holders: dict[str, dict[str, Dossier[Customer]]] = defaultdict(dict)
    for customer in book.customers.values():
        for address in customer.facts.reach.email:
            holders[address.casefold()][customer.id] = customer
    for address, sharing in holders.items():
        if len(sharing) > 1:
            yield from _findings(address, list(sharing.values()))


def _findings(address: str, sharing: list[Dossier[Customer]]) -> Iterator[Finding]:
    for customer in sharing:
        other = sharing[1] if customer is sharing[0] else sharing[0]
        offset = place_of(customer.header, address, "reach", "email")
        more = f" and {len(sharing) - 2} more" if len(sharing) > 2 else ""
        message = f"'{address}' is also the address of {other.facts.name} ({other.path}){more}"
        hint = "leave it with the person who reads it; if both are one person, merge the files"
        yield customer.source.finding(offset, "shared-address", message, hint)
