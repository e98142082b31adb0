"""`dossier price`: what a customer pays and how that comes about; what changed between lists."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.book.book import Book
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any
from dossierkit.cli.options import DayParam, book_option, format_option, on_option
from dossierkit.cli.output import remark, say_csv, say_json
from dossierkit.cli.price_data import (
    CHANGE_FIELDS,
    LINE_FIELDS,
    change_row,
    changes_data,
    line_row,
    offer_data,
)
from dossierkit.cli.price_words import require_offer, wanted
from dossierkit.prices.list_changes import NothingToCompare, list_changes
from dossierkit.prices.offer import Asked
from dossierkit.text.translation import _


@click.command("price", short_help="Say what a customer pays, and how that comes about.")
@click.argument("words", nargs=-1, metavar="[WHO [SKU[=QTY]]...]")
@click.option("--changes", is_flag=True, help="What the newest price list changed.")
@click.option("--since", type=DayParam(), metavar="DATE", help="Compare with the list of that day.")
@click.option(
    "--concession", "concessions", multiple=True, metavar="NAME", help="Grant it, for its return."
)
@format_option("table", "json", "csv")
@on_option
@book_option
def command(
    words: tuple[str, ...],
    changes: bool,
    since: date | None,
    concessions: tuple[str, ...],
    output_format: str,
    on: date | None,
    book_path: str | None,
) -> int:
    """Say what WHO pays for some SKUs (or groups), step by step; without any, for what they buy.

    \b
    Examples:
      dossier price anna
      dossier price anna BL-20=1000 BL-30
      dossier price anna BL-20=1000 --concession cash
      dossier price --changes --since 2026-07-01

    The list price, adjusted for quality, less quantity steps and concessions, converted by the
    newest rate, rounded. Concessions stand in dossiers/book.yaml, each with what it is for.
    """
    day = on or date.today()
    if changes:
        if words or concessions:
            raise click.UsageError(
                _("--changes compares lists; it takes no WHO and no --concession")
            )
        return _changes(open_for_few(book_path), day, since, output_format)
    if since is not None:
        raise click.UsageError(_("--since goes with --changes"))
    if not words:
        raise click.UsageError(_("say for whom: WHO; or --changes for the price lists themselves"))
    book = open_for_few(book_path)
    dossier = find_any(words[0], {"customer": book.customers, "company": book.companies}, book)
    found = require_offer(book, dossier, day, Asked(wanted(words[1:]), concessions))
    if output_format == "json":
        say_json(offer_data(dossier, found))
    elif output_format == "csv":
        say_csv(LINE_FIELDS, [line_row(found, line) for line in found.lines])
    else:
        from dossierkit.cli.price_text import show_offer

        show_offer(dossier, found)
    for problem in found.problems:
        remark(str(problem))
    return 1 if found.problems else 0


def _changes(book: Book, day: date, since: date | None, output_format: str) -> int:
    found = list_changes(book.price_lists, day, since)
    if isinstance(found, NothingToCompare):
        raise click.ClickException(
            _("{message}; lists are dossiers/prices/YYYY-MM-DD.csv, each from its day on").format(
                message=found.message
            )
        )
    if output_format == "json":
        say_json(changes_data(found))
    elif output_format == "csv":
        say_csv(CHANGE_FIELDS, [change_row(found, change) for change in found.changes])
    else:
        from dossierkit.cli.price_text import show_changes

        show_changes(found)
    wrong = [one for prices in (found.old, found.new) for one in prices.findings if one.is_error]
    for finding in wrong:
        remark(f"{finding}\n    {finding.hint}")
    return 1 if wrong else 0
