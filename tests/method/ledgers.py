"""Ledgers of small books, for the tests of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from dossierkit.book.load import load
from dossierkit.method.course.moves import Arrival, Move, Seen
from dossierkit.method.figures.ledger import Ledger, ledger_of

ON = date(2026, 11, 20)
"""Today, in these tests."""

MakeBook = Callable[[Mapping[str, str | bytes]], Path]


def person(header: str = "", log: str = "", name: str = "Anna", notes: str = "") -> str:
    """A customer's dossier with lines of a header, notes and a log."""
    return f"---\nname: {name}\n{header}---\n{notes}\n\n## Log\n\n{log}"


def ledger(
    make_book: MakeBook,
    customers: Mapping[str, str],
    other: Mapping[str, str | bytes] | None = None,
    *,
    since: date | None = None,
    owner: str | None = None,
    policy: str = "currency: USD\n",
) -> Ledger:
    """The ledger of a book of some customers, by their ids, and other files."""
    files: dict[str, str | bytes] = {"dossiers/book.yaml": policy, **(other or {})}
    files |= {f"dossiers/customers/{one}.md": text for one, text in customers.items()}
    return ledger_of(load(make_book(files)), ON, since, owner)


def moved(who: str, old: str | None, new: str | None, day: date, field: str = "stage") -> Move:
    """A fact that history saw change."""
    return Move(who, field, old, new, day, "Lily", "abc", "")


def begun(who: str, day: date) -> Arrival:
    """A dossier that history saw begin."""
    return Arrival(who, who, None, day, "Lily", "abc")


def seen(*moves: Move, came: tuple[Arrival, ...] = ()) -> Seen:
    """What history tells."""
    return Seen(moves, came, (), {})
