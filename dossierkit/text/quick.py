"""The quick reader of simple headers: the nodes that `header.py` composes, without libyaml.

Almost every header is a few dozen lines of `name: value`, lists and one-line brackets, which one
regular expression takes apart. `_LINE` and the patterns of `quick_flow` say what is understood; a
header with anything else in it, or with a fault, is left to libyaml.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

from dossierkit.text.header import MAX_DEPTH
from dossierkit.text.nodes import Mapping, Scalar, Sequence
from dossierkit.text.quick_flow import FIRST, NAME, QUOTED, NotSimple, new, read_flat, read_flow

_AT_END = r"(?! [^\r\n] )"
_INNER = r"[^:\#\r\n]*"
_LINE = re.compile(
    rf"""
      ( [ ]* (?: - (?: [ ]+ | {_AT_END} ) | ) )
      (?: ( {NAME} ) ( : (?: [ ]+ | {_AT_END} ) ) | )
      (?: ( {FIRST} {_INNER}
            (?: (?= \n ) | (?: (?: : (?= [^ \r\n] ) | (?<! [ ] ) \# ) {_INNER} )* ) (?<! [ ] ) )
        | ( {QUOTED} | [\[{{] [^\r\n]* )
        | )
      (?: \n | [ ]* (?: (?<! [^ \n] ) \# [^\r\n]* | ) \r? (?: \n | \Z ) )
    | ( . )
    """,
    re.VERBOSE,
)
"""A line with its end: blanks and perhaps a dash, perhaps a name with its colon, perhaps a value or
a bracket with all that follows, perhaps a comment; or else a character that isn't understood."""
_AFTER_BRACKET = re.compile(rf"(?: [ ]+ \# | [ ]* {_AT_END} )", re.VERBOSE)
_NOWHERE = "\n"
"""What no line begins with."""

_Block = Mapping | Sequence


def read_quick(text: str, start: int, end: int) -> Mapping | None:
    """The mapping in a part of a text, just as `read_header` gives it; None if the part is empty,
    faulty, or not simple enough to be sure."""
    part = text[start:end]
    if "null:" in part or not part.replace("\r\n", "").replace("\n", "").isprintable():
        return None
    try:
        return _Reader(text, start, end).document(part)
    except NotSimple:
        return None


class _Reader:
    """Keeps the block collections that are open, each with its column, from the outermost on.

    A field or item without a value in its line is null at first. If a collection follows, it is
    opened, and takes the place of the null when it is closed: only then its end is known.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.root = Mapping({}, {}, start, start)
        self.open: list[tuple[int, _Block]] = [(0, self.root)]
        self.is_null = False
        """Whether the last field or item still waits for a value."""

    def document(self, part: str) -> Mapping:
        """Reads all lines; one that begins just like the field before belongs to its mapping."""
        fields, keys = self.root.fields, self.root.keys
        expected = ""
        starts = accumulate(map(len, part.splitlines(keepends=True)), initial=self.start)
        rows = _LINE.findall(self.text, self.start, self.end)
        for (lead, name, colon, plain, other, unknown), at in zip(rows, starts, strict=False):
            if lead != expected or not name:
                if unknown:
                    raise NotSimple
                if not (name or plain or other or "-" in lead):
                    continue
                block = self.place(lead, bool(name), at)
                expected = _NOWHERE
                if isinstance(block, Sequence):
                    block.items.append(
                        self.value(plain, other, at + len(lead), at + len(lead.rstrip()))
                    )
                    continue
                fields, keys = block.fields, block.keys
                expected = " " * len(lead)
            if name in keys:
                raise NotSimple
            key_start = at + len(lead)
            keys[name] = key_start
            start = key_start + len(name) + len(colon)
            if plain:
                fields[name] = new(Scalar, (plain, start, start + len(plain), True))
            else:
                fields[name] = self.value("", other, start, key_start + len(name) + 1)
                if self.is_null:
                    expected = _NOWHERE
        return self.whole()

    def whole(self) -> Mapping:
        """The outermost mapping, when all lines are read."""
        while len(self.open) > 1:
            self.close()
        fields, keys = self.root.fields, self.root.keys
        if not keys:
            raise NotSimple
        return Mapping(fields, keys, next(iter(keys.values())), _end(self.root))

    def place(self, lead: str, is_field: bool, at: int) -> _Block:
        """The collection, now the innermost, of the field or item in the line at an offset."""
        column = lead.find("-")
        is_item = column >= 0
        if not is_item:
            if not is_field:
                raise NotSimple
            column = len(lead)
        above, block = self.open[-1]
        is_deeper = column > above or (column == above and is_item and isinstance(block, Mapping))
        if self.is_null and is_deeper:
            block = self.begin(column, is_item, at + column)
        elif column != above or isinstance(block, Sequence) != is_item:
            block = self.find(column, is_item)
        self.is_null = False
        if is_field and isinstance(block, Sequence):
            start = at + len(lead)
            block.items.append(Scalar("", start, start, True))
            block = self.begin(len(lead), False, start)
        return block

    def begin(self, column: int, is_sequence: bool, start: int) -> _Block:
        """Opens a collection in the place of the last value."""
        if len(self.open) == MAX_DEPTH:
            raise NotSimple
        block = Sequence([], start, start) if is_sequence else Mapping({}, {}, start, start)
        self.open.append((column, block))
        return block

    def find(self, column: int, is_sequence: bool) -> _Block:
        """The open collection for a further field or item; those that are deeper are closed."""
        above, block = self.open[-1]
        while above != column or isinstance(block, Sequence) != is_sequence:
            if len(self.open) == 1 or above < column:
                raise NotSimple
            self.close()
            above, block = self.open[-1]
        return block

    def close(self) -> None:
        """Puts the innermost collection in its place in the one around it."""
        _, block = self.open.pop()
        _, around = self.open[-1]
        node: _Block
        if isinstance(block, Sequence):
            node = Sequence(block.items, block.start, _end(block))
        else:
            node = Mapping(block.fields, block.keys, block.start, _end(block))
        if isinstance(around, Sequence):
            around.items[-1] = node
        else:
            around.fields[next(reversed(around.fields))] = node

    def value(self, plain: str, other: str, start: int, null: int) -> Scalar | _Block:
        """What stands in a line from an offset on; where nothing stands, a null at another."""
        if plain:
            return Scalar(plain, start, start + len(plain), True)
        if not other:
            self.is_null = True
            return Scalar("", null, null, True)
        if other[0] in "'\"":
            return Scalar(other[1:-1], start, start + len(other), False)
        depth = len(self.open) + 1
        node = read_flat(other, start, depth) or read_flow(self.text, start, self.end, depth)
        if node.end != start + len(other) and not _AFTER_BRACKET.match(
            self.text, node.end, self.end
        ):
            raise NotSimple
        return node


def _end(block: _Block) -> int:
    """The end of the last value in a block collection."""
    if isinstance(block, Sequence):
        return block.items[-1].end
    return next(reversed(block.fields.values())).end
