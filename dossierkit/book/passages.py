"""What a text says of one person, and nothing beyond it: the field, the log line, the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from dossierkit.book.mentions import Mention, Searcher
from dossierkit.text.fence import Parts, Span, split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.source import Source

Kind = Literal["field", "comment", "log", "text"]

_BULLET = re.compile(r"^[-*][ \t]+")
_BLOCK_MARK = re.compile(r"^[|>][-+\d]*\s")
_LOG = re.compile(r"[-*][ \t]+(\d{4}-\d{2}-\d{2})(?:[ \t]+\d{1,2}:\d{2})?[ \t]+([a-z-]+)[^:\n]*:")
_BEGINS = re.compile(r"[-*][ \t]+|#|\||---|[A-Za-z][\w-]*:(?:\s|$)")
_STANDS_ALONE = re.compile(r"#|---")
_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?:\s+|$)|[。！？]+[”』」）]*")
_SHORT = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Tel|Sr|Sra|Mme|ca|e\.g|i\.e|z\.B|Inc|Ltd|Co|incl|approx)"
    r"|(?<!\w)\w|(?<![\w.,/-])\d\d?)\.\s*$",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """A place (line from 1) and what stands there of the person.

    `field` is the dotted path of a field; `date` and `event` are those of a log line.
    """

    line: int
    kind: Kind
    text: str
    field: str = ""
    date: str = ""
    event: str = ""


class Passages(NamedTuple):
    """What tells of somebody, and the mentions that may mean somebody else."""

    found: tuple[Passage, ...]
    doubtful: tuple[Mention, ...]


class _Unit(NamedTuple):
    """A part of a text that belongs together: a field's value, a comment, a bullet, a paragraph.

    `whole` is what is told of it where not the sentence is told; `words` is how far behind its
    start its words begin.
    """

    start: int
    end: int
    kind: Kind
    field: str = ""
    whole: str = ""
    words: int = 0


def passages(
    source: Source, searcher: Searcher, *, is_near: bool, besides: Iterable[Span] = ()
) -> Passages:
    """What a text says of a person, in order, `besides` the parts of it that are told whole.

    `is_near` is true of the files of the person's company: there a first name that nobody else in
    the book has means them; elsewhere it does so only beside a surer mention.
    """
    known = list(besides)
    mentions = [
        mention
        for mention in searcher.search(source.text)
        if not any(span.start <= mention.start < span.end for span in known)
    ]
    if not mentions:
        return Passages((), ())
    found: list[Passage] = []
    doubtful: list[Mention] = []
    for unit in _units(source):
        inside = [m for m in mentions if m.start < unit.end and unit.start < m.end]
        is_sure = any(m.grade == "sure" for m in inside)
        if is_sure or (is_near and any(m.grade == "likely" for m in inside)):
            meant = [m for m in inside if is_sure or m.grade == "likely"]
            found.append(_passage(source, unit, meant))
        else:
            doubtful += inside
    return Passages(tuple(found), tuple(doubtful))


def _passage(source: Source, unit: _Unit, mentions: list[Mention]) -> Passage:
    text = source.text[unit.start : unit.end]
    log = _LOG.match(text) if unit.kind in ("log", "text") else None
    begin = log.end() if log else unit.words
    day, event = log.groups() if log else ("", "")
    told = unit.whole or " ".join(
        sentence
        for start, end in _sentences(text, begin)
        if (sentence := " ".join(text[start:end].split()))
        and any(m.start < unit.start + end and unit.start + start < m.end for m in mentions)
    )
    line = source.line(max(mentions[0].start, unit.start))
    kind: Kind = "log" if log else unit.kind
    opening = _BLOCK_MARK if kind == "field" else _BULLET
    return Passage(line, kind, opening.sub("", told), unit.field, day, event)


def _sentences(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """The sentences of a text from a place on; an abbreviation ends none."""
    start = begin
    for match in _END.finditer(text, begin):
        if not _SHORT.search(text, start, match.end()):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _units(source: Source) -> Iterator[_Unit]:
    copy = Source(source.path, source.text)
    parts = _parts(copy)
    header = read_header(copy, parts.header) if parts else None
    if parts is None or header is None:
        yield from _blocks(source, Span(0, len(source.text)))
        return
    fields = list(_fields(header, ""))
    yield from fields
    inside = [(unit.start, unit.end) for unit in fields]
    for match in _COMMENT.finditer(source.text, parts.header.start, parts.header.end):
        if not any(start < match.end() and match.start() + 1 < end for start, end in inside):
            yield _Unit(match.start(), match.end(), "comment")
    yield from _blocks(source, parts.body)


def _parts(source: Source) -> Parts | None:
    if source.path.endswith((".yaml", ".yml")):
        whole = len(source.text)
        return Parts(Span(0, whole), Span(whole, whole))
    return split(source) if source.path.endswith(".md") else None


def _fields(node: Node, path: str) -> Iterator[_Unit]:
    """The values of a header, those of a map in a list together: they are about one thing."""
    if isinstance(node, Scalar):
        yield _Unit(node.start, node.end, "field", path)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            if isinstance(item, Mapping):
                parts = [f"{name}: {_shown(value)}" for name, value in item.fields.items()]
                yield _Unit(item.start, item.end, "field", f"{path}[{number}]", ", ".join(parts))
            else:
                yield from _fields(item, f"{path}[{number}]")
    else:
        for name, value in node.fields.items():
            inner = f"{path}.{name}" if path else name
            if isinstance(value, Scalar):
                key, whole = node.keys[name], _value(value)
                yield _Unit(key, value.end, "field", inner, whole, value.start - key)
            else:
                yield from _fields(value, inner)


def _value(node: Scalar) -> str:
    """A value as a whole, where it is one sentence; nothing where there are several."""
    sentences = list(_sentences(node.text, 0))
    return " ".join(node.text.split()) if len(sentences) < 2 else ""


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Sequence):
        return ", ".join(map(_shown, node.items))
    return ", ".join(f"{name} {_shown(value)}" for name, value in node.fields.items())


def _blocks(source: Source, span: Span) -> Iterator[_Unit]:
    """Bullets and paragraphs; the rows of a table or of CSV each by itself, and what looks like
    the fields of a header that can't be read."""
    is_rows = source.path.endswith(".csv")
    start = offset = span.start
    alone = False
    for line in source.text[span.start : span.end].splitlines(keepends=True):
        begins = is_rows or alone or not line.strip() or _BEGINS.match(line)
        if begins and start < offset:
            yield _unit(source, start, offset, is_rows)
            start = offset
        offset += len(line)
        start = start if line.strip() else offset
        alone = _STANDS_ALONE.match(line) is not None
    if start < offset:
        yield _unit(source, start, offset, is_rows)


def _unit(source: Source, start: int, end: int, is_row: bool) -> _Unit:
    text = source.text[start:end]
    whole = text.strip() if is_row or text.startswith("|") else ""
    return _Unit(start, end, "text", "", whole)
