"""Everything that is printed: safe for a terminal, aligned, coloured only where it helps."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from dossierkit.text.translation import _
from dossierkit.text.width import width as width

_SHOWN_SPACES = frozenset("\u00a0\u202f\u3000\u2009")
_USUAL_WIDTH = 80
_COLOURS = {"red": "31", "yellow": "33", "green": "32", "bold": "1", "dim": "2"}


def safe(text: str, *, lines: bool = False) -> str:
    """Text that can't do anything to a terminal: what is not printable shown as an escape.

    Line feeds stay with `lines`; otherwise they are shown as ⏎, so that one record is one line.
    """
    if text.isprintable():
        return text
    return "".join(map(_safe_line if lines else _safe_one, text))


def _safe_line(character: str) -> str:
    return character if character == "\n" else _safe_one(character)


def _safe_one(character: str) -> str:
    if character.isprintable() or character in _SHOWN_SPACES:
        return character
    if character == "\n":
        return "⏎"
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def say(text: str = "") -> None:
    """Prints a result. Text from files must have gone through `safe` or `table` before."""
    print(text)


def remark(text: str) -> None:
    """Prints a message beside the result, on stderr."""
    print(safe(text, lines=True), file=sys.stderr)


def complain(text: str) -> None:
    """Prints what went wrong, on stderr."""
    print(_("Error: {text}").format(text=safe(text, lines=True)), file=sys.stderr)


def say_json(value: Any) -> None:
    """Prints a value as JSON, in any script, but nothing that a terminal would act upon."""
    print(_escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def json_line(value: Any) -> str:
    """A value as JSON in one line, as safe as what `say_json` prints."""
    return _escaped(json.dumps(value, ensure_ascii=False))


def _escaped(text: str) -> str:
    return re.sub(r"[^\x20-\x7e\n]", _json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    character = match.group()
    if character.isprintable() or character in _SHOWN_SPACES:
        return character
    return json.dumps(character)[1:-1]


def say_bytes(data: bytes) -> None:
    """Prints a file's content as it is, with its own line ends; it must be harmless already."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stand-in that takes text only
        sys.stdout.write(data.decode())
        return
    sys.stdout.flush()
    stream.write(data)
    stream.flush()


def say_csv(fields: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows under their field names, so that no spreadsheet takes a cell for a formula."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])


def _inert(cell: str) -> str:
    """A cell that a spreadsheet shows as it is; a phone number stays readable, and -2 a number."""
    shown = safe(cell)
    if re.fullmatch(r"-\d+(\.\d+)?", shown, re.ASCII):
        return shown
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown


def columns_of_terminal() -> int:
    """The width of the person's terminal in places; 0 in a pipe, where nothing is cut."""
    if not is_terminal():
        return 0
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH
    except OSError:
        return _USUAL_WIDTH


def say_indented(text: str, indent: int) -> None:
    """Prints text from files in an indented paragraph, wrapped to the terminal."""
    room = columns_of_terminal()
    print(indented(text, indent, room))


def indented(text: str, indent: int, room: int) -> str:
    """Text from files as an indented paragraph, wrapped to so many places; 0 for one line."""
    if not room:
        return " " * indent + safe(text)
    lines = wrapped(safe(text), room - indent - 2)
    return "\n".join(" " * (indent + (2 if n else 0)) + line for n, line in enumerate(lines))


_WIDE = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+|\s+")
"""A character of a script without blanks, a word, or blanks."""


def wrapped(text: str, room: int) -> list[str]:
    """Text in lines of at most so many places, broken at blanks, or anywhere in scripts without;
    0 places: one line."""
    if not room or width(text) <= room:
        return [text]
    lines, line = [], ""
    for word in _WORD.findall(text):
        if line and width(line + word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word if line or not word.isspace() else ""
    return [*lines, line.rstrip()]


def is_terminal() -> bool:
    """Whether results go to a person's terminal."""
    return sys.stdout.isatty()


def is_coloured() -> bool:
    """Whether results go to a terminal that wants colours (NO_COLOR is respected)."""
    return is_terminal() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str) -> str:
    """Text in a colour, on a terminal that wants it."""
    return painted(text, colour) if is_coloured() else text


def painted(text: str, colour: str) -> str:
    """Text in a colour."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


class Column(NamedTuple):
    """A column of a table. `shrinks` gives way first when the terminal is too narrow."""

    title: str
    shrinks: bool = False
    right: bool = False


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    known: Mapping[str, int] = MappingProxyType({}),
) -> list[str]:
    """Aligned lines with a heading, cut to the terminal's width; whole in a pipe.

    Cells are made safe here; a wide character takes two places. `known` are the widths of texts
    that were measured before.
    """
    titles = [_(column.title) for column in columns]
    cells = [titles, *([safe(cell) for cell in row] for row in rows)]
    distinct = {cell for row in cells for cell in row}
    sizes = {cell: known[cell] if cell in known else width(cell) for cell in distinct}
    widths = [max(sizes[cell] for cell in column) for column in zip(*cells, strict=True)]
    widths = fitted(widths, columns, columns_of_terminal())
    lines = [aligned(columns, widths, row, [sizes[cell] for cell in row]) for row in cells]
    return [paint(lines[0], "bold"), *lines[1:]]


def fitted(widths: Sequence[int], columns: Sequence[Column], room: int) -> list[int]:
    """The widths of columns after the widest of those that shrink has given way, place by place,
    until the table fits, or none has eight; as they are for room 0, a pipe."""
    fits = [*widths]
    while room and sum(fits) + 2 * (len(fits) - 1) > room:
        shrinking = [i for i, column in enumerate(columns) if column.shrinks and fits[i] > 8]
        if not shrinking:
            break
        fits[max(shrinking, key=fits.__getitem__)] -= 1
    return fits


def aligned(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[str], sizes: Sequence[int]
) -> str:
    """A line of cells, which are safe and take `sizes` places, below those of other lines."""
    parts = []
    for column, room, cell, size in zip(columns, widths, row, sizes, strict=True):
        if size > room:
            cell = cut(cell, room)
            blanks = " " * (room - width(cell))
        else:
            blanks = " " * (room - size)
        parts.append(blanks + cell if column.right else cell + blanks)
    return "  ".join(parts).rstrip()


def cut(text: str, room: int) -> str:
    """Text of at most so many places, with … where something is missing."""
    if width(text) <= room:
        return text
    text = text[:room]
    while text and width(text) > room - 1:
        text = text[:-1]
    return text + "…"
