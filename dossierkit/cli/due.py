"""`dossier due`: what to do today, for whom, why, and by which way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from dossierkit.book.book import Book
from dossierkit.cli.due_data import FIELDS, csv_row, followup_data, why_data
from dossierkit.cli.due_text import show_list, show_why
from dossierkit.cli.opening import find_who, open_book, require_owner
from dossierkit.cli.options import DurationParam, book_option, format_option, on_option
from dossierkit.cli.output import remark, say_csv, say_json
from dossierkit.method.followups import Due, due, needs_entry_day, why


@click.command("due")
@book_option
@on_option
@click.option("--within", type=DurationParam(), default=0, metavar="7d", help="Look ahead.")
@click.option("--owner", metavar="ID", help="Only the customers of one member.")
@click.option("--why", "who", metavar="WHO", help="Show the whole chain of rules for one customer.")
@format_option("table", "json", "csv")
def command(
    book_path: str | None,
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
    """
    book = open_book(book_path)
    require_owner(book, owner)
    day = on or date.today()
    now = datetime.now(UTC) if day == date.today() else None
    if who is not None:
        return _why(book, who, day, within, now, output_format)
    found = due(book, day, within=within, owner=owner, entered=entry_days(book, day))
    if output_format == "json":
        say_json(followup_data(book, found, now))
    elif output_format == "csv":
        say_csv(FIELDS, [csv_row(book, entry, now) for entry in found.entries])
        _say_unreadable(found)
    else:
        show_list(book, found, now, within)
    return 1 if found.unreadable else 0


def entry_days(book: Book, day: date) -> dict[str, date]:
    """When the files of those not contacted by a day entered git, by customer id."""
    dossiers = needs_entry_day(book, day)
    if not dossiers:
        return {}
    from dossierkit.history.entered import entered

    try:
        zone = ZoneInfo(book.policy.timezone) if book.policy.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    days = entered(book.root, [dossier.path for dossier in dossiers], zone)
    return {d.id: days[d.path] for d in dossiers if d.path in days}


def _why(
    book: Book, who: str, day: date, within: int, now: datetime | None, output_format: str
) -> int:
    dossier = find_who(who, book.customers, book)
    found = why(book, dossier, day, within=within, entered=entry_days(book, day))
    if output_format == "json":
        say_json(why_data(book, found, now))
    elif output_format == "csv":
        raise click.UsageError("--why is written as a table or as json")
    else:
        show_why(book, found, now)
    for doubt in dossier.doubts:
        remark(f"{doubt}\n    {doubt.hint}")
    return 1 if dossier.doubts else 0


def _say_unreadable(found: Due) -> None:
    for finding in found.unreadable:
        remark(str(finding))
