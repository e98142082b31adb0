"""`dossier export`: what the book holds, written out for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from dossierkit.cli.export_chosen import Wish
from dossierkit.cli.options import DurationParam, KindParam, book_option, on_option
from dossierkit.text.translation import _

FORMATS = ("csv", "ics", "json", "jsonl", "parquet", "vcf", "xlsx")
_OF_FORMAT = {
    "raw": ("csv",),
    "plain": ("vcf",),
    "version": ("vcf",),
    "within": ("ics",),
    "language": ("csv", "xlsx"),
}
"""Options that go with some formats only, by the formats."""
_NAMES = {
    "raw": "--raw",
    "plain": "--plain",
    "version": "--version",
    "within": "--within",
    "language": "--lang",
}
_YEAR = 365


@click.command("export")
@click.argument("form", metavar="[FORMAT]", type=click.Choice(FORMATS), required=False)
@click.argument("who", metavar="[WHO]...", nargs=-1)
@click.option(
    "--where",
    "conditions",
    metavar="EXPR",
    multiple=True,
    help="Only dossiers of which it holds, as in 'dossier list'; may be given again.",
)
@click.option("--owner", metavar="ID", help="Only customers of this member.")
@click.option(
    "--kind", type=KindParam(), help="customer (the default), company, country or member."
)
@click.option("--raw", is_flag=True, help="With csv: cells just as they are, for programs.")
@click.option(
    "--version", type=click.Choice(("4.0", "3.0")), help="With vcf: which (default: 4.0)."
)
@click.option(
    "--plain", is_flag=True, help="With vcf: nothing but what any address book has, to give away."
)
@click.option(
    "--within",
    type=DurationParam(),
    metavar="365d",
    help="With ics: how far to look ahead (default: 365d).",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "zh")),
    help="With csv and xlsx: the titles of columns in English (the default) or in Chinese.",
)
@click.option("--subject", metavar="WHO", help="Everything held about one customer.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(("md", "json")),
    help="With --subject: a page to read (md, the default), or data.",
)
@click.option(
    "--to",
    "target",
    metavar="PATH",
    help="Into a new file, instead of the terminal; of parquet, a new folder.",
)
@on_option
@book_option
def command(form: str | None, on: date | None, **given: Any) -> int:
    """Write out dossiers as FORMAT, the whole book as tables, or everything held about one person.

    WHO, --where, --owner and --kind say which dossiers, as in 'dossier list'; without them, all
    customers.

    \b
    csv      a row for each; no spreadsheet takes a cell for a formula
    xlsx     Excel, real dates and numbers: people, companies, logs, follow-ups
    json     header, log and notes of each, as in 'show --format json'
    jsonl    the same, a line for each
    vcf      address cards (vCard) of customers, for phones and mail programs
    ics      follow-ups, next steps, birthdays, feasts and days off, for calendars
    parquet  typed tables of the whole book for DuckDB and Spark (docs/scale.md)

    Sensitive facts are in it only while the person's consent is in force. docs/export.md says what
    each format holds and loses.

    --subject is for that person: their own dossier whole, sensitive facts included; of all other
    files only the sentence, field or log line that means them; letters to them, and what each
    commit changed in their file. Read it before you hand it over: other people may be named in
    these sentences.

    \b
    Examples:
      dossier export csv > ~/customers.csv
      dossier export xlsx --where country=de --to ~/germany.xlsx
      dossier export csv --kind company --to ~/companies.csv
      dossier export vcf anna karl --to ~/people.vcf
      dossier export vcf anna --plain --version 3.0
      dossier export ics --owner lily --to ~/lily.ics
      dossier export jsonl --where "last<-90d"
      dossier export parquet --to ~/tables/2026-11-20
      dossier export --subject anna
      dossier export --subject anna --format json --to ~/anna.json
    """
    wish = Wish(
        who=given["who"],
        conditions=given["conditions"],
        owner=given["owner"],
        kind=given["kind"] or "customer",
        on=on or date.today(),
        book_path=given["book_path"],
        target=given["target"],
    )
    if given["subject"] is not None:
        return _export_subject(form, wish, given)
    return _export(form, wish, given)


def _export(form: str | None, wish: Wish, given: Mapping[str, Any]) -> int:
    if form is None:
        raise click.UsageError(
            _(
                "say what to export: a FORMAT for dossiers (vcf, ics, csv, xlsx, json, jsonl), "
                "parquet --to FOLDER for the book as tables, or --subject WHO for everything about "
                "one customer"
            )
        )
    if given["output_format"] is not None:
        raise click.UsageError(
            _("{option} goes with {what}").format(option="--format", what="--subject")
        )
    for name in _special(given):
        if form not in _OF_FORMAT[name]:
            listed = ", ".join(_OF_FORMAT[name])
            raise click.UsageError(
                _("{option} goes with {what}").format(option=_NAMES[name], what=listed)
            )
    if form == "parquet":
        return _export_book(wish, given["kind"])
    if form in ("ics", "vcf") and wish.kind != "customer":
        raise click.UsageError(_("{format} is for customers only").format(format=form))
    return _export_dossiers(form, wish, given)


def _special(given: Mapping[str, Any]) -> list[str]:
    """The options that were given and go with some formats only."""
    return [name for name in _OF_FORMAT if given[name] not in (None, False)]


def _export_subject(form: str | None, wish: Wish, given: Mapping[str, Any]) -> int:
    if form is not None:
        raise click.UsageError(_("--subject or {format}, not both").format(format=form))
    if not wish.is_of_all or given["kind"] or _special(given):
        raise click.UsageError(_("--subject takes --format, --to and --on only"))
    from dossierkit.cli.export_subject import export_subject

    output_format = given["output_format"] or "md"
    return export_subject(given["subject"], output_format, wish.target, wish.on, wish.book_path)


def _export_book(wish: Wish, kind: str | None) -> int:
    if not wish.is_of_all or kind:
        raise click.UsageError(_("parquet is the whole book: it takes no WHO and no conditions"))
    if wish.target is None:
        raise click.UsageError(_("parquet is a folder of files: name a new one with --to"))
    from dossierkit.cli.export_parquet import export_parquet

    return export_parquet(wish.target, wish.on, wish.book_path)


def _export_dossiers(form: str, wish: Wish, given: Mapping[str, Any]) -> int:
    if form == "csv":
        from dossierkit.cli.export_table import export_csv

        return export_csv(wish, given["language"] or "en", raw=given["raw"])
    if form == "xlsx":
        from dossierkit.cli.export_table import export_xlsx

        return export_xlsx(wish, given["language"] or "en")
    if form in ("json", "jsonl"):
        from dossierkit.cli.export_json import export_json

        return export_json(wish, as_lines=form == "jsonl")
    if form == "vcf":
        from dossierkit.cli.export_vcard import export_vcard

        return export_vcard(wish, given["version"] or "4.0", is_plain=given["plain"])
    from dossierkit.cli.export_ics import export_ics

    return export_ics(wish, _YEAR if given["within"] is None else given["within"])
