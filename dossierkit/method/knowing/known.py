"""Whether a fact is known: its value, or the word in the file that there is none."""

from __future__ import annotations

from typing import Any

from dossierkit.method.knowing.applicable import Subject, is_packaged
from dossierkit.method.knowing.questions import Asked
from dossierkit.schema.types import ListOf, MapOf
from dossierkit.text.nodes import Mapping, Node, Scalar

_NOTHING: tuple[Any, ...] = (None, (), {})


def is_known(one: Asked, subject: Subject, header: Mapping) -> bool:
    """Whether a dossier says it, or the program knows it. A list or names that stand there empty
    (`[]`, `{}`) are known as well: there are none."""
    value = one.value(subject.facts)
    if one.is_own:
        value = value.get(one.names[1])
    if value not in _NOTHING or is_packaged(subject, one.field):
        return True
    node = _node(header, one.names)
    is_many = isinstance(one.fact.type, (ListOf, MapOf))
    return is_many and node is not None and not isinstance(node, Scalar) and _is_empty(node)


def is_written(header: Mapping, names: tuple[str, ...]) -> bool:
    """Whether something stands there for a field, be it that it can't be read."""
    node = _node(header, names)
    return node is not None and not (isinstance(node, Scalar) and node.is_null)


def _is_empty(node: Node) -> bool:
    inner = node.fields if isinstance(node, Mapping) else getattr(node, "items", None)
    return not inner


def _node(header: Mapping, names: tuple[str, ...]) -> Node | None:
    node: Node | None = header
    for name in names:
        node = node.fields.get(name) if isinstance(node, Mapping) else None
    return node
