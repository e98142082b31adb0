"""What customers wish we made (M34): collected for product development.

A wish is a log line or a line of the notes with the tag `#wish`, of a customer or a company; what
stands under `custom: {wishes: […]}`; and a reason for not buying that is about our range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from dossierkit.method.figures.ledger import Ledger
from dossierkit.method.figures.refusals import Refusal
from dossierkit.schema.dossier import Dossier
from dossierkit.text.fence import Span
from dossierkit.text.notes import read_notes

TAG = "wish"
RANGE = "range"
"""The theme of reasons that are about what we make."""

_MARK = re.compile(rf"#{TAG}(?:es)?\b", re.IGNORECASE)
_FIELDS = ("wish", "wishes")


class Wish(NamedTuple):
    """A wish, and where it is written. `company` and `country` are those of whoever has it; `day`
    is None where the notes or a field tell it."""

    id: str
    company: str | None
    country: str | None
    day: date | None
    text: str
    path: str
    line: int


def wishes(ledger: Ledger, refused: Sequence[Refusal] = ()) -> list[Wish]:
    """The wishes of the span, the newest first, then those without a day."""
    found: list[Wish] = []
    book = ledger.book
    for person in ledger.people:
        country = book.country_code(person.facts)
        found += _in(ledger, person.dossier, person.facts.company, country)
    companies = {person.facts.company for person in ledger.people}
    for company in book.companies.values():
        if ledger.owner is None or company.id in companies:
            found += _in(ledger, company, company.id, company.facts.country)
    for one in refused:
        if RANGE in one.themes:
            facts = book.customers[one.id].facts
            text, place = one.reason or one.words, (one.path, one.line)
            code = book.country_code(facts)
            found.append(Wish(one.id, facts.company, code, one.day, text, *place))
    return sorted(
        dict.fromkeys(found),
        key=lambda one: (-(one.day or date.min).toordinal(), one.path, one.line, one.text),
    )


def _in(
    ledger: Ledger, dossier: Dossier[Any], company: str | None, country: str | None
) -> Iterator[Wish]:
    """The wishes in a dossier of a customer or a company."""
    for line in dossier.log.lines:
        if TAG in {tag.casefold() for tag in line.tags} and ledger.is_counted(line.date):
            text = _without_tag(line.text)
            yield Wish(dossier.id, company, country, line.date, text, dossier.path, line.line)
    for text, place in [*_in_notes(dossier), *_in_fields(dossier)]:
        yield Wish(dossier.id, company, country, None, text, dossier.path, place)


def _in_notes(dossier: Dossier[Any]) -> Iterator[tuple[str, int]]:
    """The lines of the notes with the tag; one that stands in a list without its bullet."""
    source = dossier.source
    if not _MARK.search(source.text, dossier.header.end):
        return
    notes = read_notes(source, Span(dossier.header.end, len(source.text)))
    place = dossier.header.end
    for line in notes.splitlines():
        if _MARK.search(line):
            place = max(source.text.find(line, place), place)
            yield _without_tag(re.sub(r"^\s*[-*+]\s+", "", line)), source.line(place)


def _in_fields(dossier: Dossier[Any]) -> Iterator[tuple[str, int]]:
    for name in _FIELDS:
        said = dossier.facts.custom.get(name)
        for text in said if isinstance(said, (list, tuple)) else [said]:
            if isinstance(text, str) and text.strip():
                yield text.strip(), dossier.line("custom", name)


def _without_tag(text: str) -> str:
    return " ".join(_MARK.sub(" ", text).split())
