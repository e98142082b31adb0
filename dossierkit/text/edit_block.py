"""Edits of fields and items that stand in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence as List
from typing import NamedTuple

from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.places import (
    Header,
    Question,
    block_end,
    column,
    comments_above,
    dash_line,
    is_block_text,
    is_flow,
    is_swallowed,
    line_break,
    line_end,
    line_start,
    next_line,
    questions,
    real_end,
)
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _
from dossierkit.text.value import (
    Value,
    field_lines,
    has_line_break,
    item_lines,
    lay_out,
    lay_out_flat,
    write_name,
)

_NAME = re.compile(
    r"""(?: "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | [^\n]*? )[ \t]*:(?=\s)""", re.VERBOSE
)
_COMMENT_ONLY = re.compile(r"[ \t]*(?:#.*)?")
_BLOCK_MARK = re.compile(r"[|>][-+0-9]*")


class Block(NamedTuple):
    """Where fields stand in lines: their column, the first line's offset, the end of the last."""

    column: int
    start: int
    end: int
    fields: Mapping


def block_of(header: Header, key: int | None, node: Mapping) -> Block:
    """The block of fields below a name that begins at `key`; None for the whole header."""
    text = header.text
    if key is None:
        return Block(column(text, node.start) if node.fields else 0, *header.span, node)
    end = block_end(header, real_end(text, node), column(text, key))
    return Block(column(text, node.start), next_line(text, key), end, node)


def asked_block(header: Header, key: int, node: Node) -> Block | None:
    """The block that commented fields below a name without value would make."""
    end = block_end(header, node.end, column(header.text, key))
    start = next_line(header.text, node.end)
    asked = questions(header, start, end)
    if not asked:
        return None
    return Block(asked[0].column, start, end, Mapping({}, {}, start, start))


def replace_in_block(header: Header, key: int, node: Node, value: Value) -> str:
    """The text with another value behind a name that begins at `key`; comments stay."""
    text = header.text
    is_collection = not isinstance(node, Scalar) and not is_flow(text, node)
    is_empty = node.end == node.start
    like = text[node.start] if isinstance(node, Scalar) and not node.is_plain else ""
    start = _behind_name(text, key) if is_collection or is_empty else node.start
    head, lines = lay_out(value, column(text, key), column(text, start) + 1, like)
    end = line_end(text, real_end(text, node))
    if has_line_break(value) and is_swallowed(header, next_line(text, end), column(text, key)):
        head, lines = lay_out_flat(value, like)
    tail = "" if is_collection or is_empty else text[node.end : end]
    if is_block_text(text, node):
        tail = _BLOCK_MARK.sub("", text[node.start : line_end(text, node.start)], count=1)
    if not head or start != node.start or is_empty:
        start = _behind_name(text, key)
        tail = _comment(text, start) or tail
        head = head and f" {head}"
    broken = line_break(text, key)
    return text[:start] + head + tail + "".join(broken + line for line in lines) + text[end:]


def insert_field(
    header: Header, block: Block, name: str, value: Value, order: List[str] = ()
) -> str:
    """The text with one more field, in the place of its question or where `order` wants it."""
    asked = [
        question
        for question in questions(header, block.start, block.end)
        if question.column == block.column and not _is_inside(header, block, question.start)
    ]
    place = next((question.start for question in asked if question.name == name), None)
    if place is None:
        place = end = _place(header, block, asked, name, list(order))
    else:
        end = next_line(header.text, place)
    lines = field_lines(name, value, block.column)
    if has_line_break(value) and is_swallowed(header, end, block.column):
        lines = [f"{' ' * block.column}{write_name(name)}: {lay_out_flat(value).head}"]
    return _splice(header.text, place, end, lines)


def insert_item(header: Header, node: Sequence, index: int, value: Value) -> str:
    """The text with one more item in lines, before the one that has that index."""
    text = header.text
    indent = column(text, node.start)
    if index:
        place = block_end(header, real_end(text, node.items[index - 1]), indent)
    else:
        dash = dash_line(text, node, node.items[0])
        place = comments_above(header, dash, header.span.start)
    lines = item_lines(value, indent)
    if has_line_break(value) and is_swallowed(header, place, indent):
        lines = [f"{' ' * indent}- {lay_out_flat(value).head}"]
    return _splice(text, place, place, lines)


def _behind_name(text: str, key: int) -> int:
    match = _NAME.match(text, key)
    if match is None:
        line = text.count("\n", 0, key) + 1
        raise CannotEdit(
            _("line {line} is written in an unusual way; edit it by hand").format(line=line)
        )
    return match.end()


def _comment(text: str, offset: int) -> str:
    """The comment that ends a line, if nothing else stands there, with the blanks before it."""
    rest = text[offset : line_end(text, offset)]
    return rest if _COMMENT_ONLY.fullmatch(rest) and rest.strip() else ""


def _is_inside(header: Header, block: Block, offset: int) -> bool:
    """Whether an offset lies inside the value of a field of a block."""
    keys, fields = block.fields.keys, block.fields.fields
    return any(keys[name] < offset < real_end(header.text, fields[name]) for name in fields)


def _place(header: Header, block: Block, asked: List[Question], name: str, order: list[str]) -> int:
    """Where the line of a new field belongs."""
    text, keys = header.text, block.fields.keys
    ends = {
        known: max(keys[known], real_end(text, node)) for known, node in block.fields.fields.items()
    }
    behind = {known: block_end(header, end, block.column) for known, end in ends.items()}
    there = {question.name: next_line(text, question.start) for question in asked} | behind
    rank = order.index(name) if name in order else len(order)
    for known in reversed(order[:rank]):
        if known in there:
            return there[known]
    for known in order[rank + 1 :]:
        if known in keys:
            above = [next_line(text, end) for end in ends.values() if end < keys[known]]
            return comments_above(header, keys[known], max(above, default=block.start))
        if known in there:
            return line_start(text, there[known] - 1)
    return max(there.values(), default=block.end)


def _splice(text: str, start: int, end: int, lines: List[str]) -> str:
    broken = line_break(text, max(start - 1, 0))
    return text[:start] + "".join(line + broken for line in lines) + text[end:]
