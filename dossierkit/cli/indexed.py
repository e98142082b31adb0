"""Asking the index of a book, if it can be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.cli.opening import broken_policy, root_folder
from dossierkit.cli.reading_progress import progress
from dossierkit.index.asked import Asked
from dossierkit.index.database import NoIndex
from dossierkit.text.garbage import without_gc

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
