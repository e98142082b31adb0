"""Single fields as texts of their own: reading them, their comments, and giving them a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dossierkit.history.merge.fields import ABSENT, Path
from dossierkit.history.merge.version import Three, lines_of
from dossierkit.text.edit import set_field
from dossierkit.text.fence import split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Node, Scalar, plain
from dossierkit.text.places import is_block_text, line_end, real_end
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)


class Field(NamedTuple):
    """The lines of one field, read: its value, ABSENT without lines, and its comments."""

    lines: tuple[str, ...]
    value: Any
    comments: Counter[str]


NO_FIELD = Field((), ABSENT, Counter())


def read_field(name: str, lines: Sequence[str]) -> Field | None:
    """A field from its lines; None if they don't say it."""
    source = Source("", "\n".join(["---", *lines, "---", ""]))
    parts = split(source)
    root = read_header(source, parts.header) if parts else None
    if root is None or source.is_broken or list(root.fields) != [name]:
        return None
    text = source.text[: parts.header.end] if parts else ""
    return Field(tuple(lines), plain(root.fields[name]), _comments(text, root))


def _comments(text: str, root: Mapping) -> Counter[str]:
    """The comments of a header, those of equal text counted."""
    rest, at = [], 0
    for scalar in _scalars(root):
        is_block = is_block_text(text, scalar)
        start = line_end(text, scalar.start) if is_block else scalar.start
        rest.append(text[at:start])
        at = max(at, start, real_end(text, scalar))
    rest.append(text[at:])
    return Counter(match.group().rstrip() for match in _COMMENT.finditer("~".join(rest)))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    for inner in node.fields.values() if isinstance(node, Mapping) else node.items:
        yield from _scalars(inner)


def merged_comments(sides: Three[Field]) -> Counter[str]:
    """The comments that a field must have after a merge."""
    base, ours, theirs = (side.comments for side in sides)
    result: Counter[str] = Counter()
    for text in {*ours, *theirs}:
        counts = base[text], ours[text], theirs[text]
        result[text] = union_count(*counts)
    return +result


def union_count(base: int, ours: int, theirs: int) -> int:
    """How often something is there after a merge, from how often each version has it."""
    if base in (ours, theirs):
        return theirs if base == ours else ours
    return min(ours, theirs) if max(ours, theirs) < base else max(ours, theirs)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; an empty field says nothing."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items() if inner is not None}
    return ABSENT if value is None else value


def give_value(name: str, field: Field, value: Any, path: Path = ()) -> Field | None:
    """A field with another value, or another one at a path in it, its other characters untouched;
    None if that can't be done."""
    if not field.lines or value is ABSENT:
        return None
    text = "\n".join(["---", *field.lines, "---", ""])
    try:
        edited = set_field(text, (name, *path), value)
    except CannotEdit:
        return None
    return read_field(name, lines_of(edited)[1:-1])


def with_wishes(name: str, field: Field, path: Path, wishes: Sequence[tuple[Path, str]]) -> Field:
    """A field that also says what the other side knows of a wish not to be contacted, if it can."""
    for wish, value in wishes:
        field = give_value(name, field, value, wish[len(path) :]) or field
    return field
