"""`same-person`: two dossiers of the same name at the same company.

Facts about one person in two files are half known twice: the history is split, both get the same
greeting, and an opt-out in one file does not reach the other (M29, M36).

PASS: Anna Schmidt at brightlite, and Anna Schmidt at fjordlys
FAIL: `anna-schmidt.md` is Anna Schmidt and `schmidt-anna.md` is Schmidt, Anna, both at brightlite
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days
from dossierkit.book.ids import name_key
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding


def check(book: Book, days: Days) -> Iterator[Finding]:
    """A finding in each of the dossiers, naming another one."""
    same: dict[tuple[str, tuple[str, ...]], list[Dossier[Customer]]] = defaultdict(list)
    for customer in book.customers.values():
        if customer.facts.company:
            same[customer.facts.company, name_key(customer.facts.name)].append(customer)
    for customers in same.values():
        for customer in customers if len(customers) > 1 else ():
            other = customers[1] if customer is customers[0] else customers[0]
            message = f"{other.path} is {other.facts.name} at the same company"
            hint = "if both are one person, merge the files; else tell the names apart"
            place = customer.place("name")
            yield customer.source.finding(place, "same-person", message, hint, WARNING)
