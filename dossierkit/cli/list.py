"""`dossier list`: dossiers of one kind, filtered and sorted."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import Fields, UnknownField, dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.book.query import Condition, WrongQuery, parse_condition, sorted_by
from dossierkit.cli.list_text import columns_of, say_rows
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import KindParam, book_option, format_option, on_option, parse_day
from dossierkit.cli.output import remark
from dossierkit.method.computed import computed_fields
from dossierkit.schema.dossier import Dossier


@click.command("list", short_help="List dossiers, filtered and sorted.")
@click.argument("kind", type=KindParam(), default="customer", required=False)
@click.option(
    "--where",
    "conditions",
    metavar="EXPR",
    multiple=True,
    help="FIELD OP VALUE, with = != < <= > >= or ~ (contains); may be given again.",
)
@click.option(
    "--sort", "order", metavar="FIELD", default="id", help="The order; -FIELD is backwards."
)
@click.option("--owner", metavar="ID", help="Only customers of this member.")
@on_option
@format_option("table", "json", "csv")
@book_option
def command(
    kind: str,
    conditions: tuple[str, ...],
    order: str,
    owner: str | None,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """List dossiers of a KIND: customers (if none is named), companies, countries or members.

    \b
    Examples:
      dossier list --where stage=harmony --sort -last
      dossier list --where "last<-60d" --where intent!=never --owner lily
      dossier list --where company.terms.payment~L/C --where tags=vip
      dossier list companies --where country=de --format csv > germany.csv

    FIELD is a field as in the file, with dots (terms.payment, reach.prefers, custom.x), or one of
    the dossier it names (company.type, country.taste.price). Computed are id, last (touch),
    standing (prospect, customer, lapsed), orders, contacts (since the last order), unanswered
    (quote, sample, intro), failed (the day of a lost deal), channel, referrals, completeness
    (in per cent), priority (1 is first), log.quote (the last day of that event; so for every
    event), people, next-exhibition, companies and customers.
    No VALUE means not set: --where intent= . Quote what has < or > in it.

    JSON is a list with the columns of the table and "path", null where nothing is known.
    """
    book = open_book(book_path)
    day = on or date.today()
    fields = Fields(book, computed_fields(book, day), day)
    found = list(dossiers_of(book)[kind].values())
    if owner is not None:
        if kind != "customer":
            raise click.UsageError("--owner goes with customers only")
        require_owner(book, owner)
        found = [dossier for dossier in found if dossier.facts.owner == owner]
    found = _select(found, kind, conditions, order, fields, day)
    say_rows(found, columns_of(kind, fields), output_format)
    if not found:
        remark(_why_empty(book, kind, bool(conditions or owner)))
    unreadable = book.unreadable_findings()
    for finding in unreadable:
        remark(f"can't be read: {finding}")
    rest = sum(len(dossier.findings) - len(dossier.doubts) for dossier in found)
    if rest:
        remark(f"{rest} finding{'s' if rest > 1 else ''} in the dossiers above: dossier check")
    return 1 if unreadable else 0


def _select(
    found: list[Dossier[Any]],
    kind: str,
    conditions: tuple[str, ...],
    order: str,
    fields: Fields,
    day: date,
) -> list[Dossier[Any]]:
    """Those that meet every condition, in order; a wrong field or value is wrong usage."""
    try:
        for text in conditions:
            holds: Condition = parse_condition(text, kind, fields, lambda w: parse_day(w, day))
            found = [dossier for dossier in found if holds(dossier)]
        by_id = sorted(found, key=lambda dossier: dossier.id)
        field = fields.find(kind, order.removeprefix("-"))
        return sorted_by(by_id, field, descending=order.startswith("-"))
    except (UnknownField, WrongQuery) as error:
        raise click.UsageError(str(error)) from error


def _why_empty(book: Book, kind: str, is_filtered: bool) -> str:
    count = len(dossiers_of(book)[kind])
    if is_filtered and count:
        return f"none of {count} meets this; 'dossier list {kind}' shows them all"
    return f"there is no {kind} in this book yet; put <id>.md into dossiers/{FOLDERS[kind]}/"
