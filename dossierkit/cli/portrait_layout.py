"""How a portrait looks on a terminal: labelled rows of short facts, wrapped, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dossierkit.cli import output
from dossierkit.cli.output import columns_of_terminal, cut, paint, safe, width, wrapped
from dossierkit.report.portrait.value import Part, Portrait, Row, Section, Table

LABEL = 10
PLAIN_WIDTH = 80
WIDEST = 100
DOT = " · "
_LONG, _LEAST_ROOM = 16, 10
"""A fact that is longer begins on the line before it, if so many places are left there."""


def lay_out(drawn: Portrait) -> list[str]:
    """The lines of a portrait, ready to be printed; an empty line before each section but the
    first of all, which stands right below the heading."""
    room = min(columns_of_terminal() or PLAIN_WIDTH, WIDEST)
    colours = {True: "red", False: "yellow"}
    lines = [paint(safe(one.text), colours[one.is_grave]) for one in drawn.warnings]
    lines.append(f"{paint(safe(drawn.name), 'bold')} ({drawn.id})")
    lines += _flowing([Part(text) for text in drawn.about], room)
    for section in drawn.sections:
        lines += [] if section.joins else [""]
        lines += _section(section, room)
    return lines


def _section(section: Section, room: int) -> Iterable[str]:
    for item in section.items:
        yield from _row(item, room) if isinstance(item, Row) else _table(item, room)


def _row(row: Row, room: int) -> list[str]:
    broken = _broken(row, room - LABEL)
    if row.most and len(broken) > row.most:
        last = wrapped(broken[row.most - 1], room - LABEL - 2)[0]
        broken = [*broken[: row.most - 1], f"{last} …"]
    return [
        (" " * LABEL if number else _label(row.label)) + line for number, line in enumerate(broken)
    ]


def _broken(row: Row, room: int) -> list[str]:
    """The lines of a row without its label; items of a list hang from a dash."""
    if row.style == "flow":
        return _flowing(row.parts, room)
    texts = [safe(part.text) for part in row.parts]
    if row.style == "lines":
        return [line for text in texts for line in wrapped(text, room)]
    items = [wrapped(f"- {text}", room - 2) for text in texts]
    return [
        ("  " if number else "") + line
        for item in _whole(items, row.most)
        for number, line in enumerate(item)
    ]


def _whole(items: Sequence[list[str]], most: int | None) -> list[list[str]]:
    """The first items of a list that fit into so many lines, each whole, and at least one."""
    kept: list[list[str]] = []
    for item in items:
        if most and kept and sum(map(len, kept)) + len(item) > most:
            break
        kept.append(item)
    return kept


def _label(text: str) -> str:
    """A label, as wide as all of them, so that it steps back behind what it names."""
    return paint(text + " " * (LABEL - width(text)), "dim")


def _flowing(parts: Sequence[Part], room: int) -> list[str]:
    """Parts joined by dots, as many on a line as it holds; a long one begins where there is room
    and goes on in the next line. What one copies, an address or a number, stays in one piece."""
    lines: list[str] = []
    for part in parts:
        text = safe(part.text)
        joined = lines[-1] + DOT + text if lines else text
        is_long = part.address is None and width(text) > _LONG
        has_room = lines and room - width(lines[-1]) >= _LEAST_ROOM
        if not lines or width(joined) <= room or (is_long and has_room):
            lines[-1:] = wrapped(joined, room)
        else:
            lines += wrapped(text, room)
    return lines


def _table(table: Table, room: int) -> list[str]:
    """A table, no wider than the room: what shrinks gives way."""
    label = [_label(table.label) + safe(table.about)] if table.label else []
    indent = "" if table.is_titled else "  "
    titles = [column.title if table.is_titled else "" for column in table.columns]
    columns = [
        output.Column(title, one.shrinks, one.right)
        for title, one in zip(titles, table.columns, strict=True)
    ]
    rows = _fitted(table, room - len(indent))
    lines = output.table(columns, rows)
    shown = lines if table.is_titled else lines[1:]
    return [*label, *(indent + line for line in shown)]


def _fitted(table: Table, room: int) -> list[list[str]]:
    """The cells, those of the shrinking columns cut until the rows fit."""
    cells = [[safe(cell) for cell in row] for row in table.rows]
    titles = [column.title if table.is_titled else "" for column in table.columns]
    widths = [max(map(width, column)) for column in zip(titles, *cells, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > room:
        giving = [n for n, one in enumerate(table.columns) if one.shrinks and widths[n] > 8]
        if not giving:
            break
        widths[max(giving, key=widths.__getitem__)] -= 1
    return [[cut(cell, most) for cell, most in zip(row, widths, strict=True)] for row in cells]
