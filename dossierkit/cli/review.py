"""`dossier review`: what moved across the book, and which promises were kept."""

from __future__ import annotations

from datetime import date, datetime

import click

from dossierkit.book.book import Book
from dossierkit.cli.completing import MEMBER
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.since import since_day, since_option
from dossierkit.cli.zone import zone_named
from dossierkit.method.course.moves import Seen
from dossierkit.text.translation import _


@click.command("review", short_help="Say what has moved, and which promises were kept.")
@since_option("7d")
@click.option("--owner", type=MEMBER, metavar="ID", help="Only the customers of one member.")
@on_option
@format_option("text", "json")
@book_option
def command(
    since: str, owner: str | None, on: date | None, output_format: str, book_path: str | None
) -> int:
    """Say what has moved: stages, conversions, intents, terms, new and lost customers, promises.

    \b
    Examples:
      dossier review
      dossier review --since 2026-10-01 --owner lily
      dossier review --since 3m --format json

    The first day counts too. A next step was kept if a touch came by its day (or the next working
    day there), late if it came after it, missed if none came; a step put off to a later day was
    pushed back. Steps pushed back three times or more are shown with all their days, as long as
    they are open. In a plain folder without git only the logs tell something: conversions.
    """
    from dossierkit.cli.review_data import review_data
    from dossierkit.cli.review_text import say_review
    from dossierkit.method.course.review import review

    book = open_book(book_path)
    require_owner(book, owner)
    today = datetime.now(zone_named(book.policy.timezone)).date()
    last = on or today
    first = since_day(since, last)
    if first > last:
        raise click.BadParameter(
            _("{first} is after {last}").format(first=first, last=last), param_hint="'--since'"
        )
    seen = _seen(book, first, last, is_now=last >= today)
    found = review(book, seen, first, last, owner)
    if output_format == "json":
        say_json(review_data(book, found, owner, has_history=seen is not None))
    else:
        say_review(book, found)
    unreadable = book.unreadable_findings()
    for finding in unreadable:
        remark(_("can't be read, so it may be missing here: {finding}").format(finding=finding))
    return 1 if unreadable else 0


def _seen(book: Book, first: date, last: date, *, is_now: bool) -> Seen | None:
    """What git tells; None, with a remark, in a plain folder."""
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.review import seen

    try:
        return seen(book, first, last, zone_named(book.policy.timezone), is_now=is_now)
    except NoHistory as error:
        remark(
            _("only what the logs tell, stages and promises need git: {error}").format(error=error)
        )
        return None
