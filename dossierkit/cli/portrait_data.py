"""What a portrait is made of, and the same as data for `show --format json`."""

from __future__ import annotations

import datetime
from typing import Any

from dossierkit.book.book import Book
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine, log_data
from dossierkit.text.fence import split
from dossierkit.text.nodes import plain
from dossierkit.text.notes import read_notes
from dossierkit.text.source import Source


def sorted_log(dossier: Dossier[Any]) -> list[LogLine]:
    """All lines of a log, the earliest first; on one day untimed ones, then by the clock."""
    sign = -1 if dossier.log.newest_first else 1
    return sorted(
        dossier.log.lines,
        key=lambda line: (
            line.date,
            line.time is not None,
            line.time or datetime.time.min,
            sign * line.position,
        ),
    )


def notes_of(dossier: Dossier[Any]) -> str:
    """The free notes of a dossier."""
    source = Source(dossier.path, dossier.source.text)
    parts = split(source)
    return read_notes(source, parts.body) if parts else ""


def people_of(company: str, book: Book) -> list[Dossier[Customer]]:
    """The customers who work for a company."""
    return [person for person in book.customers.values() if person.facts.company == company]


def show_data(dossier: Dossier[Any], book: Book) -> dict[str, Any]:
    """A dossier as data: its header under its own field names, its log with the latest first."""
    return {
        "kind": type(dossier.facts).__name__.lower(),
        "id": dossier.id,
        "path": dossier.path,
        "header": plain(dossier.header),
        **_references(dossier, book),
        "log": [log_data(line) for line in reversed(sorted_log(dossier))],
        "notes": notes_of(dossier),
    }


def _references(dossier: Dossier[Any], book: Book) -> dict[str, Any]:
    """The ids of the dossiers that belong to this one; computed, never stored."""
    facts = dossier.facts
    if isinstance(facts, Customer):
        return {"company": facts.company, "country": book.country_code(facts)}
    if isinstance(facts, Company):
        people = [person.id for person in people_of(dossier.id, book)]
        return {"country": facts.country, "people": people}
    everybody = book.customers.values()
    if isinstance(facts, Country):
        companies = [c.id for c in book.companies.values() if c.facts.country == dossier.id]
        customers = [c.id for c in everybody if book.country_code(c.facts) == dossier.id]
        return {"companies": companies, "customers": customers}
    return {"customers": [c.id for c in everybody if c.facts.owner == dossier.id]}
