"""`--at DATE|REV`: the book as it stood then, for commands that only look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import click

from dossierkit.book.book import Book
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_root, open_book
from dossierkit.cli.options import parse_day
from dossierkit.cli.output import remark
from dossierkit.cli.zone import day_of, zone_at
from dossierkit.text.translation import _


class Moment(NamedTuple):
    """A book as it stands or stood, and the day that counts as today.

    `root` is where its git is, `rev` the commit up to which history counts.
    """

    book: Book
    day: date
    root: Path
    rev: str


@contextmanager
def book_at(book_path: str | None, at: str | None, on: date | None) -> Iterator[Moment]:
    """The book of a command, as it stood if `at` is given; that day then counts as today, unless
    `on` is given. Of the present one only those dossiers are read that somebody asks for. An
    expected failure where there is no such moment, or no history."""
    if at is None:
        book = open_for_few(book_path)
        yield Moment(book, on or date.today(), book.root, "HEAD")
        return
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.snapshot import NoSuchRevision, revision_at, snapshot
    from dossierkit.history.past.walk import commit_at

    root = find_root(book_path)
    zone = zone_at(root)
    named = parse_day(at, datetime.now(zone).date())
    try:
        rev = revision_at(root, named.isoformat() if named else at, zone)
        commit = commit_at(root, rev)
        with snapshot(root, rev) as folder:
            book = open_book(str(folder))
            remark(
                _("as it stood at commit {rev} of {day_of}: {subject}").format(
                    rev=rev[:8], day_of=day_of(commit.when, zone), subject=commit.subject
                )
            )
            yield Moment(book, on or named or day_of(commit.when, zone), root, rev)
    except (NoHistory, NoSuchRevision) as error:
        raise click.ClickException(str(error)) from error
