"""Edits inside brackets: entries that go or come, all others untouched."""

from __future__ import annotations

import re

from dossierkit.text.fence import Span
from dossierkit.text.nodes import Mapping, Node, Sequence
from dossierkit.text.scalar import write_scalar
from dossierkit.text.value import Value, write_entry, write_flow

_COMMA = re.compile(r"\s*,")


def replace_in_flow(text: str, key: int, node: Node, value: Value) -> str:
    """The text with another value behind a name that begins at `key`."""
    if node.end > node.start:
        if isinstance(value, str):
            new = write_scalar(value, in_flow=True, like=text[node.start])
        else:
            new = write_flow(value)
        return text[: node.start] + new + text[node.end :]
    place = key + len(text[key : node.start].rstrip())
    colon = " " if text[place - 1] == ":" else ": "
    rest = text[place:].lstrip(" ")
    return text[:place] + colon + write_flow(value) + rest


def insert_field(text: str, mapping: Mapping, name: str, value: Value) -> str:
    """The text with one more field at the end of the braces."""
    return _insert(text, mapping, entries(mapping), len(mapping.fields), write_entry(name, value))


def insert_item(text: str, sequence: Sequence, index: int, value: Value) -> str:
    """The text with one more item in the brackets, before the one that has that index."""
    return _insert(text, sequence, entries(sequence), index, write_flow(value))


def remove_entry(text: str, collection: Mapping | Sequence, index: int) -> str:
    """The text without an entry and one comma; the comments of others stay."""
    spans = entries(collection)
    start, end = spans[index]
    if index + 1 < len(spans):
        after = spans[index + 1].start
        if "#" in text[end:after]:
            after = text.index(",", end) + 1
        return text[:start] + text[after:]
    if index and "#" not in text[spans[index - 1].end : start]:
        start = spans[index - 1].end
    elif comma := _COMMA.match(text, end):
        end = comma.end()
    return text[:start] + text[end:]


def entries(collection: Mapping | Sequence) -> list[Span]:
    """Where the entries of a collection stand, from the name to the end of the value."""
    if isinstance(collection, Sequence):
        return [Span(item.start, item.end) for item in collection.items]
    keys = collection.keys
    return [Span(keys[name], node.end) for name, node in collection.fields.items()]


def _insert(
    text: str, collection: Mapping | Sequence, spans: list[Span], index: int, entry: str
) -> str:
    if index:
        place = spans[index - 1].end
        return text[:place] + ", " + entry + text[place:]
    place = collection.start + 1
    if spans:
        place = spans[0].start
        return text[:place] + entry + ", " + text[place:]
    inside = text[place : collection.end - 1]
    return text[:place] + entry + ("" if inside.isspace() else inside) + text[collection.end - 1 :]
