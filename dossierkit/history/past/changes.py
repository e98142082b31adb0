"""What differs between versions of a dossier: facts, log lines, notes; as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dossierkit.text.event import LogLine
from dossierkit.text.fence import Parts, split
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.log import read_log
from dossierkit.text.nodes import plain
from dossierkit.text.notes import read_notes
from dossierkit.text.source import Source, decode


class FactChange(NamedTuple):
    """A fact by its dotted path, and its plain values before and after; None is no value."""

    field: str
    old: object
    new: object


class Difference(NamedTuple):
    """What one version says that another did not. `notes` is whether the free notes changed."""

    facts: tuple[FactChange, ...]
    added: tuple[LogLine, ...]
    removed: tuple[LogLine, ...]
    notes: bool


class Content:
    """What one version of a dossier says, read as far as somebody asks. `header` are its fields as
    plain values."""

    def __init__(self, source: Source, parts: Parts | None, header: Mapping[str, object]) -> None:
        self._source = source
        self._parts = parts
        self.header = header

    @cached_property
    def facts(self) -> dict[str, object]:
        """The header as facts: dotted paths to texts and whole lists."""
        return dict(flat(self.header))

    @cached_property
    def log(self) -> tuple[LogLine, ...]:
        """The events, without their places."""
        if self._parts is None:
            return ()
        lines = read_log(self._source, self._parts.body).lines
        return tuple(line._replace(line=0, position=0) for line in lines)

    @cached_property
    def notes(self) -> str:
        """The free notes."""
        return read_notes(self._source, self._parts.body) if self._parts else ""


NOTHING = Content(Source("", ""), None, {})
"""What a file says that is not there."""


def read_content(path: str, data: bytes) -> Content | Finding:
    """What a version of a dossier says, or the first reason why it can't be read."""
    source = decode(path, data)
    parts = None if source.is_broken else split(source)
    header = read_header(source, parts.header) if parts else None
    if header is None or source.is_broken:
        return min(finding for finding in source.findings if finding.is_error)
    fields = {name: plain(value) for name, value in header.fields.items()}
    return Content(source, parts, fields)


def flat(fields: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Fields by dotted paths: maps taken apart, lists whole, nothing where nothing is said."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        elif value not in (None, []):
            yield f"{prefix}{name}", value


def difference(old: Content, new: Content) -> Difference:
    """What changed from one version to the next."""
    had, has = Counter(old.log), Counter(new.log)
    return Difference(
        facts_changed(old, new),
        _in_order(new.log, has - had),
        _in_order(old.log, had - has),
        old.notes != new.notes,
    )


def facts_changed(old: Content, new: Content) -> tuple[FactChange, ...]:
    """The facts that changed from one version to the next, in the order of the file."""
    fields = dict.fromkeys((*new.facts, *old.facts))
    pairs = ((field, old.facts.get(field), new.facts.get(field)) for field in fields)
    return tuple(FactChange(*pair) for pair in pairs if pair[1] != pair[2])


def _in_order(lines: Sequence[LogLine], left: Counter[LogLine]) -> tuple[LogLine, ...]:
    """As many of the lines as are counted, in the order of the file."""
    found = []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
            found.append(line)
    return tuple(found)
