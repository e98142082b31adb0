"""The answer of `list`: a table for a person, JSON and CSV for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dossierkit.book.fields import Field, Fields
from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    say,
    say_csv,
    say_json,
    table,
    width,
)
from dossierkit.cli.several import cells_of_book, say_book, with_book
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding

COLUMNS = {
    "customer": ("id", "name", "company", "country", "stage", "intent", "owner", "last"),
    "company": ("id", "name", "country", "type", "stores", "people", "last"),
    "country": ("id", "name", "languages", "currency", "companies", "customers"),
    "member": ("id", "name", "title", "email", "customers"),
}
"""What is listed of each kind; every column is a field that one can also filter and sort by."""

_FIRST_TO_GO = ("owner", "company", "title")
"""Columns that a narrow terminal goes without, the first first."""

_TITLES = {"country": "IN"}
_SHRINKING = frozenset(("name", "company", "title", "email"))
_NUMBERS = frozenset(("stores", "people", "companies", "customers"))
_LISTS = frozenset(("languages",))
_LEAST = 12
"""Places that a shrinking column should keep."""


class Part(NamedTuple):
    """What is listed of one book: records by their columns and `path`, the errors of files that
    can't be trusted, the number of other findings, and why there is nothing."""

    records: list[dict[str, Any]]
    errors: Sequence[Finding]
    rest: int
    why_empty: str


def records_of(found: Sequence[Dossier[Any]], kind: str, fields: Fields) -> list[dict[str, Any]]:
    """Dossiers as records of what is listed of their kind."""
    columns = [fields.find(kind, name) for name in COLUMNS[kind]]
    return [_record(dossier, columns) for dossier in found]


def say_parts(
    books: Sequence[str | None], kind: str, parts: Sequence[Part], output_format: str
) -> None:
    """Prints what is listed of one book or of several, as tables, as JSON or as CSV; the last two
    with every file's path."""
    names = [name if len(books) > 1 else None for name in books]
    both = [(name, part.records) for name, part in zip(names, parts, strict=True)]
    if output_format == "json":
        say_json([with_book(name, one) for name, records in both for one in records])
    elif output_format == "csv":
        heads = [*COLUMNS[kind], "path"]
        lines = [
            cells_of_book(name, [_text(value) for value in one.values()])
            for name, records in both
            for one in records
        ]
        say_csv(heads if len(books) == 1 else ["book", *heads], lines)
    else:
        for number, (name, records) in enumerate(both):
            if name is not None:
                say_book(name, is_first=number == 0)
            if records:
                _say_table(records, list(COLUMNS[kind]))


def _record(dossier: Dossier[Any], columns: Sequence[Field]) -> dict[str, Any]:
    return {**{field.path: _plain(field, dossier) for field in columns}, "path": dossier.path}


def _plain(field: Field, dossier: Dossier[Any]) -> Any:
    """A column's value as JSON knows it: a text, a number, a list, or null."""
    values = [v if isinstance(v, int) else str(v) for v in field.values(dossier)]
    if field.path in _LISTS:
        return values
    return values[0] if values else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _say_table(records: list[dict[str, Any]], names: list[str]) -> None:
    texts = [{name: _text(record[name]) for name in names} for record in records]
    shown = _fitting(texts, names)
    columns = [
        Column(_TITLES.get(name, name.upper()), name in _SHRINKING, name in _NUMBERS)
        for name in shown
    ]
    for line in table(columns, [[text[name] for name in shown] for text in texts]):
        say(line)


def _fitting(texts: list[dict[str, str]], names: list[str]) -> list[str]:
    """The columns that the terminal has room for; all of them in a pipe."""
    room = columns_of_terminal()
    shown = list(names)
    for name in _FIRST_TO_GO:
        if room and _least_width(texts, shown) > room and name in shown:
            shown.remove(name)
    return shown


def _least_width(texts: list[dict[str, str]], names: list[str]) -> int:
    """The places that a table of these columns needs."""
    total = 2 * (len(names) - 1)
    for name in names:
        widest = max(width(text[name]) for text in texts)
        title = len(_TITLES.get(name, name))
        total += max(title, min(widest, _LEAST) if name in _SHRINKING else widest)
    return total
