"""Tables that Excel can open: CSV read strictly, each column declared once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dossierkit.schema.types import Refused
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.source import Source
from dossierkit.text.translation import _


class Column(NamedTuple):
    """A column by its name in the first line; `parse` converts a cell, or raises Refused."""

    name: str
    parse: Callable[[str], Any]
    doc: str


def records(
    source: Source, columns: tuple[Column, ...], code: str, optional: tuple[Column, ...] = ()
) -> Iterator[tuple[int, list[Any]]]:
    """The rows that can be read, with their line; cells in the order of the columns, those of
    optional ones last. An optional column that is not there has empty cells.

    Commas, semicolons and tabs divide cells, as the first line does. Findings: `columns`, and
    `code` for a row, which is then left out.
    """
    if source.is_broken:
        return
    first_line = source.text.partition("\n")[0]
    delimiter = next((mark for mark in ",;\t" if mark in first_line), ",")
    reader = csv.reader(source.text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        names = [column.name for column in columns]
        missing = [name for name in names if name not in header]
        if missing:
            message = _("the columns are not {names}: {missing} missing").format(
                names=",".join(names), missing=", ".join(missing)
            )
            report_row(source, 1, 1, "columns", message, _("let the first line name the columns"))
            return
        names += [column.name for column in optional]
        twice = [name for name in names if header.count(name) > 1]
        if twice:
            message = _("the first line names a column twice: {twice}").format(
                twice=", ".join(twice)
            )
            report_row(source, 1, 1, "columns", message, _("keep one of the two"))
            return
        for row in reader:
            if any(cell.strip() for cell in row):
                every = (*columns, *optional)
                values = _cells(source, reader.line_num, header, row, every, code)
                if values is not None:
                    yield reader.line_num, values
    except csv.Error as error:
        message = _("the row can't be read: {error}").format(error=error)
        report_row(source, reader.line_num, 1, code, message, _("check the quotes"))


def _cells(
    source: Source,
    line: int,
    header: list[str],
    row: list[str],
    columns: tuple[Column, ...],
    code: str,
) -> list[Any] | None:
    if len(row) != len(header):
        message = _("{count} cells where the first line names {count_2} columns").format(
            count=len(row), count_2=len(header)
        )
        hint = _("put text that holds a comma in quotes")
        report_row(source, line, 1, code, message, hint)
        return None
    by_name = dict(zip(header, row, strict=True))
    values: list[Any] = []
    is_right = True
    for name, parse, _unused in columns:
        cell = by_name.get(name, "")
        text = cell.strip()
        try:
            values.append(parse(text))
        except Refused as refused:
            column = _column_of(source, line, cell)
            report_row(source, line, column, code, f"{name}: {refused.message}", refused.hint)
            is_right = False
    return values if is_right else None


def _column_of(source: Source, line: int, cell: str) -> int:
    lines = source.text.split("\n")
    return max(lines[line - 1].find(cell.strip()), 0) + 1 if cell.strip() else 1


def report_row(source: Source, line: int, column: int, code: str, message: str, hint: str) -> None:
    """Notes an error at a place of a table."""
    source.findings.append(Finding(source.path, line, column, ERROR, code, message, hint))
