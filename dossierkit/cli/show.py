"""`dossier show`: the portrait of one dossier."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.cli.moment import at_option, book_at
from dossierkit.cli.opening import find_any
from dossierkit.cli.options import KindParam, book_option, format_option, on_option
from dossierkit.cli.output import remark, say, say_json
from dossierkit.cli.portrait import Scene, portrait
from dossierkit.cli.portrait_data import show_data
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier


@click.command("show")
@click.argument("who")
@click.option("--kind", type=KindParam(), help="Look only among customers, companies …")
@at_option
@on_option
@format_option("text", "json")
@book_option
def command(
    who: str,
    kind: str | None,
    at: str | None,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Show all that matters about WHO: person, company, country, terms, history in brief.

    \b
    Examples:
      dossier show anna
      dossier show 王小明
      dossier show brightlite --format json
      dossier show de --kind country
      dossier show anna --at 2026-06-30

    WHO is an id, a unique beginning of one, or a name; customers are looked through first, then
    companies, countries and members. The JSON has the header under its own field names (see
    'dossier list --help' for what one can filter by) and the log with the latest line first.

    --at tells what the book said then: a date (which then counts as today), or a commit, tag or
    branch (whose last commit's day then does).
    """
    with book_at(book_path, at, on) as moment:
        book = moment.book
        kinds = dossiers_of(book)
        dossier = find_any(who, {kind: kinds[kind]} if kind else kinds, book)
        if output_format == "json":
            say_json(show_data(dossier, book))
        else:
            now = datetime.now(UTC) if moment.day == date.today() else None
            for line in portrait(dossier, Scene(book, moment.day, now)):
                say(line)
        return _say_findings(dossier, book, at)


def _say_findings(dossier: Dossier[Any], book: Book, at: str | None) -> int:
    """Says what the portrait could not show; the exit status is 1 if a file can't be read."""
    named = _named_paths(dossier, book)
    others: tuple[Dossier[Any], ...] = (*book.companies.values(), *book.countries.values())
    shown = [dossier, *(other for other in others if other.path in named)]
    hidden = [file for file in book.unreadable if file.path in named]
    for finding in (finding for file in hidden for finding in file.findings):
        remark(f"can't be read: {finding}")
    for one in shown:
        if count := len(one.findings):
            how = f"dossier check --at {at}" if at else f"dossier check {one.path}"
            remark(f"{count} finding{'s' if count > 1 else ''}: {how}")
    return 1 if hidden else 0


def _named_paths(dossier: Dossier[Any], book: Book) -> set[str]:
    """The files of the company and the country that a dossier names."""
    facts = dossier.facts
    code = facts.country if isinstance(facts, Company) else None
    company = None
    if isinstance(facts, Customer):
        code, company = book.country_code(facts), facts.company
    names = {"country": code, "company": company}
    return {f"dossiers/{FOLDERS[kind]}/{name}.md" for kind, name in names.items() if name}
