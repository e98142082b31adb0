"""The columns of our own tables: the fields of a kind of dossier by their paths.

A customer's row has the fields of their dossier, and a few of their company's behind `company.`;
a company's row has the company's id as `company`, and all its fields behind `company.`: read back,
a column means the same field in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.fields import GROUPS
from dossierkit.exchange.tables.cells import cell_of
from dossierkit.schema.codes import ID
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.sensitive import shown_header
from dossierkit.schema.types import ANYTHING, PROSE, MapOf, Type
from dossierkit.text.fence import split
from dossierkit.text.nodes import plain
from dossierkit.text.notes import read_notes
from dossierkit.text.source import Source

NOTES = "notes"
_OF_COMPANY = ("name", "country", "website")
"""What a customer's row says of their company."""
_ALWAYS = {
    "customer": ("id", "name", "company", "company.name", "reach.email", "reach.phone",
                 "consent.do-not-contact"),
    "company": ("company", "company.name", "company.country"),
}  # fmt: skip
"""Columns that are there even where nobody has a value."""


class Column(NamedTuple):
    """A column of a kind's table: its name, the type of its field, and whose field it is."""

    name: str
    type: Type[Any]
    path: tuple[str, ...]
    is_of_company: bool = False


class Rows(NamedTuple):
    """Dossiers as a table: plain values by the name of their column, in the order of `columns`."""

    columns: tuple[Column, ...]
    values: list[dict[str, Any]]


def rows_of(book: Book, kind: str, found: Iterable[Dossier[Any]], on: date) -> Rows:
    """Dossiers of a kind as a table, with columns that nobody has a value in left out.

    Sensitive facts are in it only while the person's consent is in force on the day.
    """
    values = [_values(book, kind, dossier, on) for dossier in found]
    used = {name for row in values for name in row}
    used.update(_ALWAYS.get(kind, ("id", "name")))
    custom = sorted(name for name in used if "custom." in name)
    columns = [column for column in columns_of(kind) if column.name in used]
    columns += [_custom(name) for name in custom]
    return Rows(tuple(columns), values)


def cells(rows: Rows) -> Iterator[list[str]]:
    """The cells of each row, in the order of the columns."""
    for row in rows.values:
        yield [cell_of(row.get(column.name), column.type) for column in rows.columns]


@cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """All columns of a kind, but those of `custom`, in the order of the schema."""
    if kind == "company":
        own = [Column(f"company.{n.name}", n.type, n.path, True) for n in _leaves(GROUPS[kind])]
        notes = Column(f"company.{NOTES}", PROSE, (NOTES,), True)
        return (Column("company", ID, ("id",), True), *own, notes)
    columns = [Column("id", ID, ("id",)), *_leaves(GROUPS[kind])]
    if kind == "customer":
        firm = {column.path: column for column in columns_of("company")}
        place = next(n for n, column in enumerate(columns) if column.name == "company") + 1
        columns[place:place] = [firm[name,] for name in _OF_COMPANY]
    return (*columns, Column(NOTES, PROSE, (NOTES,)))


def _leaves(group: Group[Any], above: tuple[str, ...] = ()) -> Iterator[Column]:
    """The fields of a kind that have a cell of their own: those in groups, but not in lists."""
    for name, declared in group.facts.items():
        path = (*above, name)
        if isinstance(declared.type, Group):
            yield from _leaves(declared.type, path)
        elif path != ("custom",):
            yield Column(".".join(path), declared.type, path)


def _custom(name: str) -> Column:
    is_of_company = name.startswith("company.")
    path = tuple(name.removeprefix("company.").split(".", 1))
    return Column(name, ANYTHING, path, is_of_company)


def _values(book: Book, kind: str, dossier: Dossier[Any], on: date) -> dict[str, Any]:
    found: dict[str, Any] = {"company" if kind == "company" else "id": dossier.id}
    found |= _header_values(dossier, "company." if kind == "company" else "", on)
    if kind == "customer":
        company = book.company_of(dossier.facts)
        if company is not None:
            of_company = _header_values(company, "company.", on)
            wanted = [f"company.{name}" for name in _OF_COMPANY]
            found |= {name: of_company[name] for name in wanted if name in of_company}
        if dossier.facts.consent.do_not_contact:
            found["consent.do-not-contact"] = "true"
    return found


def _header_values(dossier: Dossier[Any], before: str, on: date) -> dict[str, Any]:
    """What stands in a header by the names of columns, and the notes; without what is not to be
    shown."""
    header = {name: plain(node) for name, node in dossier.header.fields.items()}
    if isinstance(dossier.facts, Customer):
        header, _ = shown_header(header, dossier.facts, on)
    kind = type(dossier.facts).__name__.lower()
    found = dict(_laid_out(header, GROUPS[kind], before))
    if notes := notes_of(dossier):
        found[f"{before}{NOTES}"] = notes
    return found


def _laid_out(
    header: Mapping[str, Any], group: Group[Any], before: str
) -> Iterator[tuple[str, Any]]:
    """Fields in groups as fields by their paths; what is no field of the kind is left out."""
    for name, value in header.items():
        declared = group.facts.get(name)
        if declared is None or value is None or value in ("", [], {}):
            continue
        is_open = isinstance(value, dict)
        if isinstance(declared.type, Group) and is_open:
            yield from _laid_out(value, declared.type, f"{before}{name}.")
        elif isinstance(declared.type, MapOf) and name == "custom" and is_open:
            yield from ((f"{before}custom.{key}", one) for key, one in value.items() if one)
        elif not isinstance(declared.type, Group):
            yield f"{before}{name}", value


def notes_of(dossier: Dossier[Any]) -> str:
    """The free notes of a dossier."""
    source = Source(dossier.path, dossier.source.text)
    parts = split(source)
    return read_notes(source, parts.body) if parts else ""
