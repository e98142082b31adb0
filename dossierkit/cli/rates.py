"""`dossier rates`: exchange rates from a file that the user downloaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dossierkit.book.change import Refusal
from dossierkit.cli.findings import number_of
from dossierkit.cli.opening import open_book
from dossierkit.cli.options import DayParam, book_option, format_option
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.history.commit import FileEdit, Message, WriteRefused, Written, write
from dossierkit.prices.rates_file import RATES_PATH, Added, BrokenRates, add_rates, chosen
from dossierkit.prices.rates_sheet import MOST_BYTES, Sheet, read_sheet
from dossierkit.schema.codes import CURRENCY
from dossierkit.schema.pricelist import Rate
from dossierkit.schema.types import Refused
from dossierkit.text.translation import _


@click.group(
    "rates", short_help="Take exchange rates over from a file.", invoke_without_command=True
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The exchange rates of the book: dossiers/rates.csv.

    \b
    Example:
      dossier rates import ~/Downloads/eurofxref.zip
    """
    if ctx.invoked_subcommand is None:
        raise click.UsageError(_("say where the rates come from: dossier rates import FILE"))


@command.command("import", short_help="Add the newest rates of a file, in one commit.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--since", type=DayParam(), metavar="DATE", help="All days from this one on.")
@click.option(
    "--currency", "currencies", multiple=True, metavar="CODE", help="Only these currencies."
)
@format_option("table", "json")
@book_option
def import_command(
    file: Path,
    since: date | None,
    currencies: tuple[str, ...],
    output_format: str,
    book_path: str | None,
) -> int:
    """Add the newest day's rates of FILE to dossiers/rates.csv, in one commit.

    \b
    Examples:
      dossier rates import ~/Downloads/eurofxref.zip
      dossier rates import eurofxref-hist.csv --since 2026-07-01 --currency USD --currency CNY
      dossier rates import bank.csv

    FILE is what the European Central Bank offers as euro foreign exchange reference rates (CSV,
    zipped CSV or XML), downloaded by you, or a table of our own columns: date,from,to,rate,source.
    A rate that stands there already is not added again, and never changed.
    """
    codes = tuple(map(_currency, currencies))
    sheet = _read(file)
    if any(finding.is_error for finding in sheet.findings):
        for finding in sheet.findings:
            remark(f"{finding}\n    {finding.hint}" if finding.hint else str(finding))
        raise click.ClickException(
            _("{name} was not taken over; nothing was written").format(name=file.name)
        )
    rates = chosen(sheet.rates, since, codes)
    if not rates:
        days = (
            _("its newest day is {newest}").format(newest=sheet.newest)
            if sheet.newest
            else _("it has none")
        )
        raise click.ClickException(
            _("{name} has no such rates ({days}); nothing was written").format(
                name=file.name, days=days
            )
        )
    added, written = _write(book_path, rates)
    _show(added, written, output_format)
    return 0


def _currency(word: str) -> str:
    try:
        return CURRENCY.parse(word.upper())
    except Refused as refused:
        raise click.UsageError(
            _("--currency: {message}; {hint}").format(message=refused.message, hint=refused.hint)
        ) from refused


def _read(file: Path) -> Sheet:
    try:
        if not file.is_file():
            raise click.ClickException(
                _("{file} is no file; give the one you downloaded").format(file=file)
            )
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(
            _("{file} can't be read: {strerror}").format(
                file=file, strerror=error.strerror or error
            )
        ) from error
    return read_sheet(file.name, data)


def _write(book_path: str | None, rates: tuple[Rate, ...]) -> tuple[Added, Written]:
    book = open_book(book_path)
    result: list[Added] = []

    def edit(before: bytes | None) -> bytes | None:
        try:
            added = add_rates(before, rates)
        except BrokenRates as error:
            raise Refusal(
                _("{rates_path} has errors; mend it first:\n{error}").format(
                    rates_path=RATES_PATH, error=error
                )
            ) from error
        result.append(added)
        return added.content or before

    days = sorted({rate.date for rate in rates})
    shown = str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]}"
    message = Message("rates", "", f"add those of {shown}")
    try:
        written = write(book.root, book.policy, [FileEdit(RATES_PATH, edit)], message)
    except (Refusal, WriteRefused) as error:
        raise click.ClickException(str(error)) from error
    return result[-1], written


def _show(added: Added, written: Written, output_format: str) -> None:
    if output_format == "json":
        say_json([_data(rate) for rate in added.added])
    elif added.added:
        days = sorted({rate.date for rate in added.added})
        said = _("of {days}") if len(days) == 1 else _("from {days} to {days_2}")
        shown = said.format(days=days[0], days_2=days[-1])
        say(
            safe(
                _("{rates_path}: {rate} {shown} added").format(
                    rates_path=RATES_PATH,
                    rate=number_of(len(added.added), "{count} rate", "{count} rates"),
                    shown=shown,
                )
            )
        )
    else:
        remark(_("these rates stand there already; nothing was written"))
    for rate in added.kept:
        pair = _("{base} to {quote} of {date}").format(
            base=rate.base, quote=rate.quote, date=rate.date
        )
        remark(
            _("{rates_path}:{line}: another rate from {pair} stands there; it was left").format(
                rates_path=RATES_PATH, line=rate.line, pair=pair
            )
        )
    for path in written.carried:
        remark(
            _("{path} held changes that were not committed; they went into this commit").format(
                path=path
            )
        )
    for text in written.remarks:
        remark(text)


def _data(rate: Rate) -> dict[str, str]:
    return {
        "date": rate.date.isoformat(),
        "from": rate.base,
        "to": rate.quote,
        "rate": f"{rate.rate:f}",
        "source": rate.source,
    }
