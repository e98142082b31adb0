"""What stands in one line of a simple header: quoted values, and brackets with what is in them."""

from __future__ import annotations

import re
from typing import Any

from dossierkit.text.header import MAX_DEPTH, Mapping, Node, Scalar, Sequence

LEAD, KEY, PLAIN, DOUBLE, SINGLE, OPENING, JUNK = range(1, 8)
"""The groups of the patterns; the last one that takes part tells what a match has for a value."""

NAME = r"(?!null:)[^\W\d][\w-]{0,99}"
"""A name of a field; libyaml refuses one with its colon more than 1024 characters away."""
FIRST = r"""(?: [^\s!"#%&'*,\-:>?@\[\]`{|}] | - (?= \w ) )"""
"""What a plain value begins with: none of the characters that mean something to YAML."""
QUOTED = r"""( " [^"\\\r\n]* " ) | ( ' [^'\r\n]* ' )"""
"""Nothing to unescape and nothing to fold: the value is the text between the quotes."""

_INNER = r"[^,\[\]{}?:\#\r\n]*"
_ENTRY = re.compile(
    rf"""
      ( [ ]* )
      (?: ( {NAME} ) : [ ]+ )?
      (?: (?: ( {FIRST} {_INNER} (?: : (?= [\w/] ) {_INNER} )* (?<! [ ] ) ) | {QUOTED} )
          [ ]* [,\]}}]
        | ( [\[{{] )
      )
    """,
    re.VERBOSE,
)
"""Perhaps a name, then a value with what ends it, or the bracket that begins one."""
_EMPTY = re.compile(r"\[ *\]|\{ *\}")
_END = re.compile(r" *[,\]}]")

new: Any = tuple.__new__
"""Makes a named tuple in half the time."""


class NotSimple(Exception):
    """Something that libyaml has to read, or to refuse."""


def read_scalar(match: re.Match[str], kind: int) -> Scalar:
    """The plain or quoted value of a match; its place includes the quotes."""
    start, end = match.span(kind)
    text = match[kind]
    scalar: Scalar
    if kind == PLAIN:
        scalar = new(Scalar, (text, start, end, True))
    else:
        scalar = new(Scalar, (text[1:-1], start, end, False))
    return scalar


def read_flow(match: re.Match[str], depth: int) -> Sequence | Mapping:
    """The collection whose bracket a match ends with; it stands in `depth` others."""
    text, start, limit = match.string, match.start(OPENING), match.endpos
    if depth == MAX_DEPTH:
        raise NotSimple
    is_sequence = text[start] == "["
    items: list[Node] = []
    fields: dict[str, Node] = {}
    keys: dict[str, int] = {}
    empty = _EMPTY.match(text, start, limit)
    end = empty.end() if empty else start + 1
    mark = "" if empty else ","
    while mark == ",":
        entry = _ENTRY.match(text, end, limit)
        if entry is None:
            raise NotSimple
        name = entry[KEY]
        if (name is None) != is_sequence or name in keys:
            raise NotSimple
        node, end = _value(entry, depth + 1)
        mark = text[end - 1]
        if is_sequence:
            items.append(node)
        else:
            keys[name] = entry.start(KEY)
            fields[name] = node
    if not empty and mark != ("]" if is_sequence else "}"):
        raise NotSimple
    return Sequence(items, start, end) if is_sequence else Mapping(fields, keys, start, end)


def _value(entry: re.Match[str], depth: int) -> tuple[Node, int]:
    """The value of an entry, and the end of the comma or bracket behind it."""
    kind = entry.lastindex
    if kind != OPENING:
        return read_scalar(entry, kind or PLAIN), entry.end()
    node = read_flow(entry, depth)
    end = _END.match(entry.string, node.end, entry.endpos)
    if end is None:
        raise NotSimple
    return node, end.end()
