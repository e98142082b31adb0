"""`dossier due`: what to do today, for whom, why, and by which way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from dossierkit.book.book import Book
from dossierkit.cli.due_data import FIELDS, csv_row, followup_data, why_data
from dossierkit.cli.due_text import say_left_out, show_list, show_why
from dossierkit.cli.moment import Moment, at_option, book_at
from dossierkit.cli.opening import find_who, require_owner
from dossierkit.cli.options import DurationParam, book_option, format_option, on_option
from dossierkit.cli.output import remark, say_bytes, say_csv, say_json
from dossierkit.cli.zone import zone_named
from dossierkit.method.followups import Due, due, needs_entry_day, why


@click.command("due")
@book_option
@at_option
@on_option
@click.option("--within", type=DurationParam(), default=0, metavar="7d", help="Look ahead.")
@click.option("--owner", metavar="ID", help="Only the customers of one member.")
@click.option("--why", "who", metavar="WHO", help="Show the whole chain of rules for one customer.")
@format_option("table", "json", "csv", "ics")
def command(
    book_path: str | None,
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

    --at tells what was due by the book as it stood then: a date (which then counts as today), or a
    commit, tag or branch (whose last commit's day then does).
    """
    with book_at(book_path, at, on) as moment:
        return _due(moment, within, owner, who, output_format)


def _due(
    moment: Moment, within: int, owner: str | None, who: str | None, output_format: str
) -> int:
    book, day = moment.book, moment.day
    require_owner(book, owner)
    now = datetime.now(UTC) if day == date.today() else None
    if who is not None:
        return _why(moment, who, within, now, output_format)
    found = due(book, day, within=within, owner=owner, entered=_entry_days(moment))
    if output_format == "json":
        say_json(followup_data(book, found, now))
    elif output_format == "csv":
        say_csv(FIELDS, [csv_row(book, entry, now) for entry in found.entries])
        _say_unreadable(found)
    elif output_format == "ics":
        from dossierkit.cli.due_ics import followup_calendar

        say_bytes(followup_calendar(book, found, now))
        _say_unreadable(found)
    else:
        show_list(book, found, now, within)
    if output_format != "table":
        say_left_out(found)
    return 1 if found.unreadable else 0


def entry_days(
    book: Book, day: date, root: Path | None = None, rev: str = "HEAD"
) -> dict[str, date]:
    """When the files of those not contacted by a day entered git, by customer id.

    `root` is where the git of the book is, if that is elsewhere; what came after `rev` is left out.
    """
    dossiers = needs_entry_day(book, day)
    if not dossiers:
        return {}
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.entered import entered

    paths = [dossier.path for dossier in dossiers]
    try:
        days = entered(root or book.root, paths, zone_named(book.policy.timezone), rev)
    except NoHistory as error:
        raise click.ClickException(
            f"git broke off while it told when dossiers were begun; try again: {error}"
        ) from error
    return {d.id: days[d.path] for d in dossiers if d.path in days}


def _entry_days(moment: Moment) -> dict[str, date]:
    return entry_days(moment.book, moment.day, moment.root, moment.rev)


def _why(moment: Moment, who: str, within: int, now: datetime | None, output_format: str) -> int:
    book = moment.book
    dossier = find_who(who, book.customers, book)
    found = why(book, dossier, moment.day, within=within, entered=_entry_days(moment))
    if output_format == "json":
        say_json(why_data(book, found, now))
    elif output_format != "table":
        raise click.UsageError("--why is written as a table or as json")
    else:
        show_why(book, found, now)
    for doubt in dossier.doubts:
        remark(f"{doubt}\n    {doubt.hint}")
    return 1 if dossier.doubts else 0


def _say_unreadable(found: Due) -> None:
    for finding in found.unreadable:
        remark(str(finding))
