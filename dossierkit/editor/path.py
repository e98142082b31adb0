"""Which field of a header a place is in."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.editor.spot import spot_at
from dossierkit.text.fence import Span
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.places import real_end


class At(NamedTuple):
    """The field at a place by the names that lead to it; where its name stands, if the place is in
    that, and its value, if the header could be read."""

    path: tuple[str, ...]
    name: Span | None
    value: Scalar | None


def path_at(text: str, header: Mapping, offset: int) -> At | None:
    """The field of a header at a place; None between fields."""
    path: tuple[str, ...] = ()
    node: Node | None = header
    while node is not None:
        if isinstance(node, Scalar):
            return At(path, None, node) if node.start <= offset <= node.end else None
        if isinstance(node, Sequence):
            node = next((one for one in node.items if _is_in(text, one, offset)), None)
            continue
        inner: Node | None = None
        for name, value in node.fields.items():
            key = node.keys[name]
            end = key + len(name)
            if key <= offset <= end:
                return At((*path, name), Span(key, end), None)
            if _is_in(text, value, offset):
                path, inner = (*path, name), value
        node = inner
    return None


def path_by_text(text: str, header: Span, offset: int) -> At | None:
    """The same for a header that can't be read, told from its lines."""
    end = offset
    while end < header.end and (text[end].isalnum() or text[end] in "-_"):
        end += 1
    spot = spot_at(text, header.start, end)
    if spot is None:
        return None
    word = spot.typed.strip()
    if spot.values or not word:
        return At(spot.path, None, None) if spot.path else None
    return At((*spot.path, word), Span(spot.start, spot.start + len(word)), None)


def _is_in(text: str, node: Node, offset: int) -> bool:
    return node.start <= offset <= real_end(text, node)
