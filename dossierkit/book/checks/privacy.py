"""`no-consent`: sensitive facts that nobody agreed to.

Religion, diet and children make greetings warm (M7, M8), and they are nobody's business without
leave: most data protection laws forbid to keep them otherwise. Without `consent.sensitive` they
only ever suppress a greeting, never prompt one. Which facts are sensitive stands in their
declaration (see docs/fields.md).

PASS: `religion: hindu`, and `consent: {sensitive: 2026-10-19 told me himself}`
FAIL: `religion: hindu`, and no such consent
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Group
from dossierkit.text.finding import WARNING, Finding


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Customers with a sensitive fact and without consent to it."""
    paths = sensitive_facts(Customer)
    values = attrgetter(*(attribute for _, attribute in paths))
    for customer in book.customers.values():
        if customer.facts.consent.sensitive is not None or not any(values(customer.facts)):
            continue
        kept = [
            path for (path, _), value in zip(paths, values(customer.facts), strict=True) if value
        ]
        said = " and ".join(".".join(path) for path in kept)
        message = f"{said}: sensitive, and no consent is noted"
        hint = "note when and how they agreed: consent: {sensitive: 2026-10-19 told me}; or delete"
        place = customer.place(*kept[0])
        yield customer.source.finding(place, "no-consent", message, hint, WARNING)


def sensitive_facts(kind: type[Any]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The sensitive facts of a kind: each one's names in the file, and its attribute's path."""
    found: list[tuple[tuple[str, ...], str]] = []
    for fact in kind.declared.values():
        if fact.sensitive:
            found.append(((fact.name,), fact.attribute))
        elif isinstance(fact.type, Group):
            found += [
                ((fact.name, *names), f"{fact.attribute}.{attribute}")
                for names, attribute in sensitive_facts(fact.type.kind)
            ]
    return tuple(found)
