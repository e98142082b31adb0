"""Looking for a text in everything that dossiers say: facts, notes and log lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from dossierkit.book.files import Found
from dossierkit.book.load import load_dossier, read_source
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.schema.policy import Policy
from dossierkit.schema.sensitive import is_sensitive, may_use_sensitive
from dossierkit.text.fence import split
from dossierkit.text.folding import is_found, wanted_forms
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.source import Source

_PARAGRAPH = re.compile(r"(?:[ \t]*\S.*(?:\r?\n|$))+")


class Hit(NamedTuple):
    """A place (line from 1) where the text stands: a field by its dotted path, a `log` line, or
    `notes`; `text` is the value, the log line or the paragraph, in one line."""

    path: str
    line: int
    where: str
    text: str


class Searched(NamedTuple):
    """The dossier that was looked into, and where the text stands in it; one that can't be read
    as a whole has only its lines."""

    dossier: Dossier[Any] | Unreadable
    hits: tuple[Hit, ...]


class Search:
    """A text looked for on a day. Sensitive facts that nobody agreed to our using are passed over
    without a word: that one of them has the text would say as much as the fact."""

    def __init__(self, text: str, on: date, policy: Policy) -> None:
        self._wanted = wanted_forms(text)
        self._on = on
        self._policy = policy

    def look_into(self, found: Found) -> Searched | None:
        """Where the text stands in a file; None if nowhere. A file is taken apart only if the text
        is in it at all."""
        source = read_source(found.file, found.path)
        if source.text and not self._holds(source.text):
            return None
        dossier = load_dossier(found, self._policy)
        if isinstance(dossier, Unreadable):
            hits = tuple(self._in_lines(found.path, source.text))
            return Searched(dossier, hits) if hits else None
        hits = (*self._in_header(dossier), *self._in_body(dossier))
        return Searched(dossier, hits) if hits else None

    def _holds(self, text: str) -> bool:
        return is_found(self._wanted, text)

    def _in_lines(self, path: str, text: str) -> Iterator[Hit]:
        for number, line in enumerate(text.splitlines(), 1):
            if self._holds(line):
                yield Hit(path, number, "", line.strip())

    def _in_header(self, dossier: Dossier[Any]) -> Iterator[Hit]:
        facts = dossier.facts
        guards = isinstance(facts, Customer) and not may_use_sensitive(facts, self._on)
        for where, node in _values(dossier.header, ""):
            if guards and is_sensitive(re.sub(r"\[\d+\]", "", where)):
                continue
            if self._holds(node.text):
                line = dossier.source.line(node.start)
                yield Hit(dossier.path, line, where, _one_line(node.text))

    def _in_body(self, dossier: Dossier[Any]) -> Iterator[Hit]:
        text = dossier.source.text
        parts = split(Source(dossier.path, text))
        start = parts.body.start if parts else dossier.header.end
        lines = {one.line for one in dossier.log.lines}
        for block in _PARAGRAPH.finditer(text, start):
            for offset, part in _parts(block, dossier, lines):
                if self._holds(part):
                    line = dossier.source.line(offset)
                    where = "log" if line in lines else "notes"
                    yield Hit(dossier.path, line, where, _one_line(part))


def _values(node: Node, path: str) -> Iterator[tuple[str, Scalar]]:
    """Every value of a header with its dotted path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _values(item, f"{path}[{number}]")
    elif isinstance(node, Mapping):
        for name, value in node.fields.items():
            yield from _values(value, f"{path}.{name}" if path else name)


def _parts(
    block: re.Match[str], dossier: Dossier[Any], lines: set[int]
) -> Iterator[tuple[int, str]]:
    """A paragraph; of the log each event with the lines that go on with it."""
    offset, part, start = block.start(), "", block.start()
    for text in block.group().splitlines(keepends=True):
        if part and dossier.source.line(offset) in lines:
            yield start, part
            part, start = "", offset
        part += text
        offset += len(text)
    yield start, part


def _one_line(text: str) -> str:
    return " ".join(text.split())
