"""A day's list asked for in both ways: of the index, and of the whole book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.fields import Fields
from dossierkit.book.load import load
from dossierkit.cli.due_data import followup_data
from dossierkit.cli.due_text import Lines
from dossierkit.cli.entry_days import days_of_entry, entry_days
from dossierkit.cli.list_text import COLUMNS, records_of
from dossierkit.index.answers import whole_listing
from dossierkit.index.asked import Asked, Listing, Page, Person
from dossierkit.index.database import NoIndex
from dossierkit.index.pages import page, page_of
from dossierkit.index.reading import listing, people
from dossierkit.method.computed import computed_fields
from dossierkit.method.followups import due

LINES = (Lines(0, False, None), Lines(60, True, datetime(2026, 11, 20, 8, tzinfo=UTC)))
"""A pipe, and a narrow terminal with clocks."""


class List(NamedTuple):
    """All that any output of `due` is made of."""

    data: dict[str, Any]
    shown: list[tuple[Any, ...]]
    snoozed: list[Any]
    without_need: list[str]
    rest: tuple[Any, ...]
    pages: list[Page]


def by_index(root: Path, on: date, within: int = 0, owner: str | None = None) -> List:
    """The list from the index, which must be of use."""

    def entered(ids: Sequence[str]) -> Mapping[str, date]:
        return days_of_entry(root, ids, None)

    asked = Asked(on, within, owner, True, entered, lambda _: lambda _: None)
    pages = [page(str(root), asked, lines) for lines in LINES]
    return _all(listing(str(root), asked), pages)


def by_book(root: Path, on: date, within: int = 0, owner: str | None = None) -> List:
    """The list from all the files."""
    book = load(root)
    found = due(book, on, within=within, owner=owner, entered=entry_days(book, on))
    whole = whole_listing(book, found)
    return _all(whole, [page_of(whole, lines) for lines in LINES])


def people_by_index(root: Path, on: date) -> tuple[Any, ...] | None:
    """What `list` shows of everybody, from the index; None if it can't tell."""
    asked = Asked(on, 0, None, False, lambda _: {}, lambda _: lambda _: None)
    try:
        found = people(str(root), asked)
    except NoIndex:
        return None
    return [tuple(one) for one in found.rows], found.errors, found.remarks


def people_by_book(root: Path, on: date) -> tuple[Any, ...]:
    """What `list` shows of everybody, from all the files."""
    book = load(root)
    fields = Fields(book, computed_fields(book, on), on)
    found = [book.customers[one] for one in sorted(book.customers)]
    records = records_of(found, "customer", fields)
    rest = sum(len(one.findings) - len(one.doubts) for one in found)
    rows = [tuple(record[name] for name in COLUMNS["customer"]) for record in records]
    return [_in_order(row) for row in rows], book.unreadable_findings(), rest


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return Person(**dict(zip(COLUMNS["customer"], row, strict=True)))


def _all(found: Listing, pages: list[Page]) -> List:
    data = followup_data(found, None)
    shown = [tuple(one._replace(said="", colleagues="", in_full="")) for one in found.entries]
    rest = (found.has_customers, found.hours, found.book_name, found.on)
    return List(data, shown, found.snoozed, found.without_need, rest, pages)
