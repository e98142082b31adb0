"""Taking out fields and items that stand in lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.text.edit_block import Block
from dossierkit.text.nodes import Node, Scalar, Sequence
from dossierkit.text.places import (
    Header,
    block_end,
    column,
    dash_line,
    field_end,
    is_block_text,
    line_start,
    next_line,
    real_end,
)


def remove_item(header: Header, node: Sequence, index: int) -> str:
    """The text without the lines of an item and the comments that are indented below it."""
    text, item = header.text, node.items[index]
    end = block_end(header, real_end(text, item), column(text, node.start))
    return _cut(header, dash_line(text, node, item), end)


def remove_field(header: Header, key: int, node: Node) -> str:
    """The text without the lines of a field, whose name begins at `key`, and the comments that are
    indented below it."""
    return _cut(header, line_start(header.text, key), field_end(header, key, node))


def has_comments(header: Header, block: Block) -> bool:
    """Whether comments are left of a block when its fields are taken out."""
    text, at = header.text, block.start
    for name, node in block.fields.fields.items():
        key = block.fields.keys[name]
        if "#" in text[at : line_start(text, key)]:
            return True
        at = field_end(header, key, node)
    return "#" in text[at : block.end]


def _cut(header: Header, start: int, end: int) -> str:
    """The text without some lines; blank ones below go too where a text above would take them."""
    text, below = header.text, end
    ends = (real_end(text, node) for node in _texts(header.root, text))
    if any(end < start and not text[end:start].strip() for end in ends):
        while below < header.span.end and not text[below : next_line(text, below)].strip():
            below = next_line(text, below)
    return text[:start] + text[below:]


def _texts(node: Node, text: str) -> Iterator[Node]:
    """The texts in lines of their own below a node."""
    if isinstance(node, Scalar):
        if is_block_text(text, node):
            yield node
        return
    for inner in node.items if isinstance(node, Sequence) else node.fields.values():
        yield from _texts(inner, text)
