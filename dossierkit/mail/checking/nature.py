"""What the names of templates are by nature, read off the declarations of their facts."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from dossierkit.schema.fact import Record
from dossierkit.schema.values import Birthday, DatedText, Duration, PartialDate, Rhythm
from dossierkit.text.translation import _

_VALUES = (Birthday, DatedText, Duration, Rhythm)
"""Tuples that stay what they are in templates; other tuples with names are groups of facts."""
_PLAIN = (str, int, Decimal, bool, datetime.date, datetime.time)


class Field(NamedTuple):
    """A name inside a group. `is_given`: there is always a value; `name` is that of the file."""

    name: str
    nature: Nature
    is_given: bool
    is_sensitive: bool = False


class Nature(NamedTuple):
    """A group of facts (`fields`), a list (`item`), a plain value (`plain`), or anything else."""

    fields: Mapping[str, Field] | None = None
    item: Nature | None = None
    plain: type[Any] | None = None

    @property
    def name(self) -> str:
        """What it is, in the words of the letters' errors."""
        if self.fields is not None:
            return _("a group of facts")
        if self.item is not None:
            return _("a list")
        kinds: dict[Any, str] = {bool: _("a yes-or-no"), str: _("a text"), int: _("a number")}
        return kinds.get(
            self.plain,
            _("a {type}").format(type=self.plain.__name__) if self.plain else _("something"),
        )

    @property
    def is_printable(self) -> bool:
        """Whether a template can print it."""
        return self.fields is None and self.item is None and self.plain is not bool

    def attribute(self, name: str) -> Field | None:
        """What it has under a name, or None if it has nothing of that name."""
        if self.fields is not None:
            return self.fields.get(name)
        if self.item is not None or name.startswith("_"):
            return None
        has = self.plain is None or hasattr(self.plain, name)
        return Field(name, ANYTHING, is_given=True) if has else None

    def names(self) -> tuple[str, ...]:
        """The names it has, for a hint."""
        return tuple(self.fields or ())


class Seen(NamedTuple):
    """What an expression is, and the fact it comes from (dotted, or empty).

    `is_row`: a part of what the program lists itself, such as a product of a price-update.
    `is_given`: there is always a value.
    """

    nature: Nature
    path: str = ""
    is_row: bool = False
    is_given: bool = True


ANYTHING = Nature()
TEXT = Nature(plain=str)
FLAG = Nature(plain=bool)
DATE = Nature(plain=datetime.date)
NUMBER = Nature(plain=int)


def list_of(item: Nature) -> Nature:
    """The nature of a list."""
    return Nature(item=item)


def group(kind: Any) -> Nature:
    """The nature of a Record, or of a tuple with names."""
    return _group(kind)


@cache
def _group(kind: Any) -> Nature:
    hints = get_type_hints(kind)
    if not issubclass(kind, Record):
        return Nature({name: _field(name, hints[name]) for name in kind._fields})
    return Nature(
        {
            declared.name.replace("-", "_"): _field(
                declared.name,
                hints.get(declared.attribute, Any),
                is_required=declared.required,
                is_sensitive=declared.sensitive,
            )
            for declared in kind.declared.values()
        }
    )


def _field(
    name: str, hint: Any, *, is_required: bool | None = None, is_sensitive: bool = False
) -> Field:
    """A field by the type it is declared with; a list may be empty, a line of text too."""
    parts = [part for part in _alternatives(hint) if part is not types.NoneType]
    nature = nature_of(parts[0]) if len(parts) == 1 else ANYTHING
    is_given = is_required
    if is_given is None:
        is_sure = len(parts) == len(_alternatives(hint)) and nature.item is None
        is_given = is_sure and nature.plain is not str
    return Field(name, nature, is_given, is_sensitive)


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def nature_of(hint: Any) -> Nature:
    """The nature of a value of a declared type, as templates see it."""
    if get_origin(hint) is tuple:
        return list_of(nature_of(typing.get_args(hint)[0]))
    if not isinstance(hint, type) or hint is PartialDate:
        return ANYTHING  # a partial date is a text or a date, as exactly as it is known
    if issubclass(hint, Record):
        return group(hint)
    if issubclass(hint, tuple) and hint not in _VALUES and hasattr(hint, "_fields"):
        return group(hint)
    return Nature(plain=hint) if hint in _PLAIN or hint in _VALUES else ANYTHING
