"""What stands in one line of a simple header: quoted values, and brackets with what is in them."""

from __future__ import annotations

import re
from typing import Any

from dossierkit.text.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence

NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
"""A name of a field; libyaml refuses one with its colon more than 1024 characters away."""
FIRST = r"""(?: [^ \r\n!"\#%&'*,\-:>?@\[\]`{|}] | - (?= [A-Za-z0-9] ) )"""
"""What a plain value begins with: none of the characters that mean something to YAML."""
QUOTED = r"""(?: " [^"\\\r\n]* " | ' [^'\r\n]* ' )"""
"""Nothing to unescape and nothing to fold: the value is the text between the quotes."""

_INNER = r"[^,\[\]{}?:\#\r\n]*"
_WORDS = rf"{FIRST} {_INNER} (?<! [ ] )"
_FLAT = re.compile(
    rf"""
      \[ {_WORDS} (?: , [ ] {_WORDS} )* \]
    | \{{ {NAME} : [ ] {_WORDS} (?: , [ ] {NAME} : [ ] {_WORDS} )* \}}
    """,
    re.VERBOSE,
)
"""A list or fields of plain values, with the usual blanks."""
_ENTRY = re.compile(
    rf"""
      [ ]* (?: ( {NAME} ) : [ ]+ | )
      (?: (?: ( {FIRST} {_INNER} (?: : (?= [\w/] ) {_INNER} )* (?<! [ ] ) ) | ( {QUOTED} ) )
          [ ]* [,\]}}]
        | ( [\[{{] ) )
    """,
    re.VERBOSE,
)
"""Perhaps a name, then a value with what ends it, or the bracket that begins one."""
_KEY, _PLAIN, _QUOTED, _OPENING = range(1, 5)
_EMPTY = re.compile(r"\[ *\]|\{ *\}")
_END = re.compile(r" *[,\]}]")

new: Any = tuple.__new__
"""Makes a named tuple in half the time."""


class NotSimple(Exception):
    """Something that libyaml has to read, or to refuse."""


def read_flat(part: str, start: int, depth: int) -> Sequence | Mapping | None:
    """The collection that a part of a line is, if it is flat and full of plain values."""
    if depth > MAX_DEPTH or not _FLAT.fullmatch(part):
        return None
    entries = part[1:-1].split(", ")
    at = start + 1
    if part[0] == "[":
        items: list[Node] = []
        for text in entries:
            end = at + len(text)
            items.append(new(Scalar, (text, at, end, True)))
            at = end + 2
        sequence: Sequence = new(Sequence, (items, start, at - 1))
        return sequence
    fields: dict[str, Node] = {}
    keys: dict[str, int] = {}
    for entry in entries:
        name, _, text = entry.partition(": ")
        end = at + len(entry)
        keys[name] = at
        fields[name] = new(Scalar, (text, end - len(text), end, True))
        at = end + 2
    if len(keys) < len(entries):
        raise NotSimple
    mapping: Mapping = new(Mapping, (fields, keys, start, at - 1))
    return mapping


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
        if entry is None or (entry[_KEY] is None) is not is_sequence or entry[_KEY] in keys:
            raise NotSimple
        node, end = _value(entry, depth)
        mark = text[end - 1]
        if is_sequence:
            items.append(node)
        else:
            keys[entry[_KEY]] = entry.start(_KEY)
            fields[entry[_KEY]] = node
    if mark == ("}" if is_sequence else "]"):
        raise NotSimple
    return Sequence(items, start, end) if is_sequence else Mapping(fields, keys, start, end)


def _value(entry: re.Match[str], depth: int) -> tuple[Node, int]:
    """The value of an entry, and the end of the comma or bracket behind it."""
    kind = entry.lastindex or _PLAIN
    start, end = entry.span(kind)
    if kind == _PLAIN:
        return Scalar(entry[_PLAIN], start, end, True), entry.end()
    if kind == _QUOTED:
        return Scalar(entry[_QUOTED][1:-1], start, end, False), entry.end()
    node = read_flow(entry.string, start, entry.endpos, depth + 1)
    closing = _END.match(entry.string, node.end, entry.endpos)
    if closing is None:
        raise NotSimple
    return node, closing.end()
