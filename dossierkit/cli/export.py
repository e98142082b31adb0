"""`dossier export`: what the book holds, written out for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from dossierkit.cli.export_chosen import Wish
from dossierkit.cli.options import DurationParam, KindParam, book_option, on_option

FORMATS = ("csv", "ics", "jsonl", "parquet", "vcard", "xlsx")
_WAYS = (
    "a FORMAT for dossiers (vcard, ics, csv, xlsx, jsonl), parquet --to FOLDER for the book as "
    "tables, or --subject WHO for everything about one customer"
)
_OF_FORMAT = {
    "raw": ("csv",),
    "plain": ("vcard",),
    "version": ("vcard",),
    "within": ("ics",),
    "language": ("csv", "xlsx", "jsonl"),
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
    "--version", type=click.Choice(("4.0", "3.0")), help="With vcard: which (default: 4.0)."
)
@click.option(
    "--plain", is_flag=True, help="With vcard: nothing but what any address book has, to give away."
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
    help="Titles of columns, or advice in jsonl: in English (the default) or in Chinese.",
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
def command(
    form: str | None,
    who: tuple[str, ...],
    conditions: tuple[str, ...],
    owner: str | None,
    kind: str | None,
    raw: bool,
    version: str | None,
    plain: bool,
    within: int | None,
    language: str | None,
    subject: str | None,
    output_format: str | None,
    target: str | None,
    on: date | None,
    book_path: str | None,
) -> int:
    """Write out dossiers as FORMAT, the whole book as tables, or everything held about one person.

    WHO, --where, --owner and --kind say which dossiers, as in 'dossier list'; without them, all
    customers.

    \b
    csv      a row for each, for spreadsheets: nothing is taken for a formula (--raw: as it is)
    xlsx     an Excel file with real dates and numbers: people, companies, logs, follow-ups
    jsonl    a line for each, the same data as 'dossier show --format json'
    vcard    address cards of customers, for phones and mail programs
    ics      follow-ups, next steps, birthdays, feasts and days off, for calendars
    parquet  typed tables of the whole book for DuckDB, Spark and the like (docs/scale.md)

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
      dossier export vcard anna karl --to ~/people.vcf
      dossier export vcard anna --plain --version 3.0
      dossier export ics --owner lily --to ~/lily.ics
      dossier export jsonl --where "last<-90d"
      dossier export parquet --to ~/tables/2026-11-20
      dossier export --subject anna
      dossier export --subject anna --format json --to ~/anna.json
    """
    day = on or date.today()
    chosen = Wish(who, conditions, owner, kind or "customer", day, book_path, target)
    given = {
        "raw": raw,
        "plain": plain,
        "version": version,
        "within": within,
        "language": language,
    }
    used = [name for name, value in given.items() if value not in (None, False)]
    if subject is not None:
        _refuse_beside_subject(form, chosen, kind, used)
        from dossierkit.cli.export_subject import export_subject

        return export_subject(subject, output_format or "md", target, day, book_path)
    if form is None:
        raise click.UsageError(f"say what to export: {_WAYS}")
    if output_format is not None:
        raise click.UsageError("--format goes with --subject")
    for name in used:
        if form not in _OF_FORMAT[name]:
            raise click.UsageError(f"{_NAMES[name]} goes with {', '.join(_OF_FORMAT[name])}")
    if form == "parquet":
        return _export_book(chosen, kind)
    if form in ("ics", "vcard") and chosen.kind != "customer":
        raise click.UsageError(f"{form} is for customers only")
    return _export_dossiers(form, chosen, given)


def _refuse_beside_subject(
    form: str | None, chosen: Wish, kind: str | None, used: list[str]
) -> None:
    """Wrong usage for what does not go with --subject."""
    if form is not None:
        raise click.UsageError(f"--subject or {form}, not both")
    if not chosen.is_of_all or kind or used:
        raise click.UsageError("--subject takes --format, --to and --on only")


def _export_book(chosen: Wish, kind: str | None) -> int:
    if not chosen.is_of_all or kind:
        raise click.UsageError("parquet is the whole book: it takes no WHO and no conditions")
    if chosen.target is None:
        raise click.UsageError("parquet is a folder of files: name a new one with --to")
    from dossierkit.cli.export_parquet import export_parquet

    return export_parquet(chosen.target, chosen.on, chosen.book_path)


def _export_dossiers(form: str, chosen: Wish, given: Mapping[str, Any]) -> int:
    if form == "csv":
        from dossierkit.cli.export_table import export_csv

        return export_csv(chosen, given["language"] or "en", raw=given["raw"])
    if form == "xlsx":
        from dossierkit.cli.export_table import export_xlsx

        return export_xlsx(chosen, given["language"] or "en")
    if form == "jsonl":
        from dossierkit.cli.export_jsonl import export_jsonl

        return export_jsonl(chosen, given["language"] or "en")
    if form == "vcard":
        from dossierkit.cli.export_vcard import export_vcard

        return export_vcard(chosen, given["version"] or "4.0", is_plain=given["plain"])
    from dossierkit.cli.export_ics import export_ics

    return export_ics(chosen, _YEAR if given["within"] is None else given["within"])
