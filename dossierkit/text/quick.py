"""The quick reader of simple headers: the nodes that `header.py` composes, without libyaml.

Almost every header is a few dozen lines of `name: value`, lists and one-line brackets, which one
regular expression takes apart. `_LINE` and the patterns of `quick_flow` say what is understood; a
header with anything else in it, or with a fault, is left to libyaml.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from dossierkit.text.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from dossierkit.text.quick_flow import FIRST, NAME, QUOTED, NotSimple, new, read_flat, read_flow

_AT_END = r"(?! [^\r\n] )"
_INNER = r"[^:\#\r\n]*"
_LINE = re.compile(
    rf"""
      ( [ ]*+ (?: - (?: [ ]++ | {_AT_END} ) | ) )
      (?: ( {NAME} ) ( : (?: [ ]++ | {_AT_END} ) ) | )
      (?: ( {FIRST} {_INNER}
            (?: (?= \n ) | (?: (?: : (?= [^ \r\n] ) | (?<! [ ] ) \# ) {_INNER} )* ) (?<! [ ] ) )
        | ( {QUOTED} | [\[{{] [^\r\n]*+ )
        | )
      (?: \n | [ ]*+ (?: (?<! [^ \n] ) \# [^\r\n]*+ | ) \r? (?: \n | \Z ) )
    | ( . ++ )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A line with its end: blanks and perhaps a dash, perhaps a name with its colon, perhaps a value or
a bracket with all that follows, perhaps a comment; or else all the rest, which isn't understood."""
_AFTER_BRACKET = re.compile(rf"(?: [ ]+ \# | [ ]* {_AT_END} )", re.VERBOSE)
_NOWHERE = "\n"
"""What no line begins with."""


class _Block(NamedTuple):
    """A block collection that is still open: a sequence if it has items, else a mapping."""

    column: int
    items: list[Node] | None
    fields: dict[str, Node]
    keys: dict[str, int]
    start: int


def read_quick(text: str, start: int, end: int) -> Mapping | None:
    """The mapping in a part of a text, just as `compose` gives it; None if the part is empty,
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
        self.open: list[_Block] = [_Block(0, None, {}, {}, start)]
        self.is_null = False
        """Whether the last field or item still waits for a value."""

    def document(self, part: str) -> Mapping:
        """Reads all lines; one that begins just like the field before belongs to its mapping."""
        _, items, fields, keys, _ = self.open[0]
        expected = ""
        starts = accumulate(map(len, part.splitlines(keepends=True)), initial=self.start)
        rows = _LINE.findall(self.text, self.start, self.end)
        for (lead, name, colon, plain, other, unknown), at in zip(rows, starts, strict=False):
            if lead != expected or not name:
                if not (name or plain or other or unknown or "-" in lead):
                    continue
                if unknown:
                    raise NotSimple
                _, items, fields, keys, _ = self.place(lead, bool(name), at)
                expected = " " * len(lead) if name else _NOWHERE
            start = at + len(lead) + len(name) + len(colon)
            value: Node
            if plain:
                value = new(Scalar, (plain, start, start + len(plain), True))
            elif other:
                value = self.marked(other, start)
            else:
                null = start - len((colon or lead).lstrip()) + 1
                value = new(Scalar, ("", null, null, True))
                self.is_null = True
                expected = _NOWHERE
            if items is not None:
                items.append(value)
                continue
            if name in keys:
                raise NotSimple
            keys[name] = at + len(lead)
            fields[name] = value
        return self.whole()

    def whole(self) -> Mapping:
        """The outermost mapping, when all lines are read."""
        while len(self.open) > 1:
            self.close()
        _, _, fields, keys, _ = self.open[0]
        if not keys:
            raise NotSimple
        last = next(reversed(fields.values()))
        return Mapping(fields, keys, next(iter(keys.values())), last.end)

    def place(self, lead: str, is_field: bool, at: int) -> _Block:
        """The collection, now the innermost, of the field or item in the line at an offset."""
        column = lead.find("-")
        is_item = column >= 0
        if not is_item:
            if not is_field:
                raise NotSimple
            column = len(lead)
        block = self.open[-1]
        is_inside = column > block.column or (
            column == block.column and is_item and block.items is None
        )
        if self.is_null and is_inside:
            block = self.begin(column, is_item, at + column)
        else:
            while block.column != column or (block.items is not None) != is_item:
                if len(self.open) == 1:
                    raise NotSimple
                block = self.close()
        self.is_null = False
        if is_field and block.items is not None:
            start = at + len(lead)
            block.items.append(Scalar("", start, start, True))
            block = self.begin(len(lead), False, start)
        return block

    def begin(self, column: int, is_sequence: bool, start: int) -> _Block:
        """Opens a collection in the place of the last value."""
        if len(self.open) == MAX_DEPTH:
            raise NotSimple
        block = _Block(column, [] if is_sequence else None, {}, {}, start)
        self.open.append(block)
        return block

    def close(self) -> _Block:
        """Puts the innermost collection in its place in the one around it, which is now the
        innermost."""
        _, items, fields, keys, start = self.open.pop()
        node: Node
        if items is None:
            last = next(reversed(fields.values()))
            node = new(Mapping, (fields, keys, start, last.end))
        else:
            node = new(Sequence, (items, start, items[-1].end))
        around = self.open[-1]
        if around.items is None:
            around.fields[next(reversed(around.fields))] = node
        else:
            around.items[-1] = node
        return around

    def marked(self, part: str, start: int) -> Node:
        """A value in quotes or brackets, from an offset on."""
        if part[0] in "'\"":
            return Scalar(part[1:-1], start, start + len(part), False)
        depth = len(self.open) + 1
        node = read_flat(part, start, depth) or read_flow(self.text, start, self.end, depth)
        is_all = node.end == start + len(part)
        if not (is_all or _AFTER_BRACKET.match(self.text, node.end, self.end)):
            raise NotSimple
        return node
