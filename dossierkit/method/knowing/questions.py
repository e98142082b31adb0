"""What there is to ask (M29): each fact worth knowing, with the question that fills its gap.

The English questions are declared with the facts; the Chinese ones stand in `questions.zh.yaml`.
A question that ends with a question mark is asked; any other says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from dossierkit.book.fields import GROUPS
from dossierkit.schema.fact import Fact, Group
from dossierkit.text.packaged import packaged

LANGUAGES = ("en", "zh")
_CHINESE = "method/knowing/questions.zh.yaml"


class Asked(NamedTuple):
    """A fact worth knowing: its dotted path, and the attributes that lead to its value."""

    field: str
    attributes: tuple[str, ...]
    fact: Fact
    sensitive: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The path, as it stands in the header."""
        return tuple(self.field.split("."))

    @property
    def is_own(self) -> bool:
        """Whether it is a field of the team's own, below `custom`."""
        return self.attributes == ("custom",)

    def value(self, facts: Any) -> Any:
        """What a dossier says about it: its default if nothing."""
        for attribute in self.attributes:
            facts = getattr(facts, attribute)
        return facts


@cache
def asked(kind: str) -> tuple[Asked, ...]:
    """Every fact of a kind of dossier with a worth above 0, in the order of the schema."""
    return tuple(_asked(GROUPS[kind], Asked("", (), GROUPS[kind].facts["name"], False)))


def _asked(group: Group[Any], parent: Asked) -> Iterator[Asked]:
    for fact in group.facts.values():
        field = f"{parent.field}.{fact.name}".lstrip(".")
        here = Asked(
            field, (*parent.attributes, fact.attribute), fact, parent.sensitive or fact.sensitive
        )
        if fact.worth:
            yield here
        if isinstance(fact.type, Group):
            yield from _asked(fact.type, here)


def question(kind: str, one: Asked, language: str) -> str:
    """What to ask, or where to look, in English or Chinese (`en`, `zh`). A question of the team's
    own is as they wrote it."""
    if language != "zh" or one.is_own:
        return one.fact.question
    chinese: str = packaged(_CHINESE)[kind][one.field]
    return chinese


def is_asked(text: str) -> bool:
    """Whether a question is put to somebody, and does not say where to look."""
    return text.endswith(("?", "？"))
