"""A portrait as a value: sections with labelled rows. Text, Markdown and HTML are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from dossierkit.text.translation import _, word

Style = Literal["flow", "lines", "list"]
"""Facts side by side, each on a line of its own, or as the items of a list."""


class Part(NamedTuple):
    """One short fact, with the address (`mailto:`, `tel:`, `https:`) that it stands for."""

    text: str
    address: str | None = None


class Row(NamedTuple):
    """A label and what stands beside it. `most` is how many lines of a terminal prose may take,
    items of a list only whole ones; a page has room for all. `language` is set where it is not
    that of the portrait. `is_grave` is what must not be overlooked."""

    label: str
    parts: tuple[Part, ...]
    style: Style = "flow"
    most: int | None = None
    language: str | None = None
    is_grave: bool = False


class Column(NamedTuple):
    """A column of a table. Those that shrink give way where there is little room."""

    title: str
    shrinks: bool = False
    right: bool = False


class Table(NamedTuple):
    """Rows of cells below a label. `is_titled` says that its columns need their titles."""

    label: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    is_titled: bool = True


class Section(NamedTuple):
    """Rows and tables that belong together. One that `joins` stands right below the one before,
    where room is scarce."""

    title: str
    items: tuple[Row | Table, ...]
    joins: bool = False


class Warned(NamedTuple):
    """What nobody may overlook; grave is a wish not to be contacted."""

    text: str
    is_grave: bool


class Portrait(NamedTuple):
    """All that matters about one dossier, the most urgent first."""

    id: str
    name: str
    path: str
    about: tuple[str, ...]
    warnings: tuple[Warned, ...]
    sections: tuple[Section, ...]


def row(
    label: str,
    parts: Iterable[str | Part | None],
    style: Style = "flow",
    *,
    most: int | None = None,
    language: str | None = None,
    is_grave: bool = False,
) -> Row:
    """A row of the parts that say something."""
    said = (Part(part) if isinstance(part, str) else part for part in parts if part)
    return Row(label, tuple(said), style, most, language, is_grave)


def section(title: str, items: Iterable[Row | Table], *, joins: bool = False) -> Section:
    """A section of the rows and tables that say something."""
    return Section(title, tuple(filter(_says_something, items)), joins)


def _says_something(item: Row | Table) -> bool:
    return bool(item.rows if isinstance(item, Table) else item.parts)


def called(value: str | None, kind: str) -> str | None:
    """A value of a field of that kind as people say it; None for none."""
    return word(value, kind) if value else None


def named(label: str, value: object) -> str | None:
    """A value with a word before it, or nothing for no value."""
    return f"{label} {value}" if value not in (None, "", ()) else None


def listed(values: Iterable[object], label: str = "") -> str | None:
    """Values with commas between them, after a word; nothing for none."""
    text = ", ".join(map(str, values))
    return f"{label} {text}".strip() if text else None


def one_line(prose: str | None) -> str | None:
    """Prose with its line breaks as blanks."""
    return " ".join(prose.split()) if prose else None


def marks(tags: Sequence[str], custom: Mapping[str, Any]) -> Row:
    """A team's own marks and fields."""
    return row(_("Marks"), [listed(tags), *own_fields(custom)])


def own_fields(custom: Mapping[str, Any]) -> list[str | None]:
    """A team's own fields, each with its name."""
    return [named(name, _flat(own)) for name, own in custom.items()]


def _flat(value: Any) -> str:
    """A value of a field of one's own as one text."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    return str(value)
