"""Small customers for the tests of suggestions. The day is a Friday, 2026-11-20."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from conftest import dossier
from dues import person

from dossierkit.book.book import Book
from dossierkit.method.suggesting.suggestions import Suggestion, suggestions
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Policy, packaged_figures
from dossierkit.schema.pricelist import Rates

ON = date(2026, 11, 20)


def book_with(one: Dossier[Customer]) -> Book:
    """A book of one customer, without files."""
    policy = Policy(follow_up=packaged_figures())
    nothing = Rates("dossiers/rates.csv", (), ())
    return Book(Path("/"), policy, {one.id: one}, {}, {}, {}, (), nothing, (), (), (), frozenset())


def found(*lines: str, on: date = ON, **beside: Any) -> list[Suggestion]:
    """What is suggested about Anna: lines that begin with a date are her log."""
    one = dossier(person(*lines))
    return suggestions(book_with(one), one, on, **beside)


def moves(*lines: str, on: date = ON, **beside: Any) -> dict[str, str | None]:
    """The same as fields with what they may be."""
    return {one.field: one.value for one in found(*lines, on=on, **beside)}


def rules(*lines: str, on: date = ON) -> list[str]:
    """The same as the ids of the rules."""
    return [one.id for one in found(*lines, on=on)]
