"""What a portrait keeps to itself: sensitive facts that were recorded without consent."""

from __future__ import annotations

from typing import Any

from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Group
from dossierkit.schema.types import ListOf


def without_sensitive(customer: Customer) -> tuple[Customer, list[str]]:
    """A customer as they may be shown, and the names of what was left out.

    With `consent.sensitive` that is everything; else what is declared sensitive is taken out.
    """
    if customer.consent and customer.consent.sensitive:
        return customer, []
    hidden: list[str] = []
    shown: Customer = _stripped(customer, hidden)
    return shown, hidden


def _stripped(facts: Any, hidden: list[str]) -> Any:
    changes: dict[str, Any] = {}
    for name, declared in facts.declared.items():
        value = getattr(facts, declared.attribute)
        if not value:
            continue
        item = declared.type.item if isinstance(declared.type, ListOf) else None
        if declared.sensitive:
            changes[declared.attribute] = () if item else None
            hidden.append(name)
        elif isinstance(declared.type, Group):
            changes[declared.attribute] = _stripped(value, hidden)
    return facts.but(**changes)
