"""The declaration of a fact, made once, from which everything else about it follows.

A kind of dossier is a Record; each of its attributes is declared with `fact(...)`.
Validation, templates, the field reference and the questions of a new file read it from there.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from dossierkit.schema.reading import Reading, nearest
from dossierkit.schema.types import ListOf, MapOf, Type
from dossierkit.text.nodes import Mapping, Node, Scalar
from dossierkit.text.source import MAX_FINDINGS
from dossierkit.text.translation import _

T = TypeVar("T", bound="Record")
R = TypeVar("R", bound="Record")


class Fact(NamedTuple):
    """What is declared about a field.

    `worth` counts from 0 (nice to know) to 10 (ask today); `question` fills the gap, or says
    where to look. `personal` facts are about a person; `sensitive` ones need that person's
    consent. What `drives` follow-ups makes a dossier unreadable for `due` when it is wrong.
    """

    name: str
    attribute: str
    type: Type[Any]
    doc: str
    question: str
    worth: int
    required: bool
    personal: bool
    sensitive: bool
    drives: bool


class _Declared(NamedTuple):
    """What `fact` leaves in a class body until the class is made."""

    details: tuple[Any, ...]
    default: Any


def fact(
    type: Type[Any],  # noqa: A002
    doc: str,
    *,
    question: str = "",
    worth: int = 0,
    required: bool = False,
    personal: bool = False,
    sensitive: bool = False,
    drives: bool = False,
) -> Any:
    """Declares an attribute of a Record as a fact; see `Fact`."""
    details = (type, doc, question, worth, required, personal or sensitive, sensitive, drives)
    default: Any = None
    if required:
        default = ""
    elif isinstance(type, ListOf):
        default = ()
    elif isinstance(type, MapOf):
        default = MappingProxyType({})
    elif isinstance(type, Group):
        default = type.empty
    return _Declared(details, default)


class Record:
    """Facts as attributes, read-only. An instance holds what is known; a fact that is not has
    the default of the class: None, nothing in a list or a map, an empty group.

    A dataclass would do the same, but making thirty of them costs more than reading a hundred
    dossiers.
    """

    declared: ClassVar[dict[str, Fact]] = {}

    def __init_subclass__(cls) -> None:
        facts: dict[str, Fact] = {}
        for attribute, declared in list(vars(cls).items()):
            if isinstance(declared, _Declared):
                name = attribute.rstrip("_").replace("_", "-")
                facts[name] = Fact(name, attribute, *declared.details)
                setattr(cls, attribute, declared.default)
        cls.declared = facts

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a {type(self).__name__} can't be changed; make another one")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return False
        names = (fact.attribute for fact in self.declared.values())
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        known = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({known})"

    def but(self: R, **values: Any) -> R:
        """The same facts, but for these."""
        return type(self)(**{**vars(self), **values})


class Group(Generic[T]):
    """A type made of named facts: a Record read from a mapping."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self.facts = kind.declared
        self.title = kind.__name__.lower()
        self.required = [fact for fact in self.facts.values() if fact.required]
        self.empty = kind()
        self._readers = {
            name: (fact.attribute, fact.type.read) for name, fact in self.facts.items()
        }

    @property
    def name(self) -> str:
        """How it is written: its fields."""
        return _("fields ({facts})").format(facts=", ".join(self.facts))

    def read(self, node: Node, reading: Reading) -> T | None:
        if type(node) is Mapping:
            return self.read_fields(node, reading)
        if type(node) is Scalar and node.is_null:
            return None
        first = next(iter(self.facts))
        hint = _("write it as {{{first}: …}}").format(first=first)
        reading.report(node, "wrong-shape", _("{name} expected").format(name=self.name), hint)
        return None

    def read_fields(self, mapping: Mapping, reading: Reading) -> T:
        """The facts of a mapping; what is unknown or wrong is left out and reported."""
        values: dict[str, Any] = {}
        readers, is_top = self._readers, not reading.field
        for name, node in mapping.fields.items():
            if is_top:
                reading.field = name
            reader = readers.get(name)
            if reader is None:
                self._report_unknown(name, mapping.keys[name], reading, is_top)
                continue
            attribute, read = reader
            value = read(node, reading)
            if value is not None:
                values[attribute] = value
        if is_top:
            reading.field = ""
        return self.kind(**values)

    def _report_unknown(self, name: str, offset: int, reading: Reading, is_top: bool) -> None:
        suggests = len(reading.notes) < MAX_FINDINGS
        meant = nearest(name, tuple(self.facts)) if suggests else ""
        hint = _("did you mean '{meant}'?").format(meant=meant)
        field = reading.field
        if is_opt_out(name):
            meant, hint = "consent", _("write it as consent: {do-not-contact: true}")
            reading.field = "consent"
        elif not meant and (group := self._group_of(name)):
            meant, hint = (
                group,
                _("it belongs under '{group}': write {group}: {{{name}: …}}").format(
                    group=group, name=name
                ),
            )
        elif not meant:
            hint = _("the fields here are: {facts}").format(facts=" ".join(self.facts))
        if is_top:
            reading.field = meant or name
        reading.report_key(
            offset, "unknown-field", _("'{name}' is no field here").format(name=name), hint
        )
        reading.field = field

    def _group_of(self, name: str) -> str:
        """The group among these facts that has a field of this name, or an empty text."""
        for declared in self.facts.values():
            if isinstance(declared.type, Group) and name in declared.type.facts:
                return declared.name
        return ""


_OPT_OUT = re.compile(
    r"opt(?:ed|s|ing)?.?out|do.?not|unsubscri|black.?list|\bdnc\b|no.?(?:e?.?mail|contact|marketing|spam)"
    r"|(?:stop|never|don.?t).?(?:e?.?mail|contact|write|call)|拒|退订|勿扰",
    re.IGNORECASE,
)


def is_opt_out(name: str) -> bool:
    """Whether a field's name looks like a wish not to be contacted."""
    return _OPT_OUT.search(name) is not None
