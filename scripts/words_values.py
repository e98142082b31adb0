"""The values of closed lists that people read: those of fields, of logs, and of the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from dossierkit.book.erased import Kind
from dossierkit.method.touches import Standing
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Group
from dossierkit.schema.types import WORDS_OF, Choice, ListOf, MapOf
from dossierkit.text.event import DIRECTIONS

KINDS = {"customer": Customer, "company": Company, "country": Country}
OTHERS = {
    "severity": ("error", "warning"),
    "action": ("service", "conversion", "long-term"),
    "direction": ("in", "out"),
    "dossier": ("customer", "company", "country", "member"),
    "outcome": ("kept", "late", "missed"),
    "erased": get_args(Kind),
    "price-change": ("new", "dropped", "currency"),
    "jinja": ("filter", "test"),
}
"""Lists that the program itself makes."""
APART = frozenset(("incoterm",))
"""Fields whose values are terms everywhere."""


def values() -> Iterator[tuple[str, str, str]]:
    """Each value with its kind, as `word` takes them, and the file that declares it."""
    for name, group in KINDS.items():
        for field, choice in _choices(group):
            if field not in APART:
                for value in choice.values:
                    yield value, WORDS_OF.get(field, field), f"schema/{name}.py"
    for event in DIRECTIONS:
        yield event, "event", "text/event.py"
    for kind, others in OTHERS.items():
        for value in others:
            yield value, kind, "scripts/words_values.py"
    for standing in get_args(Standing):
        yield standing, "standing", "method/touches.py"


def _choices(kind: type[Any]) -> Iterator[tuple[str, Choice]]:
    for fact in kind.declared.values():
        inner = fact.type
        while isinstance(inner, ListOf | MapOf):
            inner = inner.item
        if isinstance(inner, Choice):
            yield fact.name, inner
        elif isinstance(inner, Group):
            yield from _choices(inner.kind)
