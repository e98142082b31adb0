"""When dossiers were begun, as git knows it: for those never contacted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.cli.zone import zone_named
from dossierkit.method.followups import has_no_day, needs_entry_day
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _


def entry_days(
    book: Book, day: date, root: Path | None = None, rev: str = "HEAD"
) -> dict[str, date]:
    """When the files of those not contacted by a day entered git, by customer id.

    `root` is where the git of the book is, if that is elsewhere; what came after `rev` is left out.
    """
    ids = [dossier.id for dossier in needs_entry_day(book, day)]
    return days_of_entry(root or book.root, ids, book.policy.timezone, rev)


def entry_day_of(
    book: Book, dossier: Dossier[Any], day: date, root: Path | None = None, rev: str = "HEAD"
) -> dict[str, date]:
    """The same of one dossier: nothing if it doesn't matter, as for all but customers."""
    if not isinstance(dossier.facts, Customer) or not has_no_day(dossier, day):
        return {}
    return days_of_entry(root or book.root, [dossier.id], book.policy.timezone, rev)


def days_of_entry(
    root: Path, ids: Sequence[str], zone: str | None, rev: str = "HEAD"
) -> dict[str, date]:
    """When the files of some customers entered git, by id; an expected failure if git breaks
    off."""
    if not ids:
        return {}
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.entered import entered

    paths = {f"dossiers/customers/{one}.md": one for one in ids}
    try:
        days = entered(root, list(paths), zone_named(zone), rev)
    except NoHistory as error:
        raise click.ClickException(
            _("git broke off while it told when dossiers were begun; try again: {error}").format(
                error=error
            )
        ) from error
    return {paths[path]: day for path, day in days.items()}
