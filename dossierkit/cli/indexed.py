"""Asking the index of a book, if it can be used; opening a book for a question about a few."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.cli.opening import broken_policy, find_root, open_book, root_folder
from dossierkit.cli.reading_progress import progress
from dossierkit.index.asked import Asked
from dossierkit.index.database import NoIndex
from dossierkit.text.garbage import without_gc

if TYPE_CHECKING:
    from dossierkit.book.book import Book

A = TypeVar("A")


def from_index(
    book_path: str | None,
    ask: Callable[[str, Asked], A],
    on: date,
    within: int,
    owner: str | None,
    *,
    in_full: bool,
) -> A | None:
    """What the index of a book answers; None where it can't be used, so that the whole book has to
    be read. An expected failure without a book or with a broken one."""
    root = root_folder(book_path)

    def entered(ids: Sequence[str]) -> Mapping[str, date]:
        from pathlib import Path

        from dossierkit.book.load import load_policy
        from dossierkit.cli.entry_days import days_of_entry

        return days_of_entry(Path(root), ids, load_policy(Path(root)).timezone)

    try:
        with without_gc():
            return ask(root, Asked(on, within, owner, in_full, entered, progress))
    except NoIndex:
        return None
    except BrokenBook as error:
        raise click.ClickException(broken_policy(error)) from error


def open_for_few(book_path: str | None) -> Book:
    """The book for a command about one or a few dossiers: of which only those are read that it
    asks for, or that have changed; where the index can't be used, the whole book.

    It says what the whole book says. An expected failure without a book or with a broken one.
    """
    from dossierkit.book.roster import roster_book
    from dossierkit.index.roster import roster

    found = from_index(book_path, roster, date.today(), 0, None, in_full=False)
    if found is None:
        return open_book(book_path)
    try:
        return roster_book(find_root(book_path), found)
    except BrokenBook as error:  # since the index was asked
        raise click.ClickException(broken_policy(error)) from error
