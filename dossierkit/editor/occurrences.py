"""Every place in a file that names another dossier by its id, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.book.identity import Identity
from dossierkit.book.mentions import Searcher
from dossierkit.editor.declared import REFERENCES
from dossierkit.editor.document import STORIES, Document
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence

_LINK = re.compile(r"\[\[([^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\]")
_BY = re.compile(
    r"^[-*][ \t]+\d{4}-\d\d-\d\d(?:[ \t]+\d{1,2}:\d\d)?[ \t]+[A-Za-z-]{1,20}[^:\n]{0,99}?"
    r"\bby[ \t]+([a-z0-9-]+)[ \t]*:",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"://|www\.|@")


class Occurrence(NamedTuple):
    """An id from `start` up to `end`; `kind` is that of the dossier that is meant, empty if it may
    be any. In free text (`is_loose`) it stands alone, without brackets around it."""

    kind: str
    id: str
    start: int
    end: int
    is_loose: bool = False


def occurrences(document: Document) -> list[Occurrence]:
    """The ids of other dossiers in a file, by place; while its header can't be read, only those
    below it."""
    where = document.placed
    if where is None:
        return []
    header, body, text = document.nodes, document.body, document.text
    found: list[Occurrence] = list(_in_header(where.kind, header, text)) if header else []
    if body is not None:
        found += map(_linked, _LINK.finditer(text, body.start))
        members = _BY.finditer(text, body.start)
        found += [Occurrence("member", one[1], *one.span(1)) for one in members]
    return sorted(set(found), key=lambda one: one.start)


def _linked(link: re.Match[str]) -> Occurrence:
    """The id in a link, without the blanks around it."""
    word = link[1].strip()
    start = link.start(1) + len(link[1]) - len(link[1].lstrip())
    return Occurrence("", word, start, start + len(word))


def occurrence_at(found: list[Occurrence], offset: int) -> Occurrence | None:
    """The one that a place is in, or right behind."""
    return next((one for one in found if one.start <= offset <= one.end), None)


def loose(document: Document, dossier_id: str) -> list[Occurrence]:
    """Where an id stands alone in the notes or the log of a dossier, outside of addresses."""
    body = document.body
    if body is None or "-" not in dossier_id or dossier_id not in document.text:
        return []
    text = document.text[body.start :]
    words = re.finditer(r"\S+", text)
    taken = [word.span() for word in words if _ADDRESS.search(word[0])]
    found = []
    for mention in Searcher(Identity((dossier_id,))).search(text):
        said = text[mention.start : mention.end]
        around = text[max(mention.start - 1, 0) : mention.start] + text[mention.end :][:1]
        is_part = "-" in around or any(start <= mention.start < end for start, end in taken)
        if said == dossier_id and not is_part:
            start, end = mention.start + body.start, mention.end + body.start
            found.append(Occurrence("", dossier_id, start, end, True))
    return found


def _in_header(kind: str, header: Mapping, text: str) -> Iterator[Occurrence]:
    for path, scalar in _scalars(header, ()):
        names = path[1:] if kind == STORIES else path
        target = REFERENCES.get((kind, names))
        if names in (("country",), ("holidays", "calendar")) and kind in ("customer", "company"):
            target = "country"
        word = scalar.text.strip()
        if target is None or not word or scalar.is_null:
            continue
        start = text.find(word, scalar.start, scalar.end)
        if start >= 0:
            dossier_id = word.lower() if target == "country" else word
            yield Occurrence(target, dossier_id, start, start + len(word))


def _scalars(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """The single values of a header, each with the names that lead to it."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, path)
    else:
        for name, value in node.fields.items():
            yield from _scalars(value, (*path, name))
