"""Fields and items that stand in lines of their own, as pieces of text that can be moved whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.history.merge.fields import canonical
from dossierkit.history.merge.union import Id, numbered
from dossierkit.history.merge.version import Version, lines_of
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence, plain
from dossierkit.text.places import is_flow, real_end


class Piece(NamedTuple):
    """A field, an item or a comment line, with so many empty lines above (`gap`).

    `lines` are without the indentation of the block. `first` and `last` are their lines in the
    file, from 1.
    """

    id: Id
    lines: tuple[str, ...]
    gap: int = 0
    node: Node | None = None
    first: int = 0
    last: int = 0


class Block(NamedTuple):
    """Pieces with one indentation; `tail` empty lines stand behind the last one."""

    pieces: list[Piece]
    column: int = 0
    tail: int = 0

    @property
    def ids(self) -> list[Id]:
        return [piece.id for piece in self.pieces]

    @property
    def by_id(self) -> dict[Id, Piece]:
        return {piece.id: piece for piece in self.pieces}

    @property
    def leads(self) -> dict[Id, Id]:
        """Comments, each with the field or item that it stands directly above."""
        found: dict[Id, Id] = {}
        below: Piece | None = None
        for piece in reversed(self.pieces):
            if piece.id[0] == "comment" and below is not None and not below.gap:
                found[piece.id] = found.get(below.id, below.id)
            below = piece
        return {one: led for one, led in found.items() if led[0] != "comment"}


class _Start(NamedTuple):
    """Where a field or an item begins: its name, its value, its line and column."""

    name: tuple[str, str]
    node: Node
    line: int
    column: int


def read_top(version: Version) -> Block | None:
    """The fields of a header; None if they don't stand in lines of their own."""
    first = version.source.line(version.span.start)
    return _read_block(version, version.header, first, version.source.line(version.span.end))


def read_inner(version: Version, piece: Piece) -> Block | None:
    """The fields or items below the name of a field; None if they stand elsewhere."""
    node = piece.node
    if node is None or isinstance(node, Scalar) or is_flow(version.text, node):
        return None
    return _read_block(version, node, piece.first + 1, piece.last + 1)


def _read_block(version: Version, node: Mapping | Sequence, first: int, end: int) -> Block | None:
    starts = list(_starts(version, node))
    if any(not _is_alone(version, node, start) for start in starts):
        return None
    lines = lines_of(version.text[: version.span.end])
    column = starts[0].column if starts else 0
    if any(start.column != column for start in starts) or (starts and starts[0].line < first):
        return None
    rows: list[tuple[tuple[str, str], int, int, Node | None]] = []
    at = first
    for start in starts:
        rows += [(("comment", lines[n - 1].strip()), n, n, None) for n in range(at, start.line)]
        last = _last_line(version, lines, start)
        rows.append((start.name, start.line, last, start.node))
        at = last + 1
    rows += [(("comment", lines[n - 1].strip()), n, n, None) for n in range(at, end)]
    return _block(lines, rows, column)


def _block(
    lines: list[str], rows: list[tuple[tuple[str, str], int, int, Node | None]], column: int
) -> Block | None:
    filled = [row for row in rows if row[0] != ("comment", "")]
    if any(name[0] == "comment" and not name[1].startswith("#") for name, *_ in filled):
        return None
    ids = iter(numbered(row[0] for row in filled))
    pieces, gap = [], 0
    for name, first, last, node in rows:
        if name == ("comment", ""):
            gap += 1
            continue
        text = tuple(_dedented(line, column) for line in lines[first - 1 : last])
        pieces.append(Piece(next(ids), text, gap, node, first, last))
        gap = 0
    return Block(pieces, column, gap)


def _dedented(line: str, column: int) -> str:
    return line.lstrip(" ") if line[:column].strip(" ") else line[column:]


def _starts(version: Version, node: Mapping | Sequence) -> Iterator[_Start]:
    source = version.source
    if isinstance(node, Mapping):
        for name, value in node.fields.items():
            key = node.keys[name]
            yield _Start(("field", name), value, source.line(key), source.column(key) - 1)
        return
    for item in node.items:
        line = source.line(item.start)
        text = version.text[source.start_of(line) : item.start]
        column = len(text) - len(text.lstrip(" "))
        yield _Start(("item", canonical(plain(item))), item, line, column)


def _is_alone(version: Version, around: Mapping | Sequence, start: _Start) -> bool:
    """Whether nothing but blanks, and the dash of an item, stands before something in its line."""
    begin = version.source.start_of(start.line)
    if isinstance(around, Mapping):
        return not version.text[begin : begin + start.column].strip(" ")
    return version.text[begin : max(start.node.start, begin + start.column + 1)].strip(" ") == "-"


def _last_line(version: Version, lines: list[str], start: _Start) -> int:
    """The last line of something, with the comments below that are indented deeper."""
    end = real_end(version.text, start.node)
    last = max(start.line, version.source.line(max(end - 1, 0)))
    for number in range(last + 1, version.source.line(version.span.end)):
        line = lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and not (line.lstrip(" ").startswith("#") and indent > start.column):
            break
        if line.strip():
            last = number
    return last
