"""`dossier export parquet`: the whole book as tables for an engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.book.book import Book
from dossierkit.cli.opening import open_book
from dossierkit.cli.output import remark
from dossierkit.cli.zone import day_of, zone_named
from dossierkit.text.garbage import without_gc
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.exchange.parquet.rows import Changed


def export_parquet(target: str, on: date, book_path: str | None) -> int:
    """Writes a book's tables into a new folder; gives the exit status."""
    from dossierkit.cli.entry_days import entry_days
    from dossierkit.history.git import has_git
    from dossierkit.method.followups import due

    try:
        from dossierkit.exchange.parquet.export import export_tables
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise click.ClickException(
            _("Parquet needs a library that is not installed: pip install 'dossierkit[parquet]'")
        ) from None
    book = open_book(book_path)
    folder = _new_folder(target, book.root)
    changes = _changes(book, on) if has_git(book.root) else None
    try:
        with without_gc():
            entries = due(book, on, entered=entry_days(book, on)).entries
            counts = export_tables(folder, book, on, entries, changes)
    except FileExistsError:
        raise click.ClickException(
            _("{target} is there already; name a new folder").format(target=target)
        ) from None
    if changes is None:
        remark(_("no git here: the table 'facts' is empty"))
    for finding in (unreadable := book.unreadable_findings()):
        remark(_("can't be read, so it may be missing here: {finding}").format(finding=finding))
    rows = ", ".join(f"{name} {count:,}" for name, count in counts.items() if name != "book")
    remark(_("written to {target}: {rows}").format(target=target, rows=rows))
    return 1 if unreadable else 0


def _new_folder(target: str, root: Path) -> Path:
    """Where the folder is to be; an expected failure if that can't be."""
    folder = Path(target).expanduser().absolute()
    if not folder.parent.is_dir():
        raise click.ClickException(
            _("there is no folder {parent}; make it first").format(parent=folder.parent)
        )
    if folder.parent.resolve().is_relative_to(root.resolve()):
        raise click.ClickException(
            _(
                "{target} is inside the book; name a folder elsewhere, so that these copies never "
                "get into git"
            ).format(target=target)
        )
    return folder


def _changes(book: Book, on: date) -> Iterator[Changed]:
    """What each commit up to a day changed in the dossiers that are there, in the order of time;
    an expected failure if git breaks off."""
    from dossierkit.exchange.parquet.rows import Changed
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.life import Reading
    from dossierkit.history.past.versions import versions

    zone = zone_named(book.policy.timezone)
    kinds = (book.customers, book.companies, book.countries)
    paths = [dossier.path for kind in kinds for dossier in kind.values()]
    reading = Reading(facts_only=True)
    try:
        for version in versions(book.root, paths, oldest_first=True):
            step, commit = reading.step(version), version.commit
            day = day_of(commit.when, zone)
            if step is None or day > on:
                continue
            when = (day, commit.when.astimezone(UTC), commit.author or commit.email, commit.hash)
            for field, old, new in step.facts:
                yield Changed(version.file, field, old, new, *when, step.is_birth)
    except NoHistory as error:
        raise click.ClickException(
            _("git broke off while it told the history of facts; try again: {error}").format(
                error=error
            )
        ) from error
