"""`dossier pool`: dossiers that are anybody's to take, and those that soon will be."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.cli.completing import MEMBER
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.pool_days import pool_in
from dossierkit.cli.pool_text import pool_data, show_pool
from dossierkit.text.translation import _


@click.command("pool")
@click.option("--owner", type=MEMBER, metavar="ID", help="Only what is one member's.")
@on_option
@format_option("table", "json")
@book_option
def command(owner: str | None, on: date | None, output_format: str, book_path: str | None) -> int:
    """List the customers that are anybody's to take, since when and why.

    \b
    Examples:
      dossier pool
      dossier pool --owner lily
      dossier pool --on +30d --format json

    In the pool are customers without an owner, and those whom their owner has left alone for longer
    than 'pool:' in book.yaml allows: 'customers' is the time after the end of the last order (its
    last shipment or payment), 'inquiries' the time after the last touch of everybody else. Those
    who will fall in within 'warning' (7d) are listed below. A new owner has the whole time again,
    and a snooze holds it. Those who asked not to be contacted are only counted.

    JSON: {"on", "pool": [{"id", "name", "company", "country", "owner", "since", "cause", "text",
    "path", "line"}], "soon": [the same], "opted_out", "unreadable": [findings]}; the cause is
    no-owner, no-order or no-contact.
    """
    book = open_book(book_path)
    day = on or date.today()
    require_owner(book, owner)
    found = pool_in(book, day, owner)
    unreadable = book.unreadable_findings()
    if output_format == "json":
        say_json(pool_data(book, found, unreadable))
    else:
        show_pool(book, found)
        for finding in unreadable:
            remark(_("can't be read: {finding}").format(finding=finding))
    return 1 if unreadable else 0
