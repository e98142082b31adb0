"""The pool of a book, with what only git knows of it."""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.cli.entry_days import entry_days
from dossierkit.cli.held import held_since
from dossierkit.method.pool import Pool, pool


def pool_in(book: Book, day: date, owner: str | None = None) -> Pool:
    """The pool on a day. Git is asked only of those that the log alone would put into it: since
    when they are their owners'."""
    entered = entry_days(book, day)
    first = pool(book, day, owner=owner, entered=entered)
    owned = [one.dossier for one in (*first.inside, *first.soon) if one.dossier.facts.owner]
    held = held_since(book, owned, "owner", day)
    return pool(book, day, owner=owner, entered=entered, held=held) if held else first
