"""Which dossiers of a kind are meant: by WHO, by owner, and by conditions, which are asked first of
what is noted of everybody, then of dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import Fields, UnknownField, dossiers_of
from dossierkit.book.noted import COMPANY, INTENT, OWNER, STAGE
from dossierkit.book.query import Condition, WrongQuery, parse_condition, parts_of, sorted_by
from dossierkit.cli.opening import find_who, require_owner
from dossierkit.cli.options import parse_day
from dossierkit.method.computed import computed_fields
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.garbage import without_gc
from dossierkit.text.translation import _

_NOTED = {note.name: note for note in (COMPANY, OWNER, STAGE, INTENT)}
"""The fields of a customer that are noted just as they stand in the file."""


def asks_what_is_noted(kind: str, conditions: Sequence[str]) -> bool:
    """Whether some customers can be left out without opening their dossiers."""
    return kind == "customer" and any(_field_of(text) in _NOTED for text in conditions)


def chosen(
    book: Book,
    kind: str,
    who: Sequence[str],
    conditions: Sequence[str],
    owner: str | None,
    day: date,
) -> list[Dossier[Any]]:
    """The dossiers of a kind that are named (all, if none is) and meet every condition, by id.

    An expected failure where a WHO is nobody or several; wrong usage for a wrong condition, and for
    an owner of anything but customers.
    """
    if owner is not None and kind != "customer":
        raise click.UsageError(_("--owner goes with customers only"))
    require_owner(book, owner)
    fields = Fields(book, computed_fields(book, day), day)
    return select(book, kind, conditions, "id", owner, fields, day, who)


def select(
    book: Book,
    kind: str,
    conditions: Sequence[str],
    order: str,
    owner: str | None,
    fields: Fields,
    day: date,
    who: Sequence[str] = (),
) -> list[Dossier[Any]]:
    """Those who are named (all, if none is) and meet every condition, in order; a wrong field or
    value is wrong usage."""
    try:
        asked = {
            text: parse_condition(text, kind, fields, lambda word: parse_day(word, day))
            for text in conditions
        }
        there = dossiers_of(book)[kind]
        if who:
            found = [*{one.id: one for one in (find_who(w, there, book) for w in who)}.values()]
        elif asks_what_is_noted(kind, conditions):
            noted = [holds for text, holds in asked.items() if _field_of(text) in _NOTED]
            with without_gc():
                found = [there[one] for one in _who_may(book, noted)]
        else:
            found = [*there.values()]
        found = [one for one in found if owner is None or one.facts.owner == owner]
        for holds in asked.values():
            found = [dossier for dossier in found if holds(dossier)]
        by_id = sorted(found, key=lambda dossier: dossier.id)
        field = fields.find(kind, order.removeprefix("-"))
        return sorted_by(by_id, field, descending=order.startswith("-"))
    except (UnknownField, WrongQuery) as error:
        raise click.UsageError(str(error)) from error


def _field_of(text: str) -> str:
    """The field that a condition asks about; nothing for what is no condition."""
    try:
        return parts_of(text)[0]
    except WrongQuery:
        return ""


def _who_may(book: Book, conditions: Sequence[Condition]) -> list[str]:
    """The customers who meet conditions on what is noted, asked of dossiers that say nothing
    else."""
    notes = {name: book.noted(note) for name, note in _NOTED.items()}
    found = []
    for one in book.customers:
        facts = Customer(**{name: said.get(one) for name, said in notes.items()})
        noted: Any = SimpleNamespace(id=one, facts=facts)
        if all(holds(noted) for holds in conditions):
            found.append(one)
    return found
