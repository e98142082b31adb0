"""The quick reader of simple headers: the nodes that `header.py` composes, without libyaml.

Almost every header is a few dozen lines of `name: value`, lists and one-line brackets, which one
regular expression reads a line at a time. `_LINE` and the patterns of `quick_flow` say what is
understood; a header with anything else in it, or with a fault, is left to libyaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossierkit.text.nodes import Mapping, Scalar, Sequence
from dossierkit.text.quick_flow import (
    FIRST,
    KEY,
    LEAD,
    MAX_DEPTH,
    NAME,
    OPENING,
    PLAIN,
    QUOTED,
    NotSimple,
    new,
    read_flow,
    read_scalar,
)

_AT_END = r"(?! [^\r\n] )"
_INNER = r"[^:\#\r\n]*"
_LINE = re.compile(
    rf"""
      ( [ ]* (?: - (?: [ ]+ | {_AT_END} ) | ) )
      (?: ( {NAME} ) : (?: [ ]+ | {_AT_END} ) | )
      (?: ( {FIRST} {_INNER}
            (?: (?= \n ) | (?: (?: : (?= [^ \r\n] ) | (?<! [ ] ) \# ) {_INNER} )* ) (?<! [ ] ) )
        | {QUOTED}
        | ( [\[{{] ) [^\r\n]*
        | )
      (?: \n | [ ]* (?: (?<! [^ \n] ) \# [^\r\n]* | ) \r? (?: \n | \Z ) )
    | ( . )
    """,
    re.VERBOSE,
)
"""A line with its end: blanks and perhaps a dash, perhaps a name, perhaps a value or a bracket with
all that follows, perhaps a comment; or else one character that isn't understood."""
_AFTER_BRACKET = re.compile(r"(?: +#.*| *)\r?(?:\n|\Z)")
_NOWHERE = "\n"
"""What no line begins with."""


def read_quick(text: str, start: int, end: int) -> Mapping | None:
    """The mapping in a part of a text, just as `read_header` gives it; None if the part is empty,
    faulty, or not simple enough to be sure."""
    part = text[start:end]
    if "null:" in part or not part.replace("\r\n", "").replace("\n", "").isprintable():
        return None
    try:
        return _Reader(start).document(_LINE.finditer(text, start, end))
    except NotSimple:
        return None


class _Reader:
    """Keeps the block collections that are open, each with its column, from the outermost on.

    A field or item without a value in its line is null at first. If a collection follows, it is
    opened, and takes the place of the null when it is closed: only then its end is known.
    """

    def __init__(self, start: int) -> None:
        self.root = Mapping({}, {}, start, start)
        self.open: list[tuple[int, Mapping | Sequence]] = [(0, self.root)]
        self.last_end = start
        """Where the last value ends that isn't a block collection."""
        self.is_null = False
        """Whether the last field or item still waits for a value."""

    def document(self, lines: Iterator[re.Match[str]]) -> Mapping:
        """Reads all lines; one that begins just like the field before belongs to its mapping."""
        fields, keys = self.root.fields, self.root.keys
        lead = ""
        for line in lines:
            kind = line.lastindex
            begins, name = line.group(LEAD, KEY)
            if begins != lead or name is None:
                if kind == LEAD and "-" not in begins:
                    continue
                block = self.place(line)
                if isinstance(block, Sequence):
                    block.items.append(self.value(line))
                    lead = _NOWHERE
                    continue
                fields, keys = block.fields, block.keys
                lead = " " * len(begins)
            if name in keys:
                raise NotSimple
            keys[name] = line.start(KEY)
            if kind == PLAIN:
                start, end = line.span(PLAIN)
                fields[name] = new(Scalar, (line[PLAIN], start, end, True))
                self.last_end = end
            else:
                fields[name] = self.value(line)
                if self.is_null:
                    lead = _NOWHERE
        return self.whole()

    def whole(self) -> Mapping:
        """The outermost mapping, when all lines are read."""
        while len(self.open) > 1:
            self.close()
        fields, keys = self.root.fields, self.root.keys
        if not keys:
            raise NotSimple
        return Mapping(fields, keys, next(iter(keys.values())), self.last_end)

    def place(self, line: re.Match[str]) -> Mapping | Sequence:
        """The collection that the field or item of a line belongs to, now the innermost."""
        begins, name = line.group(LEAD, KEY)
        is_item = begins is not None and "-" in begins
        if not is_item and name is None:
            raise NotSimple
        column = begins.index("-") if is_item else len(begins)
        above, block = self.open[-1]
        is_unindented = is_item and column == above and isinstance(block, Mapping)
        if self.is_null and (column > above or is_unindented):
            self.begin(column, is_item, line.start() + column)
        else:
            self.close_down_to(column, is_item)
        self.is_null = False
        block = self.open[-1][1]
        if name is not None and isinstance(block, Sequence):
            start = line.start(KEY)
            block.items.append(Scalar("", start, start, True))
            self.begin(len(begins), False, start)
        return self.open[-1][1]

    def begin(self, column: int, is_sequence: bool, start: int) -> None:
        """Opens a collection in the place of the last value."""
        if len(self.open) == MAX_DEPTH:
            raise NotSimple
        block = Sequence([], start, start) if is_sequence else Mapping({}, {}, start, start)
        self.open.append((column, block))

    def close_down_to(self, column: int, is_sequence: bool) -> None:
        """Closes what is deeper than a column, so that the next field or item fits."""
        above, block = self.open[-1]
        while above != column or isinstance(block, Sequence) != is_sequence:
            if len(self.open) == 1 or above < column:
                raise NotSimple
            self.close()
            above, block = self.open[-1]

    def close(self) -> None:
        """Puts the innermost collection in its place in the one around it."""
        _, block = self.open.pop()
        _, around = self.open[-1]
        node: Sequence | Mapping
        if isinstance(block, Sequence):
            node = Sequence(block.items, block.start, self.last_end)
        else:
            node = Mapping(block.fields, block.keys, block.start, self.last_end)
        if isinstance(around, Sequence):
            around.items[-1] = node
        else:
            around.fields[next(reversed(around.fields))] = node

    def value(self, line: re.Match[str]) -> Scalar | Sequence | Mapping:
        """What stands in a line behind a name or a dash."""
        kind = line.lastindex
        node: Scalar | Sequence | Mapping
        if kind == OPENING:
            node = read_flow(line, len(self.open))
            if not _AFTER_BRACKET.match(line.string, node.end, line.endpos):
                raise NotSimple
        elif kind == KEY or kind == LEAD:
            at = line.end(KEY) + 1 if kind == KEY else line.start() + line[LEAD].index("-") + 1
            node = Scalar("", at, at, True)
            self.is_null = True
        else:
            node = read_scalar(line, kind or PLAIN)
        self.last_end = node.end
        return node
