"""Sensitive facts, and whether they may be used: the one answer that all others ask (promise 31).

Religion, diet and children are sensitive by their declaration. They are used, in a list, a letter
or a page, only while the person's consent is in force: from its day to the last day it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER
from dossierkit.schema.fact import Group, Record
from dossierkit.schema.types import ListOf

R = TypeVar("R", bound=Record)


class Sensitive(NamedTuple):
    """A sensitive fact: its names in the file, and its attribute's path."""

    names: tuple[str, ...]
    attribute: str


def may_use_sensitive(customer: Customer, on: date) -> bool:
    """Whether sensitive facts of a customer may be used on a day."""
    agreed = customer.consent.sensitive
    return agreed is not None and agreed.holds(on)


def _sensitive(kind: type[Record]) -> Iterator[Sensitive]:
    for fact in kind.declared.values():
        if fact.sensitive:
            yield Sensitive((fact.name,), fact.attribute)
        elif isinstance(fact.type, Group):
            for inner in _sensitive(fact.type.kind):
                names, attribute = (fact.name, *inner.names), f"{fact.attribute}.{inner.attribute}"
                yield Sensitive(names, attribute)


SENSITIVE = tuple(_sensitive(Customer))
"""The sensitive facts of a customer."""


def is_sensitive(path: str) -> bool:
    """Whether a customer's field, or one that it stands in, is declared sensitive."""
    group: Any = CUSTOMER
    for name in path.split("."):
        declared = group.facts.get(name) if isinstance(group, Group) else None
        if declared is None or declared.sensitive:
            return declared is not None
        group = declared.type.item if isinstance(declared.type, ListOf) else declared.type
    return False


def shown_facts(customer: Customer, on: date) -> Customer:
    """A customer as they may be shown on a day: without consent in force, no sensitive fact."""
    return customer if may_use_sensitive(customer, on) else _without(customer)


def kept_sensitive(customer: Customer) -> list[str]:
    """The dotted names of the sensitive facts that are known of a customer."""
    return [".".join(fact.names) for fact in SENSITIVE if attrgetter(fact.attribute)(customer)]


def hidden_facts(customer: Customer, on: date) -> list[str]:
    """Those of them that may not be used on a day."""
    return [] if may_use_sensitive(customer, on) else kept_sensitive(customer)


def _without(facts: R) -> R:
    changes: dict[str, Any] = {}
    for declared in facts.declared.values():
        if declared.sensitive:
            changes[declared.attribute] = getattr(type(facts), declared.attribute)
        elif isinstance(declared.type, Group):
            changes[declared.attribute] = _without(getattr(facts, declared.attribute))
    return facts.but(**changes)


def shown_header(
    header: Mapping[str, Any], customer: Customer, on: date
) -> tuple[dict[str, Any], list[str]]:
    """A header's plain values as they may be shown on a day, and the dotted names of those that
    are left out, readable or not."""
    shown, hidden = dict(header), list[str]()
    if may_use_sensitive(customer, on):
        return shown, hidden
    for fact in SENSITIVE:
        if _taken_out(shown, fact.names):
            hidden.append(".".join(fact.names))
    return shown, hidden


def _taken_out(fields: dict[str, Any], names: tuple[str, ...]) -> bool:
    """Takes a field out, copying each map on the way to it; whether there was one."""
    first, *rest = names
    if first not in fields:
        return False
    inner = fields[first]
    if not rest or not isinstance(inner, dict):
        return fields.pop(first) is not None
    fields[first] = inner = dict(inner)
    return _taken_out(inner, tuple(rest))
