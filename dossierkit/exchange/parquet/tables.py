"""The tables of a book: their columns, and what their files are put apart by (docs/scale.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from dossierkit.exchange.parquet.forms import Form, columns_of
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Record


class Table(NamedTuple):
    """A table: its columns with their forms, and what its files are put apart by, which are
    columns of text too."""

    name: str
    columns: Mapping[str, Form]
    partitions: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row: the values of a table's partitions and of its columns, in their order."""

    partition: tuple[str | None, ...]
    values: tuple[Any, ...]


_BOTH = ("owner", "country")


def _facts(kind: type[Record], partitions: tuple[str, ...] = ()) -> dict[str, Form]:
    """The facts of a kind that are no partitions."""
    return {name: form for name, form, _ in columns_of(kind) if name not in partitions}


BOOK = Table(
    "book",
    {"day": date, "name": str, "currency": str, "timezone": str, "has_history": bool},
)
CUSTOMERS = Table(
    "customers",
    {
        "id": str,
        "country_name": str,
        "standing": str,
        "first_contact": date,
        "last_touch": date,
        **_facts(Customer, _BOTH),
    },
    _BOTH,
)
COMPANIES = Table(
    "companies", {"id": str, "country_name": str, **_facts(Company, ("country",))}, ("country",)
)
COUNTRIES = Table("countries", {"id": str, **_facts(Country)})
TOUCHES = Table(
    "touches",
    {
        "kind": str,
        "id": str,
        "company": str,
        "date": date,
        "time": str,
        "event": str,
        "direction": str,
        "currency": str,
        "amount": Decimal,
        "value": Decimal,
        "customer_until": date,
        "member": str,
        "valid": date,
        "tags": [str],
        "text": str,
        "line": int,
    },
    _BOTH,
)
FACTS = Table(
    "facts",
    {
        "kind": str,
        "id": str,
        "field": str,
        "old": str,
        "new": str,
        "day": date,
        "moment": datetime,
        "author": str,
        "commit": str,
        "is_birth": bool,
    },
    _BOTH,
)
FOLLOWUPS = Table(
    "followups",
    {
        "id": str,
        "name": str,
        "company": str,
        "due": date,
        "overdue_days": int,
        "class": str,
        "priority": int,
        "rules": [str],
        "reasons": [str],
        "action": str,
        "channel": str,
        "template": str,
        "moved_from": date,
        "notes": [str],
    },
    _BOTH,
)
TABLES = (BOOK, CUSTOMERS, COMPANIES, COUNTRIES, TOUCHES, FACTS, FOLLOWUPS)
