"""`shared-address`: the same mail address in two customers.

A letter to it would greet the wrong person by the other's name, a birthday greeting would go to
someone who has none, and an opt-out of one would be forgotten for the other (M10, M36). Case does
not count: `Anna@…` and `anna@…` are one letter box.

PASS: `email: [anna@brightlite.example]` in one dossier only
FAIL: the same address in `anna-schmidt.md` and `karl-brandt.md`
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.common import place_of
from dossierkit.book.checks.traces import ADDRESS, Held, Trace, Traces
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.translation import _


def trace(customer: Dossier[Customer]) -> Iterator[Trace]:
    """The addresses of a customer, each with its place and the customer's name."""
    for address in {address.casefold() for address in customer.facts.reach.email}:
        offset = place_of(customer.header, address, "reach", "email")
        detail = (*customer.source.place(offset), customer.facts.name)
        yield Trace(ADDRESS, address, "has", detail)


def join(book: Book, traces: Traces) -> Iterator[Finding]:
    """A finding in each dossier that shares an address, naming another one that has it."""
    for address, sharing in traces.shared(ADDRESS):
        yield from _findings(address, sharing)


def _findings(address: str, sharing: list[Held]) -> Iterator[Finding]:
    first, second = sharing[:2]
    more = _(" and {count} more").format(count=len(sharing) - 2) if len(sharing) > 2 else ""
    for customer in sharing:
        other = second if customer is first else first
        line, column, _unused = customer.detail
        message = _("'{address}' is also the address of {detail} ({path}){more}").format(
            address=address, detail=other.detail[2], path=other.path, more=more
        )
        hint = _("leave it with the person who reads it; if both are one person, merge the files")
        yield Finding(customer.path, line, column, ERROR, "shared-address", message, hint)
