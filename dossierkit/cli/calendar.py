"""`dossier calendar`: feasts, birthdays, events and days off that are coming."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from dossierkit.book.book import Book
from dossierkit.cli.completing import CUSTOMER, MEMBER
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import DurationParam, book_option, format_option, on_option
from dossierkit.cli.output import remark, say_bytes, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.method.feasts.coming.countries import Unknown
    from dossierkit.method.feasts.coming.item import Coming


@click.command("calendar", short_help="Show the feasts, birthdays and events that are coming.")
@click.argument("who", type=CUSTOMER, nargs=-1)
@click.option(
    "--within",
    type=DurationParam(),
    default=90,
    metavar="90d",
    help="How far to look ahead (default: 90d).",
)
@click.option("--owner", type=MEMBER, metavar="ID", help="Only for the customers of one member.")
@on_option
@format_option("table", "json", "ics")
@book_option
def command(
    who: tuple[str, ...],
    within: int,
    owner: str | None,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Show what is coming: feasts and birthdays that your customers keep, days off in their
    countries, events of their companies, certificates that run out, and our own long holidays,
    with the last days for orders before them.

    WHO is a customer, company or country (an id, the beginning of one, or a name); without any,
    all customers. What was promised is not here: see 'dossier due --within 30d'.

    \b
    Examples:
      dossier calendar
      dossier calendar anna brightlite --within 30d
      dossier calendar de --on 2026-12-01
      dossier calendar --owner lily --format ics > days.ics

    KIND says what it asks for: greet; neutral (a word without religion, theirs is not known); care
    (considerate, no congratulation); order (the last day was the one before); the others are to be
    known. ~ marks an estimated day: by a sighting of the moon, or not announced yet.
    """
    from dossierkit.cli.calendar_scope import scope_of
    from dossierkit.cli.calendar_text import say_unknown, show_coming
    from dossierkit.method.feasts.coming.countries import unknown_holidays
    from dossierkit.method.feasts.coming.days import coming

    book = open_book(book_path)
    day = on or date.today()
    require_owner(book, owner)
    scope = scope_of(book, who, owner)
    until = day + timedelta(days=min(within, (date.max - day).days))
    found = coming(book, scope, day, until)
    unknown = unknown_holidays(book, scope.countries, day, until)
    if output_format == "table":
        show_coming(book, found, day, until)
    else:
        _say_for_programs(book, found, unknown, (day, until), output_format)
    say_unknown(book, scope, unknown)
    unreadable = book.unreadable_findings()
    for finding in unreadable:
        remark(_("can't be read: {finding}").format(finding=finding))
    return 1 if unreadable else 0


def _say_for_programs(
    book: Book,
    found: list[Coming],
    unknown: list[Unknown],
    span: tuple[date, date],
    output_format: str,
) -> None:
    from dossierkit.cli.calendar_data import calendar_data, coming_calendar

    if output_format == "json":
        say_json(calendar_data(book, found, unknown, span))
    else:
        now = datetime.now(UTC) if span[0] == date.today() else None
        say_bytes(coming_calendar(book, found, span[0], now))
