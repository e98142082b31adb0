"""`dossier report`: what the book says as a whole, as tables, data, or a page with charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dossierkit.book.book import Book
from dossierkit.cli.completing import MEMBER
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import books_option, format_option, on_option
from dossierkit.cli.output import remark, say, say_csv, say_json
from dossierkit.cli.several import cells_of_book, say_book, with_book
from dossierkit.cli.since import since_day, since_option
from dossierkit.cli.zone import zone_named
from dossierkit.text.translation import _

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
            self.fail(
                _("'{value}' is no section; there are {sections}").format(
                    value=value, sections=", ".join(SECTIONS)
                ),
                param,
                ctx,
            )
        return word


@click.command("report", short_help="Sum up the book: sources, stages, discipline, reasons.")
@click.argument("names", metavar="[SECTION]...", type=SectionParam(), nargs=-1)
@click.option("--owner", type=MEMBER, metavar="ID", help="Only the customers of one member.")
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
@books_option
def command(
    names: tuple[str, ...],
    owner: str | None,
    since: str | None,
    on: date | None,
    file: Path | None,
    output_format: str,
    books: tuple[str | None, ...],
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
      dossier report overview --book ~/lumora --book ~/glimmer

    Without --since, sums are of all that the logs tell, and what is shown through time is of the
    last twelve months. Money is in the book's currency, by rates.csv: an amount without a rate
    stays in its own. --html writes only a new file, or in the place of an earlier report.
    """
    if file is not None and len(books) > 1:
        raise click.UsageError(_("--html writes a page about one book; name one with --book"))
    told = [_told(name, names, owner, since, on, len(books) > 1) for name in books]
    if file is not None:
        _write(file, told[0])
    if file is None or output_format != "table":
        _say(told, output_format, is_chosen=bool(names))
    return 1 if any(one.known.book.unreadable_findings() for one in told) else 0


class Told(NamedTuple):
    """The report on one book: its sections, and what must be said of all figures; `book` is how
    it was called, where there are several."""

    book: str | None
    known: Known
    sections: list[Section]
    remarks: list[str]


def _told(
    name: str | None,
    wanted: Sequence[str],
    owner: str | None,
    since: str | None,
    on: date | None,
    is_one_of_several: bool,
) -> Told:
    from dossierkit.report.remarks import report_remarks
    from dossierkit.report.sections import sections

    book = open_book(name)
    require_owner(book, owner)
    today = datetime.now(zone_named(book.policy.timezone)).date()
    day = on or today
    first = since_day(since, day) if since else None
    if first is not None and first > day:
        raise click.BadParameter(
            _("{first} is after {day}").format(first=first, day=day), param_hint="'--since'"
        )
    known = _known(book, wanted, day, first, owner, is_now=day >= today)
    found = sections(known, wanted)
    return Told(name if is_one_of_several else None, known, found, report_remarks(known))


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
    from dossierkit.cli.entry_days import entry_days
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
        remark(
            _(
                "only what the files tell; stages through time and promises need git: {error}"
            ).format(error=error)
        )
        return None


def _say(told: Sequence[Told], output_format: str, *, is_chosen: bool) -> None:
    from dossierkit.cli.report_data import report_data

    if output_format == "json":
        data = [
            with_book(
                one.book,
                report_data(one.known, one.sections, one.known.book.unreadable_findings()),
            )
            for one in told
        ]
        say_json(data if len(told) > 1 else data[0])
        return
    if output_format == "csv":
        _say_csv(told)
    else:
        _say_tables(told, is_chosen=is_chosen)
    for text in (text for one in told for text in one.remarks):
        remark(text)


def _say_csv(told: Sequence[Told]) -> None:
    from dossierkit.cli.report_data import csv_rows

    tables = [(one, csv_rows(part, sheet)) for one in told for part in one.sections
              for sheet in part.sheets]  # fmt: skip
    for number, (one, (names, rows)) in enumerate(tables):
        if number:
            say()
        heads = names if one.book is None else ["book", *names]
        say_csv(heads, [cells_of_book(one.book, row) for row in rows])


def _say_tables(told: Sequence[Told], *, is_chosen: bool) -> None:
    from dossierkit.cli.report_text import say_report

    for number, one in enumerate(told):
        if one.book is not None:
            say_book(one.book, is_first=number == 0)
        if one.known.book.customers:
            say_report(one.sections, is_chosen=is_chosen)
        else:
            remark(
                _("there is no customer in this book yet; begin with: dossier new customer NAME")
            )


def _write(file: Path, told: Told) -> None:
    """Writes the page; an expected failure where that is not possible, or not wanted."""
    from dossierkit.cli.page_file import write_page
    from dossierkit.report.page import is_report, report_page

    page = report_page(told.known, told.sections, told.remarks)
    write_page(file, page, is_report, "report")
    remark(_("written to {file}; open it in a browser").format(file=file))
