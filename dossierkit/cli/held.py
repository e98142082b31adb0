"""Since when facts have been as they are, where git knows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from dossierkit.book.book import Book
from dossierkit.cli.zone import zone_named
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _


def held_since(
    book: Book, dossiers: Sequence[Dossier[Customer]], field: str, day: date
) -> dict[str, date]:
    """The days on which a fact of customers was last changed, by id; what is not committed counts
    as changed on `day`. What has been so from the beginning, and a plain folder, have no such day.

    An expected failure if git breaks off: a missing day would count as none.
    """
    if not dossiers:
        return {}
    from dossierkit.history.git import NoHistory, has_git
    from dossierkit.history.past.held import changed_on

    zone = zone_named(book.policy.timezone)
    try:
        days = changed_on(book.root, [one.path for one in dossiers], field, zone, day)
    except NoHistory as error:
        if not has_git(book.root):
            return {}
        raise click.ClickException(
            _("git broke off while it told when '{field}' was set; try again: {error}").format(
                field=field, error=error
            )
        ) from error
    return {one.id: days[one.path] for one in dossiers if one.path in days}
