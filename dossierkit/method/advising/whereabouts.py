"""The file and line of the fact that a piece of advice rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.computed import COMPUTED
from dossierkit.method.touches import touches
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.nodes import Mapping

Place = tuple[str, int]

_EVENTS_OF = {
    "orders": ("order",),
    "standing": ("order",),
    "failed": ("lost",),
    "unanswered": ("quote", "sample", "intro"),
}
"""The log lines that computed fields follow from; the latest touch, where there is none."""

_OF_COMPANY = {
    "next-exhibition": "events",
    "next-anniversary": "events",
    "last-news": "events",
    "market-change": "events",
    "people": "name",
}
"""The fields of a company that computed ones follow from, or stand beside."""


def whereabouts(names: Iterable[str], book: Book, dossier: Dossier[Customer], on: date) -> Place:
    """The place of the first of some fields that stands in a file; else where the header begins."""
    for name in names:
        place = _place(name, book, dossier, on)
        if place:
            return place
    return dossier.path, dossier.source.line(dossier.header.start)


def _place(name: str, book: Book, dossier: Dossier[Customer], on: date) -> Place | None:
    first, _, rest = name.partition(".")
    if first == "log":
        return _touch(dossier, (rest,), on)
    if name in COMPUTED["customer"]:
        return _touch(dossier, _EVENTS_OF.get(name, ()), on) or _touch(dossier, (), on)
    facts = dossier.facts
    others: dict[str, Dossier[Any] | None] = {
        "company": book.company_of(facts),
        "country": book.countries.get(book.country_code(facts) or ""),
        "owner": book.members.get(facts.owner or ""),
    }
    if rest and first in others:
        other = others[first]
        return _field(other, _OF_COMPANY.get(rest, rest)) if other else None
    return _field(dossier, name)


def _field(dossier: Dossier[Any], name: str) -> Place | None:
    """The line of a field's value in a header, as far as its path leads."""
    names = name.split(".")
    node: Any = dossier.header
    if names[0] not in node.fields:
        return None
    for one in names:
        if not isinstance(node, Mapping) or one not in node.fields:
            break
        node = node.fields[one]
    return dossier.path, dossier.source.line(node.start)


def _touch(dossier: Dossier[Customer], events: Collection[str], on: date) -> Place | None:
    """The line of the latest touch, or of the latest one of some events."""
    lines = [line for line in touches(dossier.log, on) if not events or line.event in events]
    return (dossier.path, lines[-1].line) if lines else None
