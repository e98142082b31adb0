"""The fields of a dossier by their dotted paths: what one may ask a book about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.schema.codes import COUNTRY, ID
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import COMPANY, CUSTOMER, MEMBER, Dossier
from dossierkit.schema.dossier import COUNTRY as COUNTRY_GROUP
from dossierkit.schema.fact import Group
from dossierkit.schema.sensitive import SENSITIVE, shown_facts
from dossierkit.schema.types import Anything, ListOf, MapOf, Type
from dossierkit.text.finding import Advised
from dossierkit.text.translation import _, word

GROUPS: dict[str, Group[Any]] = {
    "customer": CUSTOMER,
    "company": COMPANY,
    "country": COUNTRY_GROUP,
    "member": MEMBER,
}
REFERENCES = {
    "customer": {"company": "company", "country": "country", "owner": "member"},
    "company": {"country": "country"},
}
"""The fields of each kind that name another dossier, with that one's kind."""
_GUARDED = frozenset(fact.names[0] for fact in SENSITIVE)
"""The fields of a customer that are sensitive, or hold one that is."""


class Field(NamedTuple):
    """A field: its path, the type of its values, and those values in a dossier (none if unset)."""

    path: str
    type: Type[Any]
    values: Callable[[Dossier[Any]], list[Any]]


class UnknownField(Advised):
    """There is no such field; the hint says which was probably meant."""


Computed = Mapping[str, Mapping[str, Field]]
"""Fields that stand in no file, such as the last touch, by kind and name."""


class Fields:
    """The fields of a book's dossiers, own ones and those of the dossiers they refer to.

    Sensitive ones have no value where nobody agreed to their use on the day, `on`.
    """

    def __init__(self, book: Book, computed: Computed, on: date) -> None:
        self._on = on
        self._dossiers: dict[str, Mapping[str, Dossier[Any]]] = dossiers_of(book)
        self._computed = {
            kind: {"id": Field("id", ID, lambda dossier: [dossier.id]), **computed.get(kind, {})}
            for kind in GROUPS
        }
        self._computed["customer"]["country"] = Field(
            "country", COUNTRY, lambda dossier: _given(book.country_code(dossier.facts))
        )

    def find(self, kind: str, path: str) -> Field:
        """The field of a kind that a dotted path names; raises UnknownField."""
        first, _unused, rest = path.partition(".")
        target = REFERENCES.get(kind, {}).get(first)
        if rest and target:
            return self._referred(path, self.find(kind, first), target, rest)
        if path in self._computed[kind]:
            return self._computed[kind][path]
        names = path.split(".")
        try:
            leaf = _item(type_at(GROUPS[kind], names))
        except KeyError:
            raise unknown_field(kind, path, self.paths(kind)) from None
        if kind == "customer" and names[0] in _GUARDED:
            return Field(path, leaf, lambda one: _walk(CUSTOMER, self._shown(one), names))
        return Field(path, leaf, lambda dossier: _walk(GROUPS[kind], dossier.facts, names))

    def _shown(self, dossier: Dossier[Customer]) -> Customer:
        return shown_facts(dossier.facts, self._on)

    def _referred(self, path: str, reference: Field, kind: str, rest: str) -> Field:
        """A field of the dossier that another one names."""
        inner = self.find(kind, rest)
        there = self._dossiers[kind]

        def values(dossier: Dossier[Any]) -> list[Any]:
            named = (there.get(name) for name in reference.values(dossier))
            return [value for other in named if other for value in inner.values(other)]

        return Field(path, inner.type, values)

    def paths(self, kind: str) -> list[str]:
        """Every field of a kind, with those that a reference leads to at the end."""
        own = [*self._computed[kind], *paths_of(GROUPS[kind])]
        referred = [
            f"{name}.{path}"
            for name, target in REFERENCES.get(kind, {}).items()
            for path in (*self._computed[target], *paths_of(GROUPS[target]))
        ]
        return list(dict.fromkeys(own + referred))


def dossiers_of(book: Book) -> dict[str, Mapping[str, Dossier[Any]]]:
    """The dossiers of a book by kind, in the order in which names are looked up."""
    return {
        "customer": book.customers,
        "company": book.companies,
        "country": book.countries,
        "member": book.members,
    }


def kind_of(book: Book, dossier: Dossier[Any]) -> str:
    """The kind of a dossier of a book."""
    return next(k for k, there in dossiers_of(book).items() if there.get(dossier.id) is dossier)


def _given(value: Any) -> list[Any]:
    return [] if value is None else [value]


def paths_of(group: Group[Any]) -> Iterator[str]:
    """The dotted paths of all fields of a kind of dossier, in the order of the schema."""
    for name, declared in group.facts.items():
        yield name
        inner = _item(declared.type)
        if isinstance(inner, Group):
            yield from (f"{name}.{path}" for path in paths_of(inner))


def unknown_field(kind: str, path: str, known: list[str]) -> UnknownField:
    """What to raise for a field that a kind of dossier has not: which one was probably meant."""
    folded = path.lower().replace("_", "-")
    near = get_close_matches(folded, known, 1, 0.8)
    near = near or [name for name in known if name.endswith(f".{folded}")][:2]
    near = near or get_close_matches(folded, known, 1, 0.6)
    top = " ".join(name for name in known if "." not in name)
    hint = (
        _("did you mean {near}?").format(near=_(" or ").join(near))
        if near
        else _("the fields are: {top}").format(top=top)
    )
    message = _("a {kind} has no field '{path}'").format(kind=word(kind, "dossier"), path=path)
    return UnknownField(message, hint)


def type_at(field_type: Type[Any], names: Sequence[str]) -> Type[Any]:
    """The type of what a path leads to; raises KeyError for a name that is not there."""
    if not names or isinstance(field_type, Anything):
        return field_type
    inner = _item(field_type)
    if isinstance(inner, Group):
        return type_at(inner.facts[names[0]].type, names[1:])
    if isinstance(inner, MapOf):
        return type_at(inner.item, names[1:])
    raise KeyError(names[0])


def documented(group: Group[Any]) -> Iterator[tuple[str, str]]:
    """The dotted paths of all fields of a kind of dossier, each with what it is, in the language
    spoken."""
    for name, declared in group.facts.items():
        yield name, _(declared.doc)
        inner = _item(declared.type)
        if isinstance(inner, Group):
            yield from ((f"{name}.{path}", doc) for path, doc in documented(inner))


def _item(field_type: Type[Any]) -> Type[Any]:
    """The type of one value of a field."""
    return field_type.item if isinstance(field_type, ListOf) else field_type


def _walk(field_type: Type[Any], value: Any, names: list[str]) -> list[Any]:
    """All values that a path leads to, lists laid out flat."""
    if value is None:
        return []
    if isinstance(value, (tuple, list)) and isinstance(field_type, (ListOf, Anything)):
        inner = _item(field_type)
        return [found for item in value for found in _walk(inner, item, names)]
    if isinstance(field_type, Group):
        if not names:
            return [] if value == field_type.empty else [value]
        declared = field_type.facts[names[0]]
        return _walk(declared.type, getattr(value, declared.attribute), names[1:])
    if isinstance(value, Mapping):
        if not names:
            return [value] if value else []
        inner = field_type.item if isinstance(field_type, MapOf) else field_type
        return _walk(inner, value.get(names[0]), names[1:])
    return [] if names else [value]
