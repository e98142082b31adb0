"""`same-person`: two dossiers of the same name at the same company.

Facts about one person in two files are half known twice: the history is split, both get the same
greeting, and an opt-out in one file does not reach the other (M29, M36).

PASS: Anna Schmidt at brightlite, and Anna Schmidt at fjordlys
FAIL: `anna-schmidt.md` is Anna Schmidt and `schmidt-anna.md` is Schmidt, Anna, both at brightlite
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.traces import PERSON, Trace, Traces
from dossierkit.book.ids import name_key
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _


def trace(customer: Dossier[Customer]) -> Iterator[Trace]:
    """Who somebody is: their company, and what all spellings of their name have in common."""
    facts = customer.facts
    if facts.company:
        place = customer.source.place(customer.place("name"))
        key = " ".join((facts.company, *name_key(facts.name)))
        yield Trace(PERSON, key, "has", (*place, facts.name))


def join(book: Book, traces: Traces) -> Iterator[Finding]:
    """A finding in each of the dossiers, naming another one."""
    for _unused, sharing in traces.shared(PERSON):
        first, second = sharing[:2]
        for customer in sharing:
            other = second if customer is first else first
            line, column, _unused_2 = customer.detail
            message = _("{path} is {detail} at the same company").format(
                path=other.path, detail=other.detail[2]
            )
            hint = _("if both are one person, merge the files; else tell the names apart")
            yield Finding(customer.path, line, column, WARNING, "same-person", message, hint)
