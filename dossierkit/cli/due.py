"""`dossier due`: what to do today, for whom, why, and by which way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import click

from dossierkit.cli.completing import MEMBER
from dossierkit.cli.due_data import FIELDS, csv_row, followup_data
from dossierkit.cli.due_list import list_now, list_then, page_now
from dossierkit.cli.due_text import Lines, lines_at, say_left_out, show_page
from dossierkit.cli.options import DurationParam, at_option, books_option, format_option, on_option
from dossierkit.cli.output import remark, say_bytes, say_csv, say_json
from dossierkit.cli.several import cells_of_book, say_book, with_book
from dossierkit.index.asked import Listing, Page
from dossierkit.index.pages import page_of
from dossierkit.text.translation import _


@click.command("due")
@books_option
@at_option
@on_option
@click.option("--within", type=DurationParam(), default=0, metavar="7d", help="Look ahead.")
@click.option("--owner", type=MEMBER, metavar="ID", help="Only the customers of one member.")
@click.option("--why", "who", metavar="WHO", help="Show the whole chain of rules for one customer.")
@format_option("table", "json", "csv", "ics")
def command(
    books: tuple[str | None, ...],
    at: str | None,
    on: date | None,
    within: int,
    owner: str | None,
    who: str | None,
    output_format: str,
) -> int:
    """List what to do today: who, why, how late, what to do, and what time it is there.

    \b
    Examples:
      dossier due
      dossier due --within 7d --owner lily
      dossier due --why anna
      dossier due --within 30d --format ics > follow-ups.ics
      dossier due --at 2026-06-30
      dossier due --at v1 --on 2026-07-03
      dossier due --book ~/lumora --book ~/glimmer

    --at tells what was due by the book as it stood then: a date (which then counts as today), or a
    commit, tag or branch (whose last commit's day then does).
    """
    if (who is not None or at is not None) and len(books) > 1:
        raise click.UsageError(_("--why and --at go with one book"))
    if who is not None:
        from dossierkit.cli.due_why import explain

        return explain(books[0], at, on, within, owner, who, output_format)
    day = on or date.today()
    if at is not None:
        lists = {books[0]: list_then(books[0], at, on, within, owner)}
    elif output_format == "table":
        lines = lines_at(_now_on(day))
        pages = {one: page_now(one, day, within, owner, lines) for one in books}
        return _show_pages(pages, lines, within)
    else:
        lists = {one: list_now(one, day, within, owner) for one in books}
    now = _now_on(*(found.on for found in lists.values()))
    if output_format == "table":
        lines = lines_at(now)
        pages = {one: page_of(found, lines) for one, found in lists.items()}
        return _show_pages(pages, lines, within)
    return _show_data(lists, now, output_format)


def _now_on(*days: date) -> datetime | None:
    """The time, if a list is today's: only then clocks are shown."""
    return datetime.now(UTC) if date.today() in days else None


def _show_pages(pages: Mapping[str | None, Page], lines: Lines, within: int) -> int:
    """Prints the lists of one book or of several for a person; 1 if there is a file that can't be
    trusted."""
    for number, (name, found) in enumerate(pages.items()):
        if len(pages) > 1:
            say_book(str(name), is_first=number == 0)
        show_page(found, lines.now, within)
    return 1 if any(found.errors for found in pages.values()) else 0


def _show_data(
    lists: Mapping[str | None, Listing], now: datetime | None, output_format: str
) -> int:
    """Prints lists for a program; 1 if there is a file that can't be trusted."""
    named = {name if len(lists) > 1 else None: found for name, found in lists.items()}
    if output_format == "json":
        data = [with_book(name, followup_data(found, now)) for name, found in named.items()]
        say_json(data if len(lists) > 1 else data[0])
    elif output_format == "csv":
        rows = (
            cells_of_book(name, csv_row(found, entry, now))
            for name, found in named.items()
            for entry in found.entries
        )
        say_csv(FIELDS if len(lists) == 1 else ("book", *FIELDS), rows)
    else:
        from dossierkit.cli.due_ics import followup_calendar

        say_bytes(followup_calendar(named, now))
    for found in lists.values():
        say_left_out(found)
        for finding in found.errors if output_format in ("csv", "ics") else ():
            remark(str(finding))
    return 1 if any(found.errors for found in lists.values()) else 0
