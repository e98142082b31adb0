"""The YAML of a header, read strictly: nodes with their place in the file, every scalar as text.

Built from libyaml's events instead of a stock loader, which would turn `NO` into false, keep the
last of two equal keys in silence and crash on deep nesting. The only owner of PyYAML.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from dossierkit.text.fence import Span
from dossierkit.text.source import SUSPECT_CHARACTER, Source, describe_suspect

MAX_DEPTH = 8
"""Collections within collections; a dossier needs four."""

Event: TypeAlias = Any
"""An event of libyaml; the types of PyYAML know only those of its slower twin in Python."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_NULLS = frozenset(("", "~", "null"))


class Scalar(NamedTuple):
    """A single value: the text that stands there, unquoted, and where it stands."""

    text: str
    start: int
    end: int
    is_plain: bool

    @property
    def is_null(self) -> bool:
        """Only nothing, `~` and `null` mean "no value"; `Null` and `"null"` are text."""
        return self.is_plain and self.text in _PLAIN_NULLS


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    start: int
    end: int


class Entry(NamedTuple):
    """A key with its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Fields by name, in the order of the file."""

    entries: dict[str, Entry]
    start: int
    end: int

    def get(self, name: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(name)
        return entry.value if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


class _TooDeep(Exception):
    """The nesting limit is passed; reading stops at once."""


def read_header(source: Source, span: Span) -> Mapping | None:
    """The mapping that stands in a part of a file, or None, with findings in the source.

    Findings: `yaml`, `duplicate-key`, `anchor`, `tag`, `too-deep`, `bad-key`, `not-a-mapping`,
    `control-character`. Duplicate keys, anchors and tags don't stop the reading: the rest of the
    header is still there to be checked, though nobody should act on it.
    """
    loader = _Loader(source.text[span.start : span.end])
    try:
        return _Composer(source, span, loader).document()
    except _TooDeep:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = span.start + (mark.index if mark else 0)
        message = " ".join(filter(None, (error.context, error.problem)))
        offset, message, hint = _explain(source, span, offset, message)
        source.report(offset, "yaml", message, hint)
        return None
    except yaml.reader.ReaderError as error:
        offset = span.start + min(error.position, span.end - span.start)
        source.report(offset, "control-character", "a character that YAML refuses", "delete it")
        return None
    finally:
        loader.dispose()


class _Composer:
    """Turns the events of one document into nodes."""

    def __init__(self, source: Source, span: Span, loader: Any) -> None:
        self.source = source
        self.span = span
        self.base = span.start
        self.next_event: Callable[[], Event] = loader.get_event
        self.depth = 0

    def document(self) -> Mapping | None:
        event = self.next_event()
        while not isinstance(event, (DocumentStartEvent, StreamEndEvent)):
            event = self.next_event()
        if isinstance(event, StreamEndEvent):
            return Mapping({}, self.base, self.base)
        root = self.node(self.next_event())
        self.next_event()
        after = self.next_event()
        if not isinstance(after, StreamEndEvent):
            self.refuse(after, "second-header", "a second header stands in the file", "keep one")
        if isinstance(root, Mapping):
            return root
        if isinstance(root, Scalar) and root.is_null:
            return Mapping({}, root.start, root.end)
        message = "the header is not a list of fields"
        self.source.report(self.base, "not-a-mapping", message, "write fields as 'name: value'")
        return None

    def node(self, event: Event) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is AliasEvent:
            self.refuse(event, "anchor", f"'*{event.anchor}' refers to another value", _ANCHOR_HINT)
            index = self.base + event.start_mark.index
            return Scalar("", index, self.base + event.end_mark.index, True)
        self.check_properties(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels"
            self.refuse(event, "too-deep", message, "write it flatter, or quote the value")
            raise _TooDeep
        start = self.base + event.start_mark.index
        collection = self.mapping(start) if kind is MappingStartEvent else self.sequence(start)
        self.depth -= 1
        return collection

    def scalar(self, event: Event) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self.check_properties(event)
        if event.style == '"' and (suspect := SUSPECT_CHARACTER.search(event.value)):
            message = f"the value holds a {describe_suspect(suspect.group())} as an escape"
            self.refuse(event, "control-character", message, "write the value without it")
        base = self.base
        start, end = base + event.start_mark.index, base + event.end_mark.index
        return Scalar(event.value, start, end, not event.style)

    def sequence(self, start: int) -> Sequence:
        items: list[Node] = []
        while True:
            event: Event = self.next_event()
            if isinstance(event, SequenceEndEvent):
                return Sequence(items, start, self.end_of(event))
            items.append(self.node(event))

    def mapping(self, start: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while True:
            event: Event = self.next_event()
            if isinstance(event, MappingEndEvent):
                return Mapping(entries, start, self.end_of(event))
            key = self.node(event)
            value = self.node(self.next_event())
            if type(key) is not Scalar or key.is_null:
                message = "a field has no plain name"
                self.source.report(key.start, "bad-key", message, "write fields as 'name: value'")
            elif key.text in entries:
                self.report_duplicate(entries[key.text].key, key)
            else:
                entries[key.text] = Entry(key, value)

    def end_of(self, event: Event) -> int:
        end: int = event.end_mark.index
        return self.base + end

    def report_duplicate(self, first: Scalar, second: Scalar) -> None:
        line = self.source.line(first.start)
        message = f"'{first.text}' is given twice; the first stands in line {line}"
        self.source.report(second.start, "duplicate-key", message, "keep one of the two")

    def check_properties(self, event: Event) -> None:
        if event.anchor is not None:
            self.refuse(event, "anchor", f"'&{event.anchor}' is an anchor", _ANCHOR_HINT)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"'{tag}' is a YAML tag"
            self.refuse(event, "tag", message, "delete it, or put the value in quotes")

    def refuse(self, event: Event, code: str, message: str, hint: str) -> None:
        self.source.report(self.base + event.start_mark.index, code, message, hint)


_ANCHOR_HINT = "write the value out, or put it in quotes"


def _explain(source: Source, span: Span, offset: int, problem: str) -> tuple[int, str, str]:
    """Place, message and remedy of a YAML error in words that someone who writes letters knows."""
    text = source.text
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start : text.find("\n", offset) % (len(text) + 1)]
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        tab = text.find("\t", line_start)
        return max(tab, line_start), "a tab is used for indentation", "indent with blanks"
    if "mapping values are not allowed" in problem:
        before = text[span.start : line_start].rstrip("\r\n").rpartition("\n")[2]
        if before.strip() and ":" not in before and ":" not in text[line_start:offset]:
            return _line_without_colon(source, span, line_start)
        hint = "put the value in quotes if it holds ': ', or mend the indentation"
        return offset, "a ':' where none is expected", hint
    if "cannot start any token" in problem:
        character = text[offset : offset + 1]
        return offset, f"a value can't begin with '{character}'", "put the value in quotes"
    if "could not find expected ':'" in problem:
        return _line_without_colon(source, span, offset)
    if offset >= span.end and line_start >= span.end:
        offset = max(span.start, len(text[: span.end].rstrip()) - 1)
        return offset, "the header ends in the middle of a value", "close the bracket or the quote"
    return offset, f"the header can't be read: {problem}", "mend it, or put the value in quotes"


def _line_without_colon(source: Source, span: Span, offset: int) -> tuple[int, str, str]:
    """libyaml complains where the next line begins; the culprit is the line before."""
    before = source.text[span.start : offset].rstrip()
    line_start = span.start + before.rfind("\n") + 1
    indent = len(source.text[line_start:]) - len(source.text[line_start:].lstrip(" "))
    hint = "write fields as 'name: value', with an ASCII colon and a blank after it"
    return line_start + indent, "a line without ':'", hint
