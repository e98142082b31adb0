"""The words of a dossier by what they are, for an editor that colours them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from dossierkit.editor.declared import entry_at, item_type
from dossierkit.editor.document import Document, Placed
from dossierkit.editor.occurrences import occurrences
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import OPT_OUT, YES_NO, Choice
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence

KINDS = ("property", "enumMember", "number", "variable", "keyword", "decorator")
"""Fields, values of a choice, days and amounts, ids, events of the log, tags."""

_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?\b")
_HEAD = re.compile(
    r"[-*][ \t]+(?P<day>\d{4}-\d\d-\d\d)(?:[ \t]+\d{1,2}:\d\d)?[ \t]+(?P<event>[A-Za-z-]+)"
    r"(?:[ \t]+(?P<way>in|out)\b)?(?:[ \t]+(?P<money>[A-Z]{3}[ \t]+[\d,.]+\d))?"
)
_TAG = re.compile(r"(?<![^\s(])#[^\W_][\w-]*")


class Token(NamedTuple):
    """Some characters of one line, and what they are (`KINDS`)."""

    start: int
    end: int
    kind: str


def tokens(document: Document, dossier: Dossier[Any] | None, custom: Any) -> list[Token]:
    """The words of a file as it stands, by place, none over another; none if it can't be read."""
    where = document.placed
    if where is None or dossier is None:
        return []
    text = document.text
    found = [Token(one.start, one.end, "variable") for one in occurrences(document)]
    found += _in_header(text, where, dossier.header, (), custom)
    for line in dossier.log.lines:
        found += _in_log(text, dossier.source.start_of(line.line))
    kept: list[Token] = []
    for token in sorted(found):
        is_free = not kept or kept[-1].end <= token.start
        if is_free and "\n" not in text[token.start : token.end]:
            kept.append(token)
    return kept


def _in_header(
    text: str, where: Placed, node: Node, path: tuple[str, ...], custom: Any
) -> Iterator[Token]:
    if isinstance(node, Mapping):
        for name, value in node.fields.items():
            key = node.keys[name]
            if text.startswith(name, key):
                yield Token(key, key + len(name), "property")
            yield from _in_header(text, where, value, (*path, name), custom)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _in_header(text, where, item, path, custom)
    elif not node.is_null:
        yield from _value(text, where, node, path, custom)


def _value(
    text: str, where: Placed, node: Scalar, path: tuple[str, ...], custom: Any
) -> Iterator[Token]:
    entry = entry_at(where, path, custom)
    field = item_type(entry.type) if entry else None
    if isinstance(field, Choice) or field in (YES_NO, OPT_OUT):
        yield Token(node.start, node.end, "enumMember")
    elif day := _DAY.match(text, node.start):
        yield Token(*day.span(), "number")


def _in_log(text: str, start: int) -> Iterator[Token]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    head = _HEAD.match(text, start, end)
    if head is None:
        return
    for group, kind in (
        ("day", "number"),
        ("event", "keyword"),
        ("way", "keyword"),
        ("money", "number"),
    ):
        if head[group]:
            yield Token(*head.span(group), kind)
    for tag in _TAG.finditer(text, head.end(), end):
        yield Token(*tag.span(), "decorator")
