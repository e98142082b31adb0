"""The parts of a file: what an editor lists, folds and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from dossierkit.editor.document import Document
from dossierkit.schema.dossier import Dossier
from dossierkit.text.fence import Span
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.places import line_end, real_end

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_CODE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[ \t]*\r?$|\Z)", re.MULTILINE | re.DOTALL)


class Symbol(NamedTuple):
    """A part of a file: `whole` with all that is in it, `name_span` its name."""

    name: str
    detail: str
    kind: Literal["field", "group", "section", "event"]
    whole: Span
    name_span: Span
    inner: tuple[Symbol, ...] = ()


def symbols(document: Document, dossier: Dossier[Any] | None) -> list[Symbol]:
    """The fields of a header, the sections below it, and the lines of the log. `dossier` is the
    file as it stands, or None if it can't be read."""
    found: list[Symbol] = []
    if dossier is not None:
        found += _fields(document.text, dossier.header)
    found += _sections(document, dossier)
    return found


def _fields(text: str, header: Mapping) -> Iterator[Symbol]:
    for name, node in header.fields.items():
        key = header.keys[name]
        end = max(real_end(text, node), key + len(name))
        inner = tuple(_fields(text, node)) if isinstance(node, Mapping) else ()
        kind: Literal["field", "group"] = "group" if inner else "field"
        yield Symbol(name, _value(node), kind, Span(key, end), Span(key, key + len(name)), inner)


def _value(node: Node) -> str:
    """What stands in a field, in short; of a collection how much."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())[:60]
    return f"[{len(node.items)}]" if isinstance(node, Sequence) else ""


def _sections(document: Document, dossier: Dossier[Any] | None) -> Iterator[Symbol]:
    text = document.text
    heads = headings(document)
    for number, (level, title, span) in enumerate(heads):
        later = (one.span.start for one in heads[number + 1 :] if one.level <= level)
        whole = Span(span.start, _trimmed(text, span.start, next(later, len(text))))
        inner = tuple(_events(text, dossier, whole)) if title.casefold() == "log" else ()
        yield Symbol(title, "", "section", whole, span, inner)


def _events(text: str, dossier: Dossier[Any] | None, section: Span) -> Iterator[Symbol]:
    for line in dossier.log.lines if dossier else ():
        start = dossier.source.start_of(line.line) if dossier else 0
        if section.start <= start < section.end:
            span = Span(start, line_end(text, start))
            title = f"{line.date} {line.event}"
            way = "" if line.direction in (None, "both") else f"{line.direction}: "
            yield Symbol(title, f"{way}{line.text[:60]}", "event", span, span)


class Heading(NamedTuple):
    """A heading of the notes: its level from 1, its words, its line."""

    level: int
    title: str
    span: Span


def headings(document: Document) -> list[Heading]:
    """The headings below the header, those in code left out."""
    body = document.body
    if body is None:
        return []
    code = [match.span() for match in _CODE.finditer(document.text, body.start)]
    return [
        Heading(
            len(match[1]), match[2], Span(match.start(), line_end(document.text, match.start()))
        )
        for match in _HEADING.finditer(document.text, body.start)
        if not any(start <= match.start() < end for start, end in code)
    ]


def folds(document: Document, dossier: Dossier[Any] | None) -> list[Span]:
    """What can be folded: the header, fields of several lines, sections, long log lines."""
    text = document.text
    found: list[Span] = []
    if document.body is not None:
        found.append(Span(0, _trimmed(text, 0, document.body.start)))
    for symbol in symbols(document, dossier):
        found += [one.whole for one in (symbol, *symbol.inner)]
    for item in _long_lines(text, dossier):
        found.append(item)
    return sorted({span for span in found if "\n" in text[span.start : span.end]})


def _long_lines(text: str, dossier: Dossier[Any] | None) -> Iterator[Span]:
    """The log lines that go on in the next ones."""
    for line in dossier.log.lines if dossier else ():
        start = dossier.source.start_of(line.line) if dossier else 0
        end = line_end(text, start)
        while re.match(r"\r?\n[ \t]+\S", text[end : end + 200]):
            end = line_end(text, text.find("\n", end) + 1)
        yield Span(start, end)


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a part without the blank lines behind it."""
    return start + len(text[start:end].rstrip())
