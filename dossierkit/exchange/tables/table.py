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

    def places(self, delimiter: str) -> list[Place]:
        """Where each cell begins: line and character in CSV, row and column in Excel."""
        if not self.raw:
            return [(self.line, column + 1) for column in range(len(self.cells))]
        parts = self.raw.split(delimiter)
        found, line, column, quotes = [(self.line, 1)], self.line, 1, 0
        for part in parts[:-1]:
            quotes += part.count('"')
            breaks = part.count("\n")
            line += breaks
            column = len(part) - part.rfind("\n") + 1 if breaks else column + len(part) + 1
            if quotes % 2 == 0:
                found.append((line, column))
        return found


class Table(NamedTuple):
    """A table: what findings call it, and its rows as they are read. `is_typed` says that numbers
    and days were such in the file, as in Excel."""

    name: str
    rows: Iterator[Row]
    delimiter: str = ","
    is_typed: bool = False
