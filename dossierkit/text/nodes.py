"""What a header is made of: single values, lists and fields, each with its place in the file."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

MAX_DEPTH = 8
"""Collections within collections; a dossier needs four."""
PLAIN_NULLS = frozenset(("", "~", "null"))


class Scalar(NamedTuple):
    """A single value: the text that stands there, unquoted, and where it stands."""

    text: str
    start: int
    end: int
    is_plain: bool

    @property
    def is_null(self) -> bool:
        """Only nothing, `~` and `null` mean "no value"; `Null` and `"null"` are text."""
        return self.is_plain and self.text in PLAIN_NULLS


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    start: int
    end: int


class Mapping(NamedTuple):
    """Fields by name, in the order of the file; `keys` are the offsets of their names."""

    fields: dict[str, Node]
    keys: dict[str, int]
    start: int
    end: int

    def get(self, name: str) -> Node | None:
        """The value of a field, or None."""
        return self.fields.get(name)


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """A node as texts, lists and dicts; None for no value."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, value in node.fields.items()}
