"""Facts as templates see them: by the names of the file, and nothing that is not declared."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from dossierkit.mail.script import fits
from dossierkit.schema.fact import Record
from dossierkit.schema.types import PROSE, Type
from dossierkit.schema.values import PartialDate
from dossierkit.text.translation import _


class TemplateError(Exception):
    """Why a letter can't be made, in words for whoever writes templates and dossiers."""


class Prose(str):
    """A text that may have several lines."""

    __slots__ = ()


class Called(NamedTuple):
    """What somebody may be called, the best first: `Ms Fatima`, `فاطمة`."""

    words: tuple[str, ...]

    def in_language(self, language: str) -> str:
        """The best that is written in the script of a language, else the best of all."""
        return next((one for one in self.words if fits(one, language)), self.words[0])


class Place(NamedTuple):
    """Where facts are filled in: a file, and the fields that lead to them.

    `absent` is the field to fill where there is no such file, in which case `path` is the file
    that should name it.
    """

    path: str
    prefix: str = ""
    absent: str = ""

    def inside(self, field: str) -> Place:
        """The place of the facts in one of the fields."""
        return self._replace(prefix=f"{self.prefix}{field}.")

    def remedy(self, field: str) -> str:
        """What to do so that a field has a value."""
        return _("{path}: fill '{absent}'").format(
            path=self.path, absent=self.absent or self.prefix + field
        )


class Gap(NamedTuple):
    """A name that is known but has no value: what it is called, and what to do."""

    name: str
    remedy: str

    def __str__(self) -> str:
        return _("'{name}' has no value; {remedy}").format(name=self.name, remedy=self.remedy)


class Known(NamedTuple):
    """What is known of a name: its attribute, its name in the file, and its nature."""

    attribute: str
    field: str
    is_sensitive: bool
    is_prose: bool


class Facts:
    """A dossier, or a group of its facts, for templates.

    Names are those of the file with `_` for `-`. Holds plain data only; a template reaches it
    through `look_up` alone, never through Python's attributes.
    """

    __slots__ = ("_is_consented", "_place", "_source", "_title")

    def __init__(self, source: Any, title: str, place: Place, *, is_consented: bool = True) -> None:
        self._source = source
        self._title = title
        self._place = place
        self._is_consented = is_consented

    def look_up(self, name: str, allowed: frozenset[str]) -> Any:
        """The value of a name, as a template may have it: plain, Facts, a tuple of them, or a Gap.

        Raises TemplateError for a name that is not declared, and for a sensitive fact that is not
        among the `allowed` ones (dotted, as in `customer.religion`) or has no consent.
        """
        known = self._names().get(name)
        if known is None:
            raise TemplateError(self._unknown(name))
        dotted = f"{self._title}.{name}"
        if known.is_sensitive:
            self._check_sensitive(known, dotted, allowed)
        value = getattr(self._source, known.attribute)
        if value is None or value in ((), {}) or (isinstance(value, str) and not value.strip()):
            return Gap(dotted, self._place.remedy(known.field))
        return self._wrapped(value, known, dotted)

    def __bool__(self) -> bool:
        """Whether anything is known."""
        source = self._source
        return not isinstance(source, Record) or source != type(source)()

    def __str__(self) -> str:
        names = ", ".join(self._names())
        raise TemplateError(
            _("'{title}' is a group of facts; print one of: {names}").format(
                title=self._title, names=names
            )
        )

    __repr__ = __str__

    def _wrapped(self, value: Any, known: Known, dotted: str) -> Any:
        if isinstance(value, Record):
            place = self._place.inside(known.field)
            return Facts(value, dotted, place, is_consented=self._is_consented)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(self._wrapped(item, known, dotted) for item in value)
        if isinstance(value, PartialDate):
            return value.first_day() if value.day else str(value)
        if isinstance(value, str) and known.is_prose:
            return Prose(value)
        return value

    def _check_sensitive(self, known: Known, dotted: str, allowed: frozenset[str]) -> None:
        if dotted not in allowed:
            hint = _(
                "if this kind of letter may use it, write uses: [{dotted}] in the template"
            ).format(dotted=dotted)
            raise TemplateError(
                _("'{dotted}' is a sensitive fact; {hint}").format(dotted=dotted, hint=hint)
            )
        if not self._is_consented:
            raise TemplateError(
                _(
                    "'{dotted}' is a sensitive fact, kept without consent; {path}: fill "
                    "'consent.sensitive', or delete '{field}'"
                ).format(dotted=dotted, path=self._place.path, field=known.field)
            )

    def _names(self) -> Mapping[str, Known]:
        kind: Any = type(self._source)
        return _names_of(kind)

    def _unknown(self, name: str) -> str:
        names = tuple(self._names())
        return _("'{title}.{name}' is no fact; {meant}").format(
            title=self._title, name=name, meant=meant(name, names)
        )


def meant(name: str, names: tuple[str, ...]) -> str:
    """A hint for a name that does not exist: the one that was probably meant, else all."""
    near = get_close_matches(name, names, 1)
    return (
        _("did you mean '{near}'?").format(near=near[0])
        if near
        else _("there are: {names}").format(names=", ".join(names))
    )


@cache
def _names_of(kind: type[Any]) -> Mapping[str, Known]:
    """The names of a kind of facts: declared ones of a Record, or the fields of a tuple."""
    if not issubclass(kind, Record):
        return {name: Known(name, name, False, False) for name in kind._fields}
    return {
        declared.name.replace("-", "_"): Known(
            declared.attribute, declared.name, declared.sensitive, _is_prose(declared.type)
        )
        for declared in kind.declared.values()
    }


def _is_prose(declared: Type[Any]) -> bool:
    return PROSE in (declared, getattr(declared, "item", None))
