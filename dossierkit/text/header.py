"""The YAML of a header, read strictly: nodes with their place in the file, every scalar as text.

Built from libyaml's events instead of a stock loader, which would turn `NO` into false, keep the
last of two equal keys in silence and crash on deep nesting. The only owner of PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

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
from dossierkit.text.nodes import MAX_DEPTH, PLAIN_NULLS, Mapping, Node, Scalar, Sequence
from dossierkit.text.quick import read_quick
from dossierkit.text.source import SUSPECT_CHARACTER, Source, describe_suspect
from dossierkit.text.translation import N_, _
from dossierkit.text.yaml_error import explain

Event: TypeAlias = Any
"""An event of libyaml; the types of PyYAML know only those of its slower twin in Python."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_new: Any = tuple.__new__
"""Makes a named tuple in half the time; there are ninety in a header."""
_SUSPECT_ESCAPE = re.compile(f"\r|{SUSPECT_CHARACTER.pattern}")
"""In a quoted value libyaml leaves LF alone at the ends of lines: a CR was written as an escape."""
_SPECIAL_MARK = re.compile(r"[&!\\]")
"""Without one of these a header has neither anchors nor tags nor escapes."""


class _TooDeep(Exception):
    """The nesting limit is passed; reading stops at once."""


def read_header(source: Source, span: Span) -> Mapping | None:
    """The mapping that stands in a part of a file, or None, with findings in the source.

    Findings: `yaml`, `duplicate-key`, `anchor`, `tag`, `too-deep`, `bad-key`, `not-a-mapping`,
    `control-character`. Duplicate keys, anchors and tags don't stop the reading: the rest of the
    header is still there to be checked, though nobody should act on it.
    """
    simple = read_quick(source.text, span.start, span.end)
    return simple if simple is not None else compose(source, span)


