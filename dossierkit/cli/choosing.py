"""Which dossiers of a kind are meant: by WHO, by conditions, and by owner, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import Fields, UnknownField, dossiers_of
from dossierkit.book.query import Condition, WrongQuery, parse_condition, sorted_by
from dossierkit.cli.opening import find_who, require_owner
from dossierkit.cli.options import parse_day
from dossierkit.method.computed import computed_fields
from dossierkit.schema.dossier import Dossier


def chosen(
    book: Book,
    kind: str,
    who: Sequence[str],
    conditions: Sequence[str],
    owner: str | None,
    day: date,
) -> list[Dossier[Any]]:
    """The dossiers of a kind that are named (all, if none is) and meet every condition, by id.

    An expected failure where a WHO is nobody or several; wrong usage for a wrong condition.
    """
    there = dossiers_of(book)[kind]
    found = {one.id: one for one in (find_who(word, there, book) for word in who)} or there
    fields = Fields(book, computed_fields(book, day), day)
    mine = of_owner(book, list(found.values()), kind, owner)
    return select(mine, kind, conditions, "id", fields, day)


def of_owner(
    book: Book, found: list[Dossier[Any]], kind: str, owner: str | None
) -> list[Dossier[Any]]:
    """Those of one member; all, without an owner. Wrong usage for any kind but customers."""
    if owner is None:
        return found
    if kind != "customer":
        raise click.UsageError("--owner goes with customers only")
    require_owner(book, owner)
    return [dossier for dossier in found if dossier.facts.owner == owner]


def select(
    found: list[Dossier[Any]],
    kind: str,
    conditions: Sequence[str],
    order: str,
    fields: Fields,
    day: date,
) -> list[Dossier[Any]]:
    """Those that meet every condition, in order; a wrong field or value is wrong usage."""
    try:
        for text in conditions:
            holds: Condition = parse_condition(text, kind, fields, lambda w: parse_day(w, day))
            found = [dossier for dossier in found if holds(dossier)]
        by_id = sorted(found, key=lambda dossier: dossier.id)
        field = fields.find(kind, order.removeprefix("-"))
        return sorted_by(by_id, field, descending=order.startswith("-"))
    except (UnknownField, WrongQuery) as error:
        raise click.UsageError(str(error)) from error
