"""The declaration of a fact, made once, from which everything else about it follows.

A kind of dossier is a frozen dataclass; each of its attributes is declared with `fact(...)`.
Validation, templates, the field reference and the questions of a new file read it from there.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Generic, NamedTuple, TypeVar

from dossierkit.schema.reading import Reading, nearest
from dossierkit.schema.types import ListOf, MapOf, Type
from dossierkit.text.header import Entry, Mapping, Node, Scalar

T = TypeVar("T")


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
    """Declares an attribute of a dataclass as a fact; see `Fact`."""
    details = (type, doc, question, worth, required, personal or sensitive, sensitive, drives)
    metadata = {"fact": details}
    if isinstance(type, MapOf):
        return dataclasses.field(default_factory=dict, metadata=metadata)
    default: Any = () if isinstance(type, ListOf) else None
    if isinstance(type, Group):
        default = type.empty
    if required:
        default = ""
    return dataclasses.field(default=default, metadata=metadata)


def facts_of(kind: type[Any]) -> dict[str, Fact]:
    """The facts of a dataclass by their names in the file, in the order of declaration."""
    facts = {}
    for field in dataclasses.fields(kind):
        if details := field.metadata.get("fact"):
            name = field.name.rstrip("_").replace("_", "-")
            facts[name] = Fact(name, field.name, *details)
    return facts


class Group(Generic[T]):
    """A type made of named facts: a dataclass read from a mapping."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self.facts = facts_of(kind)
        self.title = kind.__name__.lower()
        self.name = f"fields ({', '.join(self.facts)})"
        self.empty = kind()

    def read(self, node: Node, reading: Reading) -> T | None:
        if type(node) is Mapping:
            return self.read_fields(node, reading)
        if type(node) is Scalar and node.is_null:
            return None
        first = next(iter(self.facts))
        hint = f"write it as {{{first}: …}}"
        reading.report(node, "wrong-shape", f"{self.name} expected", hint)
        return None

    def read_fields(self, mapping: Mapping, reading: Reading) -> T:
        """The facts of a mapping; what is unknown or wrong is left out and reported."""
        values: dict[str, Any] = {}
        is_top = not reading.field
        for name, entry in mapping.entries.items():
            if is_top:
                reading.field = name
            declared = self.facts.get(name)
            if declared is None:
                self._report_unknown(name, entry, reading, is_top)
                continue
            value = declared.type.read(entry.value, reading)
            if value is not None:
                values[declared.attribute] = value
        if is_top:
            reading.field = ""
        return self.kind(**values)

    def _report_unknown(self, name: str, entry: Entry, reading: Reading, is_top: bool) -> None:
        meant = nearest(name, tuple(self.facts))
        hint = f"did you mean '{meant}'?"
        if is_opt_out(name):
            meant, hint = "consent", "write it as consent: {do-not-contact: true}"
        elif not meant and (group := self._group_of(name)):
            meant, hint = group, f"it belongs under '{group}': write {group}: {{{name}: …}}"
        elif not meant:
            hint = f"the fields here are: {' '.join(self.facts)}"
        if is_top:
            reading.field = meant or name
        reading.report(entry.key, "unknown-field", f"'{name}' is no field here", hint)

    def _group_of(self, name: str) -> str:
        """The group among these facts that has a field of this name, or an empty text."""
        for declared in self.facts.values():
            if isinstance(declared.type, Group) and name in declared.type.facts:
                return declared.name
        return ""


_OPT_OUT = re.compile(
    r"opt.?out|do.?not|unsubscri|black.?list|\bdnc\b|no.?(?:e?.?mail|contact|marketing|spam)"
    r"|(?:stop|never|don.?t).?(?:e?.?mail|contact|write|call)|拒|退订|勿扰",
    re.IGNORECASE,
)


def is_opt_out(name: str) -> bool:
    """Whether a field's name looks like a wish not to be contacted."""
    return _OPT_OUT.search(name) is not None