def compose(source: Source, span: Span) -> Mapping | None:
    """The same, always by libyaml: for what `read_quick` leaves to it, and to prove that equal."""
    loader = _Loader(source.text[span.start : span.end])
    try:
        return _Composer(source, span, loader).document()
    except _TooDeep:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = span.start + (mark.index if mark else 0)
        message = " ".join(filter(None, (error.context, error.problem)))
        offset, message, hint = explain(source, span, offset, message)
        source.report(offset, "yaml", message, hint)
        return None
    except yaml.reader.ReaderError as error:
        offset = span.start + min(error.position, span.end - span.start)
        source.report(
            offset, "control-character", _("a character that YAML refuses"), _("delete it")
        )
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
        self.is_plain = not _SPECIAL_MARK.search(source.text, span.start, span.end)

    def document(self) -> Mapping | None:
        event = self.next_event()
        while not isinstance(event, (DocumentStartEvent, StreamEndEvent)):
            event = self.next_event()
        if isinstance(event, StreamEndEvent):
            return Mapping({}, {}, self.base, self.base)
        root = self.node(self.next_event())
        self.next_event()
        after = self.next_event()
        if not isinstance(after, StreamEndEvent):
            self.refuse(
                after, "second-header", _("a second header stands in the file"), _("keep one")
            )
        if isinstance(root, Mapping):
            return root
        if isinstance(root, Scalar) and root.is_null:
            return Mapping({}, {}, root.start, root.end)
        message = _("the header is not a list of fields")
        self.source.report(self.base, "not-a-mapping", message, _("write fields as 'name: value'"))
        return None

    def node(self, event: Event) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is AliasEvent:
            self.refuse(
                event,
                "anchor",
                _("'*{anchor}' refers to another value").format(anchor=event.anchor),
                _(_ANCHOR_HINT),
            )
            index = self.base + event.start_mark.index
            return Scalar("", index, self.base + event.end_mark.index, True)
        if event.anchor is not None or event.tag is not None:
            self.check_properties(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = _("nested deeper than {max_depth} levels").format(max_depth=MAX_DEPTH)
            self.refuse(event, "too-deep", message, _("write it flatter, or quote the value"))
            raise _TooDeep
        is_mapping = kind is MappingStartEvent
        collection = self.mapping(event) if is_mapping else self.sequence(event)
        self.depth -= 1
        return collection

    def scalar(self, event: Event) -> Scalar:
        if not self.is_plain:
            self.check_scalar(event)
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        scalar: Scalar = _new(Scalar, (event.value, start, end, not event.style))
        return scalar

    def sequence(self, first: Event) -> Sequence:
        items: list[Node] = []
        next_event, node, scalar = self.next_event, self.node, self.scalar
        while True:
            event: Event = next_event()
            kind = type(event)
            if kind is SequenceEndEvent:
                start = first.start_mark.index + self.base
                return Sequence(items, start, self.end_of(first, event, items))
            items.append(scalar(event) if kind is ScalarEvent else node(event))

    def mapping(self, first: Event) -> Mapping:
        fields: dict[str, Node] = {}
        keys: dict[str, int] = {}
        next_event, base, is_plain = self.next_event, self.base, self.is_plain
        while True:
            event: Event = next_event()
            kind = type(event)
            if kind is MappingEndEvent:
                start = first.start_mark.index + base
                end = self.end_of(first, event, list(fields.values()))
                return Mapping(fields, keys, start, end)
            name = self.name(event, keys)
            key_start = event.start_mark.index + base
            event = next_event()
            kind = type(event)
            if is_plain and kind is ScalarEvent:
                begin, end = event.start_mark.index + base, event.end_mark.index + base
                value: Node = _new(Scalar, (event.value, begin, end, not event.style))
            else:
                value = self.node(event)
            if name is not None:
                keys[name] = key_start
                fields[name] = value

    def name(self, event: Event, keys: dict[str, int]) -> str | None:
        """The name of a field from its first event; None, with a finding, if it can't be one."""
        if type(event) is ScalarEvent:
            name: str = event.value
            if self.is_plain and name not in keys and name not in PLAIN_NULLS:
                return name
            key = self.scalar(event)
            if not key.is_null and name not in keys:
                return name
            if not key.is_null:
                self.report_duplicate(keys[name], key)
                return None
        else:
            self.node(event)
        message = _("a field has no plain name")
        self.refuse(event, "bad-key", message, _("write fields as 'name: value'"))
        return None

    def end_of(self, first: Event, last: Event, nodes: list[Node]) -> int:
        """Behind the closing bracket, or behind the last node of a block: libyaml would have it
        reach to the next token, over comments and blank lines."""
        if first.flow_style or not nodes:
            end: int = last.end_mark.index
            return self.base + end
        return nodes[-1].end

    def check_scalar(self, event: Event) -> None:
        self.check_properties(event)
        if event.style == '"' and (suspect := _SUSPECT_ESCAPE.search(event.value)):
            message = _("the value holds a {describe_suspect} as an escape").format(
                describe_suspect=describe_suspect(suspect.group())
            )
            self.refuse(event, "control-character", message, _("write the value without it"))

    def report_duplicate(self, first: int, second: Scalar) -> None:
        line = self.source.line(first)
        message = _("'{text}' is given twice; the first stands in line {line}").format(
            text=second.text, line=line
        )
        self.source.report(second.start, "duplicate-key", message, _("keep one of the two"))

    def check_properties(self, event: Event) -> None:
        if event.anchor is not None:
            self.refuse(
                event,
                "anchor",
                _("'&{anchor}' is an anchor").format(anchor=event.anchor),
                _(_ANCHOR_HINT),
            )
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = _("'{tag}' is a YAML tag").format(tag=tag)
            self.refuse(event, "tag", message, _("delete it, or put the value in quotes"))

    def refuse(self, event: Event, code: str, message: str, hint: str) -> None:
        self.source.report(self.base + event.start_mark.index, code, message, hint)


_ANCHOR_HINT = N_("write the value out, or put it in quotes")
