"""The text of a new dossier: its name, and a commented question for every fact worth knowing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossierkit.schema.fact import Fact, Group
from dossierkit.schema.types import Choice
from dossierkit.text.scalar import write_scalar

_QUESTIONS_BEGIN = 24
"""The column in which the questions stand, so that they can be read down the page."""


def new_text(kind: Group[Any], name: str, *, with_log: bool) -> str:
    """A dossier that says nothing but a name, with the other facts as commented questions (M29).

    A question stands where its answer belongs: taking the `#` away makes a field of it.
    """
    lines = [f"name: {write_scalar(name)}", *_questions(kind, "")]
    header = "\n".join(line.rstrip() for line in lines)
    return f"---\n{header}\n---\n" + ("\n## Log\n" if with_log else "")


def _questions(group: Group[Any], indent: str) -> Iterator[str]:
    for fact in group.facts.values():
        if fact.required:
            continue
        if isinstance(fact.type, Group):
            inner = list(_questions(fact.type, f"{indent}  "))
            if inner:
                yield f"{indent}{fact.name}:"
                yield from inner
        elif fact.question or fact.worth:
            yield _question(fact, indent)


def _question(fact: Fact, indent: str) -> str:
    ask = fact.question or fact.doc
    if isinstance(fact.type, Choice):
        ask += f" ({' '.join(fact.type.values)})"
    if fact.sensitive:
        ask += " (only with their consent: consent.sensitive)"
    return f"{indent}# {fact.name}:".ljust(_QUESTIONS_BEGIN) + f"# {ask}"
