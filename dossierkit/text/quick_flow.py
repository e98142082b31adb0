"""What stands in one line of a simple header: quoted values, and brackets with what is in them."""

from __future__ import annotations

import re
from typing import Any

from dossierkit.text.header import MAX_DEPTH
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence

LEAD, KEY, PLAIN, _DOUBLE, _SINGLE, OPENING = range(1, 7)
"""The groups of the patterns; the last one that takes part tells what a match has for a value."""

NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
"""A name of a field; libyaml refuses one with its colon more than 1024 characters away."""
FIRST = r"""(?: [^ \r\n!"\#%&'*,\-:>?@\[\]`{|}] | - (?= [A-Za-z0-9] ) )"""
"""What a plain value begins with: none of the characters that mean something to YAML."""
QUOTED = r"""( " [^"\\\r\n]* " ) | ( ' [^'\r\n]* ' )"""
"""Nothing to unescape and nothing to fold: the value is the text between the quotes."""

_INNER = r"[^,\[\]{}?:\#\r\n]*"
_ENTRY = re.compile(
    rf"""
      ( [ ]* )
      (?: ( {NAME} ) : [ ]+ | )
      (?: (?: ( {FIRST} {_INNER} (?: (?= [,\]}}] ) | (?: : (?= [\w/] ) {_INNER} )* ) (?<! [ ] ) )
            | {QUOTED} )
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


def read_scalar(match: re.Match[str]) -> Scalar:
    """The plain or quoted value of a match; its place includes the quotes."""
    kind = match.lastindex or PLAIN
    start, end = match.span(kind)
    text, is_plain = match[kind], kind == PLAIN
    scalar: Scalar = new(Scalar, (text if is_plain else text[1:-1], start, end, is_plain))
    return scalar


def read_flow(text: str, start: int, limit: int, depth: int) -> Sequence | Mapping:
    """The collection whose bracket opens at `start`, all before `limit`; it is the depth-th."""
    if depth > MAX_DEPTH:
        raise NotSimple
    is_sequence = text[start] == "["
    items: list[Node] = []
    fields: dict[str, Node] = {}
    keys: dict[str, int] = {}
    empty = _EMPTY.match(text, start, limit)
    mark, end = ("", empty.end()) if empty else (",", start + 1)
    while mark == ",":
        entry = _ENTRY.match(text, end, limit)
        if entry is None:
            raise NotSimple
        name = entry[KEY]
        if (name is None) is not is_sequence or name in keys:
            raise NotSimple
        if entry.lastindex == OPENING:
            node, end = _nested(entry, depth + 1)
        else:
            node, end = read_scalar(entry), entry.end()
        mark = text[end - 1]
        if is_sequence:
            items.append(node)
        else:
            keys[name] = entry.start(KEY)
            fields[name] = node
    if mark == ("}" if is_sequence else "]"):
        raise NotSimple
    return Sequence(items, start, end) if is_sequence else Mapping(fields, keys, start, end)


def _nested(entry: re.Match[str], depth: int) -> tuple[Node, int]:
    """The collection that an entry opens, and the end of the comma or bracket behind it."""
    node = read_flow(entry.string, entry.start(OPENING), entry.endpos, depth)
    end = _END.match(entry.string, node.end, entry.endpos)
    if end is None:
        raise NotSimple
    return node, end.end()
