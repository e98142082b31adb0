"""`dossier export`: what the book holds, written out for others."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.cli.options import book_option, on_option

_WAYS = "--subject WHO, everything about one customer; or parquet --to FOLDER, the book as tables"


@click.command("export")
@click.argument("form", metavar="[FORMAT]", type=click.Choice(("parquet",)), required=False)
@click.option("--subject", "who", metavar="WHO", help="Everything held about one customer.")
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
    who: str | None,
    output_format: str | None,
    target: str | None,
    on: date | None,
    book_path: str | None,
) -> int:
    """Write out the whole book as FORMAT, or everything held about one person.

    parquet writes a folder of typed tables for DuckDB, Spark and the like: customers, companies,
    countries, touches, facts with their history, and the follow-ups of a day (docs/scale.md).
    Sensitive facts are in it only while the person's consent is in force.

    --subject is for that person: their own dossier whole, sensitive facts included; of all other
    files only the sentence, field or log line that means them; letters to them, and what each
    commit changed in their file. Read it before you hand it over: other people may be named in
    these sentences.

    \b
    Examples:
      dossier export parquet --to ~/tables/2026-11-20
      dossier export --subject anna
      dossier export --subject anna --format json --to ~/anna.json
    """
    if form is None and who is None:
        raise click.UsageError(f"say what to export: {_WAYS}")
    if who is None:
        if output_format is not None:
            raise click.UsageError("--format goes with --subject")
        if target is None:
            raise click.UsageError(f"{form} is a folder of files: name a new one with --to")
        from dossierkit.cli.export_parquet import export_parquet

        return export_parquet(target, on or date.today(), book_path)
    if form is not None:
        raise click.UsageError(f"--subject or {form}, not both")
    from dossierkit.cli.export_subject import export_subject

    return export_subject(who, output_format or "md", target, on or date.today(), book_path)
