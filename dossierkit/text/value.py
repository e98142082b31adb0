"""A value laid out as YAML: in one line where it fits, else in lines of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from dossierkit.text.scalar import CannotEdit, write_literal, write_scalar
from dossierkit.text.translation import _

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"
"""What a field may be set to: texts, None for no value, lists, and fields by name."""

MAX_COLUMNS = 100
"""A list or fields that would make a line longer than this get lines of their own."""


class Layout(NamedTuple):
    """What stands behind a name, and the lines that follow, with their indentation."""

    head: str
    lines: list[str]


def write_name(name: str, *, in_flow: bool = False) -> str:
    """The name of a field; raises CannotEdit for one that no field can have."""
    if not name or "\n" in name or len(name) > MAX_COLUMNS:
        raise CannotEdit(_("'{name}' can't be the name of a field").format(name=name))
    return write_scalar(name, in_flow=in_flow)


def write_flow(value: Value) -> str:
    """A value as it stands in brackets, or as brackets, in one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return write_scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(write_entry(name, inner) for name, inner in value.items()) + "}"
    return "[" + ", ".join(map(write_flow, value)) + "]"


def write_entry(name: str, value: Value) -> str:
    """A field as it stands in braces."""
    return f"{write_name(name, in_flow=True)}: {write_flow(value)}"


def lay_out(value: Value, column: int, width: int, like: str = "") -> Layout:
    """A value behind a name or a dash that begins at a column.

    `width` is what stands in the line already, `like` a value whose quotes are to be kept.
    """
    if value is None:
        return Layout("", [])
    if isinstance(value, str):
        literal = write_literal(value) if "\n" in value else None
        if literal is None:
            return Layout(write_scalar(value, like=like), [])
        indent = " " * (column + 2)
        return Layout(literal[0], [indent + line if line else "" for line in literal[1]])
    flow = write_flow(value)
    if not value or not (width + len(flow) > MAX_COLUMNS or _wants_lines(value)):
        return Layout(flow, [])
    return Layout("", block_lines(value, column + 2))


def lay_out_flat(value: Value, like: str = "") -> Layout:
    """A value all in one line, whatever its length."""
    if value is None or isinstance(value, str):
        return Layout("" if value is None else write_scalar(value, like=like), [])
    return Layout(write_flow(value), [])


def block_lines(value: Sequence[Value] | Mapping[str, Value], column: int) -> list[str]:
    """The lines of a list or of fields that begin at a column."""
    if isinstance(value, Mapping):
        return [line for name, inner in value.items() for line in field_lines(name, inner, column)]
    return [line for item in value for line in item_lines(item, column)]


def field_lines(name: str, value: Value, column: int) -> list[str]:
    """The line of a field that begins at a column, with those that follow."""
    return _lines(" " * column + write_name(name) + ":", value, column)


def item_lines(value: Value, column: int) -> list[str]:
    """The line of an item whose dash stands at a column, with those that follow."""
    dash = " " * column + "-"
    if isinstance(value, Mapping) and not lay_out(value, column, column + 2).head:
        first, *others = block_lines(value, column + 2)
        return [f"{dash} {first.lstrip(' ')}", *others]
    if isinstance(value, (str, Mapping)) or value is None:
        return _lines(dash, value, column)
    return [f"{dash} {write_flow(value)}"]


def _lines(start: str, value: Value, column: int) -> list[str]:
    head, lines = lay_out(value, column, len(start) + 1)
    return [f"{start} {head}" if head else start, *lines]


def _wants_lines(value: Sequence[Value] | Mapping[str, Value]) -> bool:
    """Whether a collection reads better in lines: text of several lines, sentences with commas."""
    if isinstance(value, Mapping):
        return any(has_line_break(inner) for inner in value.values())
    return any(
        has_line_break(item) or (isinstance(item, str) and ", " in item and len(value) > 1)
        for item in value
    )


def has_line_break(value: Value) -> bool:
    """Whether a text in a value has several lines."""
    if isinstance(value, str):
        return "\n" in value
    inner = value.values() if isinstance(value, Mapping) else value or ()
    return any(map(has_line_break, inner))


def as_plain(value: Value) -> Value:
    """A value made of lists and dicts only, as `nodes.plain` gives it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {name: as_plain(inner) for name, inner in value.items()}
    return [as_plain(item) for item in value]
