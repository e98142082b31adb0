"""The text of a new dossier: its name, and a commented question for every fact worth knowing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from dossierkit.schema.fact import Fact, Group
from dossierkit.schema.types import Choice
from dossierkit.text.scalar import write_scalar
from dossierkit.text.translation import _
from dossierkit.text.value import Value, field_lines

_NOTHING: Mapping[str, Value] = MappingProxyType({})
_QUESTIONS_BEGIN = 24
"""The column in which the questions stand, so that they can be read down the page."""


def new_text(
    kind: Group[Any], name: str, *, with_log: bool, known: Mapping[str, Value] = _NOTHING
) -> str:
    """A dossier that says a name and what else is `known`, fields within fields, with the other
    facts as commented questions (M29).

    A question stands where its answer belongs: taking the `#` away makes a field of it. Raises
    CannotEdit for what can't stand in a header.
    """
    lines = [f"name: {write_scalar(name)}", *_lines(kind, "", known)]
    header = "\n".join(line.rstrip() for line in lines)
    return f"---\n{header}\n---\n" + ("\n## Log\n" if with_log else "")


def _lines(group: Group[Any], indent: str, known: Mapping[str, Value]) -> Iterator[str]:
    for fact in group.facts.values():
        value = known.get(fact.name)
        if fact.required:
            continue
        if isinstance(fact.type, Group) and (value is None or isinstance(value, Mapping)):
            inner = list(_lines(fact.type, f"{indent}  ", value or _NOTHING))
            if inner:
                yield f"{indent}{fact.name}:"
                yield from inner
        elif value is not None:
            yield from field_lines(fact.name, value, len(indent))
        elif fact.question or fact.worth:
            yield _question(fact, indent)


def _question(fact: Fact, indent: str) -> str:
    ask = _(fact.question or fact.doc)
    if isinstance(fact.type, Choice):
        ask += f" ({' '.join(fact.type.values)})"
    if fact.sensitive:
        ask += _(" (only with their consent: consent.sensitive)")
    return f"{indent}# {fact.name}:".ljust(_QUESTIONS_BEGIN) + f"# {ask}"
