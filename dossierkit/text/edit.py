"""Edits of a header: only the characters that must change, everything else byte for byte.

Nothing is proved here: whoever writes a file reads the result back and compares (book/change.py).
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence as List
from difflib import SequenceMatcher
from typing import NamedTuple

from dossierkit.text import edit_block, edit_flow, edit_removal
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence, plain
from dossierkit.text.places import Header, is_flow, read_places
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _
from dossierkit.text.value import Value, as_plain

__all__ = ["CannotEdit", "Path", "Value", "add_item", "remove_item", "set_field", "unset_field"]

Path = tuple[str, ...]
"""The names that lead to a field, from the top of the header."""


class _Trail(NamedTuple):
    """The way to a field as far as it is there: nodes, the header's own first, and the offsets of
    the names that lead to them, and the fields around the last one."""

    header: Header
    nodes: list[Node]
    keys: list[int]
    around: Mapping

    @property
    def node(self) -> Node:
        return self.nodes[-1]

    @property
    def in_flow(self) -> bool:
        """Whether the node stands inside brackets."""
        return any(is_flow(self.header.text, node) for node in self.nodes[:-1])

    @property
    def has_flow(self) -> bool:
        """Whether what the node holds stands inside brackets."""
        return self.in_flow or is_flow(self.header.text, self.node)


def set_field(text: str, path: Path, value: Value, order: List[str] = ()) -> str:
    """The text of a file with a field set, whatever was or was not there before.

    Items and fields that stay keep their lines. `order` are the dotted paths of all fields as the
    schema has them: it says where a new line goes. Raises CannotEdit.
    """
    trail = _follow(text, path)
    value = as_plain(value)
    if len(trail.keys) == len(path):
        return _replace(trail, path, value, order)
    found = len(trail.keys)
    for name in reversed(path[found + 1 :]):
        value = {name: value}
    return _insert(trail, path[: found + 1], value, order)


def unset_field(text: str, path: Path) -> str:
    """The text of a file without a field, and without the parents that held nothing else.

    Without the field the text is given back as it is. Raises CannotEdit.
    """
    trail = _follow(text, path)
    if len(trail.keys) < len(path):
        return text
    around = trail.around
    is_last = len(around.fields) == 1 and len(path) > 1
    if trail.in_flow:
        if is_last:
            return unset_field(text, path[:-1])
        return edit_flow.remove_entry(text, around, list(around.fields).index(path[-1]))
    if is_last:
        block = edit_block.block_of(trail.header, trail.keys[-2], around)
        if not edit_removal.has_comments(trail.header, block):
            return unset_field(text, path[:-1])
    return edit_removal.remove_field(trail.header, trail.keys[-1], trail.node)


def add_item(
    text: str, path: Path, value: Value, index: int | None = None, order: List[str] = ()
) -> str:
    """The text with one more item in a list, at the end or before the one with that index.

    A single value becomes a list of two, no value a list of one. Raises CannotEdit.
    """
    trail = _follow(text, path)
    node = trail.node
    is_there = len(trail.keys) == len(path)
    if not is_there or (isinstance(node, Scalar) and node.is_null):
        return set_field(text, path, [value], order)
    if isinstance(node, Sequence) and node.items:
        place = len(node.items) if index is None else index
        return _insert_item(trail, node, place, as_plain(value))
    items = [] if isinstance(node, Sequence) else [as_plain(plain(node))]  # type: ignore[arg-type]
    items.insert(len(items) if index is None else index, as_plain(value))
    return set_field(text, path, items)


def remove_item(text: str, path: Path, index: int) -> str:
    """The text without an item of a list; without the last one, the field goes too.

    A single value is a list of one. Raises CannotEdit if there is no such item.
    """
    trail = _follow(text, path)
    node = trail.node
    count = len(node.items) if isinstance(node, Sequence) else 1
    if len(trail.keys) < len(path) or not 0 <= index < count:
        raise CannotEdit(
            _("'{path}' has no item {index}").format(path=".".join(path), index=index + 1)
        )
    if isinstance(node, Sequence) and count > 1:
        return _remove_item(trail, node, index)
    return unset_field(text, path)


def _follow(text: str, path: Path) -> _Trail:
    header = read_places(text)
    nodes: list[Node] = [header.root]
    keys: list[int] = []
    around = header.root
    for name in path:
        node = nodes[-1]
        if not isinstance(node, Mapping) or name not in node.fields:
            break
        around = node
        nodes.append(node.fields[name])
        keys.append(node.keys[name])
    return _Trail(header, nodes, keys, around)


def _insert(trail: _Trail, path: Path, value: Value, order: List[str]) -> str:
    """The text with a field that is not there, in a parent that is."""
    header, node, name = trail.header, trail.node, path[-1]
    prefix = "".join(f"{above}." for above in path[:-1])
    names = [known.removeprefix(prefix) for known in order if known.startswith(prefix)]
    if isinstance(node, Mapping):
        if trail.has_flow and (node.fields or is_flow(header.text, node)):
            return edit_flow.insert_field(header.text, node, name, value)
        key = trail.keys[-1] if trail.keys else None
        block = edit_block.block_of(header, key, node)
        return edit_block.insert_field(header, block, name, value, names)
    key = trail.keys[-1]
    if not (isinstance(node, Scalar) and node.is_null):
        what = _("a list") if isinstance(node, Sequence) else f"'{node.text.strip()[:40]}'"
        parent = ".".join(path[:-1])
        raise CannotEdit(
            _("'{parent}' is {what}, so it can't hold '{name}'; set '{parent}' first").format(
                parent=parent, what=what, name=name
            )
        )
    if trail.in_flow:
        return edit_flow.replace_in_flow(header.text, key, node, {name: value})
    asked = edit_block.asked_block(header, key, node)
    if asked:
        return edit_block.insert_field(header, asked, name, value, names)
    return edit_block.replace_in_block(header, key, node, {name: value})


def _replace(trail: _Trail, path: Path, value: Value, order: List[str]) -> str:
    """The text with another value for a field that is there."""
    header, node, key = trail.header, trail.node, trail.keys[-1]
    if plain(node) == value:
        return header.text
    if isinstance(value, list) and isinstance(node, Sequence) and value and node.items:
        return _set_items(header.text, path, node, value)
    if isinstance(value, dict) and value:
        if isinstance(node, Mapping) and node.fields:
            return _set_fields(header.text, path, node, value, order)
        is_null = isinstance(node, Scalar) and node.is_null and not trail.in_flow
        if is_null and edit_block.asked_block(header, key, node):
            return _set_fields(header.text, path, Mapping({}, {}, 0, 0), value, order)
    if trail.in_flow:
        return edit_flow.replace_in_flow(header.text, key, node, value)
    return edit_block.replace_in_block(header, key, node, value)


def _set_fields(
    text: str, path: Path, old: Mapping, new: Dict[str, Value], order: List[str]
) -> str:
    """The text with the fields of a collection brought to what is wanted, one by one."""
    for name, value in new.items():
        text = set_field(text, (*path, name), value, order)
    for name in old.fields:
        if name not in new:
            text = unset_field(text, (*path, name))
    return text


def _set_items(text: str, path: Path, old: Sequence, new: list[Value]) -> str:
    """The text with the items of a list brought to what is wanted, from the end on."""
    before = [repr(plain(item)) for item in old.items]
    after = [repr(item) for item in new]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _unused, start, end, first, last in reversed(
        [step for step in steps if step[0] != "equal"]
    ):
        for item in reversed(new[first:last]):
            text = add_item(text, path, item, end)
        for index in reversed(range(start, end)):
            text = remove_item(text, path, index)
    return text


def _insert_item(trail: _Trail, node: Sequence, index: int, value: Value) -> str:
    if trail.has_flow:
        return edit_flow.insert_item(trail.header.text, node, index, value)
    return edit_block.insert_item(trail.header, node, index, value)


def _remove_item(trail: _Trail, node: Sequence, index: int) -> str:
    if trail.has_flow:
        return edit_flow.remove_entry(trail.header.text, node, index)
    return edit_removal.remove_item(trail.header, node, index)
