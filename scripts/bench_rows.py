"""What was measured, as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One thing measured against its floor; `reach` is what it may take, None if nothing is said.

    `result` and `reach` are in the same `unit`: times the floor (`x`), or as it says.
    """

    what: str
    size: int
    floor: str
    took: str
    floor_took: str
    result: float
    reach: float | None
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        """Whether it takes no more than it may."""
        return self.reach is None or self.result <= self.reach


class Table(NamedTuple):
    """A table to be shown; the first line of `lines` is its head."""

    title: str
    lines: list[tuple[str, ...]]


def ratio(
    what: str, size: int, floor: str, seconds: tuple[float, float], reach: float | None
) -> Row:
    """A row of CPU seconds, its own and its floor's."""
    own, floors = seconds
    return Row(what, size, floor, shown(own), shown(floors), own / floors, reach)


def shown(seconds: float) -> str:
    """A time as people read it."""
    return f"{1000 * seconds:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def table_of(rows: Sequence[Row]) -> Table:
    """The rows with what they may take, and whether they keep to it."""
    head = ("what", "size", "took", "floor", "floor took", "result", "reach", "met")
    lines = [
        (
            row.what,
            f"{row.size:,}" if row.size else "",
            row.took,
            row.floor,
            row.floor_took,
            f"{row.result:.2f} {row.unit}",
            "" if row.reach is None else f"{row.reach:g} {row.unit}",
            "" if row.reach is None else "yes" if row.is_met else "no",
        )
        for row in rows
    ]
    return Table("Against what is possible", [head, *lines])


def as_text(table: Table) -> str:
    """A table for the terminal."""
    widths = [max(map(len, column)) for column in zip(*table.lines, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table.lines
    )
    return "\n".join([f"{table.title}:", *lines])


def as_markdown(table: Table) -> str:
    """A table for a page, without its title."""
    head, *lines = (f"| {' | '.join(line)} |" for line in table.lines)
    return "\n".join([head, "|" + "---|" * len(table.lines[0]), *lines])
