"""How a portrait looks: labelled rows of short facts, wrapped, and the latest of a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    paint,
    safe,
    table,
    width,
    wrapped,
)
from dossierkit.text.event import LogLine

LABEL = 10
PLAIN_WIDTH = 80
WIDEST = 100
DOT = " · "


class Row(NamedTuple):
    """A label and what stands beside it: short facts side by side, or each on its own line."""

    label: str
    parts: Sequence[str | None]
    one_a_line: bool = False


def lay_out(rows: Iterable[Row]) -> list[str]:
    """Rows as lines, without those that say nothing; ready to be printed."""
    room = min(columns_of_terminal() or PLAIN_WIDTH, WIDEST) - LABEL
    lines: list[str] = []
    for row in rows:
        parts = [safe(part) for part in row.parts if part]
        texts = parts if row.one_a_line else _side_by_side(parts, room)
        broken = [line for text in texts for line in wrapped(text, room)]
        for number, line in enumerate(broken):
            lines.append((" " * LABEL if number else label(row.label)) + line)
    return lines


def label(text: str) -> str:
    """A label, as wide as all of them, so that it steps back behind what it names."""
    return paint(text.ljust(LABEL), "dim")


def subtitle(parts: Iterable[str | None]) -> list[str]:
    """Short facts below a heading, without a label."""
    room = min(columns_of_terminal() or PLAIN_WIDTH, WIDEST)
    return _side_by_side([safe(part) for part in parts if part], room)


def _side_by_side(parts: list[str], room: int) -> list[str]:
    """Parts joined by dots, as many on a line as it holds."""
    lines: list[str] = []
    for part in parts:
        if lines and width(lines[-1] + DOT + part) <= room:
            lines[-1] += DOT + part
        else:
            lines.append(part)
    return lines


def log_lines(path: str, course: Sequence[LogLine], most: int) -> list[str]:
    """The latest lines of a log, the last first, below the place where an editor finds them."""
    shown = course[::-1][:most]
    if not shown:
        return []
    rest = len(course) - len(shown)
    more = f"{DOT}{rest} more" if rest else ""
    place = label("Log") + safe(f"{path}:{shown[0].line}") + more
    return [place, *_table([_log_cells(line) for line in shown])]


def shared_log(courses: Mapping[str, Sequence[LogLine]], most: int) -> list[str]:
    """The latest lines of several people's logs, the last first, each with whose it is."""
    lines = [(line, who) for who, course in courses.items() for line in course]
    lines.sort(key=lambda pair: pair[0].date, reverse=True)
    rows = []
    for line, who in lines[:most]:
        day, *rest = _log_cells(line)
        rows.append([day, who, *rest])
    return [label("Log") + "of these people", *_table(rows)] if rows else []


def _table(rows: list[list[str]]) -> list[str]:
    """Cells as aligned lines without a heading; the text, at the end, gives way."""
    last = len(rows[0]) - 1
    columns = [Column("", shrinks=n == last, right=n == last - 1) for n in range(last + 1)]
    return table(columns, rows)[1:]


def _log_cells(line: LogLine) -> list[str]:
    written = "" if line.direction in (None, "both") else f" {line.direction}"
    money = f"{line.money.currency} {line.money.amount:,}" if line.money else ""
    return [f"  {line.date}", line.event + written, money, line.text]


def marks(tags: Sequence[str], custom: Mapping[str, Any]) -> Row:
    """A team's own marks and fields."""
    return Row("Marks", [listed(tags), *(named(name, _flat(own)) for name, own in custom.items())])


def _flat(value: Any) -> str:
    """A value of a field of one's own as one text."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    return str(value)


def named(word: str, value: object) -> str | None:
    """A value with a word before it, or nothing for no value."""
    return f"{word} {value}" if value not in (None, "", ()) else None


def listed(values: Iterable[object], word: str = "") -> str | None:
    """Values with commas between them, after a word; nothing for none."""
    text = ", ".join(map(str, values))
    return f"{word} {text}".strip() if text else None
