"""`dossier report`: what the book says as a whole, as tables, data, or a page with charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.book.book import Book
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say, say_csv, say_json
from dossierkit.cli.since import since_day, since_option
from dossierkit.cli.zone import zone_named

if TYPE_CHECKING:
    from dossierkit.method.course.moves import Seen
    from dossierkit.report.known import Known
    from dossierkit.report.sheet import Section


class SectionParam(click.ParamType[str]):
    """A section of the report."""

    name = "section"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        from dossierkit.report.sections import SECTIONS

        word = str(value).lower()
        if word not in SECTIONS:
            self.fail(f"'{value}' is no section; there are {', '.join(SECTIONS)}", param, ctx)
        return word


@click.command("report", short_help="Sum up the book: sources, stages, discipline, reasons.")
@click.argument("names", metavar="[SECTION]...", type=SectionParam(), nargs=-1)
@click.option("--owner", metavar="ID", help="Only the customers of one member.")
@since_option()
@on_option
@click.option(
    "--html",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write one page with charts that opens offline.",
)
@format_option("table", "json", "csv")
@book_option
def command(
    names: tuple[str, ...],
    owner: str | None,
    since: str | None,
    on: date | None,
    file: Path | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Sum up the book, whole or by SECTION:

    \b
      overview     the book at a glance, beside a year before
      sources      where customers come from, and what it brought
      funnel       who stands at which stage, and how long
      conversions  prospects won and customers lost, through time
      discipline   what is due and late, and which promises were kept
      reasons      why people did not buy, and what they wish for
      terms        price levels and terms by country
      referrals    who brought whom
      dormant      customers worth waking

    \b
    Examples:
      dossier report
      dossier report sources --since 2026-01-01
      dossier report discipline --owner lily
      dossier report reasons --format csv > reasons.csv
      dossier report --html report.html

    Without --since, sums are of all that the logs tell, and what is shown through time is of the
    last twelve months. Money is in the book's currency, by rates.csv: an amount without a rate
    stays in its own. --html writes only a new file, or in the place of an earlier report.
    """
    from dossierkit.report.sections import sections

    book = open_book(book_path)
    require_owner(book, owner)
    today = datetime.now(zone_named(book.policy.timezone)).date()
    day = on or today
    first = since_day(since, day) if since else None
    if first is not None and first > day:
        raise click.BadParameter(f"{first} is after {day}", param_hint="'--since'")
    known = _known(book, names, day, first, owner, is_now=day >= today)
    found = sections(known, names)
    remarks = _remarks(known)
    if file is not None:
        _write(file, known, found, remarks)
    if file is None or output_format != "table":
        _say(known, found, remarks, output_format, is_chosen=bool(names))
    return 1 if book.unreadable_findings() else 0


def _known(
    book: Book,
    names: Sequence[str],
    on: date,
    since: date | None,
    owner: str | None,
    *,
    is_now: bool,
) -> Known:
    """All that the wanted sections need; git is asked only if one does."""
    from dossierkit.cli.due import entry_days
    from dossierkit.report.known import Known
    from dossierkit.report.sections import NEED_HISTORY

    needs_git = not names or bool(NEED_HISTORY.intersection(names))
    seen = _seen(book, on, is_now=is_now) if needs_git and book.customers else None
    entered = entry_days(book, on) if seen else {}
    return Known(book, on, since, owner, seen, entered)


def _seen(book: Book, on: date, *, is_now: bool) -> Seen | None:
    """What git tells up to a day; None, with a remark, in a plain folder."""
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.review import seen

    try:
        return seen(book, date.min, on, zone_named(book.policy.timezone), is_now=is_now)
    except NoHistory as error:
        remark(f"only what the files tell; stages through time and promises need git: {error}")
        return None


def _remarks(known: Known) -> list[str]:
    """What must be said of all figures: the rates of money, and what can't be read."""
    from dossierkit.prices.currency import Conversion

    ledger = known.ledger
    remarks = []
    for currency, rate in sorted(ledger.used.items()):
        if isinstance(rate, Conversion):
            value = f"{rate.rate:.6g}"
            told = f"1 {currency} = {value} {rate.quote} of {rate.date}"
            remarks.append(f"converted by {told}" + (f" ({rate.source})" if rate.source else ""))
        else:
            remarks.append(f"amounts in {currency} are listed by themselves: {rate}")
    if ledger.currency is None and any(person.orders for person in ledger.people):
        text = "amounts in several currencies are not added up: write currency: USD (or yours)"
        remarks.append(f"{text} into dossiers/book.yaml")
    unreadable = known.book.unreadable_findings()
    return remarks + [f"can't be read, so it may be missing here: {one}" for one in unreadable]


def _say(
    known: Known, found: list[Section], remarks: list[str], output_format: str, *, is_chosen: bool
) -> None:
    from dossierkit.cli.report_data import csv_rows, report_data
    from dossierkit.cli.report_text import say_report

    if output_format == "json":
        say_json(report_data(known, found, known.book.unreadable_findings()))
        return
    if output_format == "csv":
        tables = [(section, sheet) for section in found for sheet in section.sheets]
        for number, (section, sheet) in enumerate(tables):
            if number:
                say()
            say_csv(*csv_rows(section, sheet))
    elif known.book.customers:
        say_report(found, is_chosen=is_chosen)
    else:
        remark("there is no customer in this book yet; begin with: dossier new customer NAME")
    for text in remarks:
        remark(text)


def _write(file: Path, known: Known, found: list[Section], remarks: list[str]) -> None:
    """Writes the page; an expected failure where that is not possible, or not wanted."""
    from dossierkit.cli.page_file import write_page
    from dossierkit.report.page import is_report, report_page

    write_page(file, report_page(known, found, remarks), is_report, "report")
    remark(f"written to {file}; open it in a browser")
