"""A table as its rows come: texts, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.exchange.arrival import Place

MOST_ABOVE = 10
"""So many rows may stand above the one that names the columns."""


class Row(NamedTuple):
    """A row: the line (of CSV) or row (of Excel) in which it begins, from 1, and its cells.

    `raw` is what stands in a CSV file, with its line ends; empty for Excel.
    """

    line: int
    cells: list[str]
    raw: str = ""

    def place(self, column: int, delimiter: str) -> Place:
        """Where a cell begins, counted from 0: line and character in CSV, row and column in
        Excel."""
        if not self.raw:
            return self.line, column + 1
        start, left, quoted = 0, column, False
        for offset, character in enumerate(self.raw):
            if left == 0:
                break
            if character == '"':
                quoted = not quoted
            elif character == delimiter and not quoted:
                left, start = left - 1, offset + 1
        before = self.raw[:start]
        return self.line + before.count("\n"), start - (before.rfind("\n") + 1) + 1


class Table(NamedTuple):
    """A table: what findings call it, and its rows as they are read. `is_typed` says that numbers
    and days were such in the file, as in Excel."""

    name: str
    rows: Iterator[Row]
    delimiter: str = ","
    is_typed: bool = False
