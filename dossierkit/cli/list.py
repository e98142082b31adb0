"""`dossier list`: dossiers of one kind, filtered and sorted."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import Fields, dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.cli.choosing import asks_what_is_noted, select
from dossierkit.cli.completing import MEMBER
from dossierkit.cli.indexed import from_index, open_for_few
from dossierkit.cli.list_text import Part, records_of, say_parts
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import KindParam, books_option, format_option, on_option
from dossierkit.cli.output import remark
from dossierkit.index.reading import people
from dossierkit.method.computed import computed_fields
from dossierkit.text.translation import _, plural, word


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
@click.option("--owner", type=MEMBER, metavar="ID", help="Only customers of this member.")
@on_option
@format_option("table", "json", "csv")
@books_option
def command(
    kind: str,
    conditions: tuple[str, ...],
    order: str,
    owner: str | None,
    on: date | None,
    output_format: str,
    books: tuple[str | None, ...],
) -> int:
    """List dossiers of a KIND: customers (if none is named), companies, countries or members.

    \b
    Examples:
      dossier list --where stage=harmony --sort -last
      dossier list --where "last<-60d" --where intent!=never --owner lily
      dossier list --where company.terms.payment~L/C --where tags=vip
      dossier list companies --where country=de --format csv > germany.csv
      dossier list --book ~/lumora --book ~/glimmer --where stage=harmony

    FIELD is a field as in the file, with dots (terms.payment, reach.prefers, custom.x), or one of
    the dossier it names (company.type, country.taste.price). Computed are id, last (touch),
    standing (prospect, customer, lapsed), orders, contacts (since the last order), unanswered
    (quote, sample, intro), failed (the day of a lost deal), channel, referrals, completeness
    (in per cent), priority (1 is first), log.quote (the last day of that event; so for every
    event), people, next-exhibition, companies and customers.
    No VALUE means not set: --where intent= . Quote what has < or > in it.

    JSON is a list with the columns of the table and "path", null where nothing is known.
    """
    if owner is not None and kind != "customer":
        raise click.UsageError(_("--owner goes with customers only"))
    day = on or date.today()
    is_plain = kind == "customer" and not conditions and order == "id"
    parts = [
        (is_plain and _known_part(name, owner, day))
        or _part(name, kind, conditions, order, owner, day)
        for name in books
    ]
    say_parts([*books], kind, parts, output_format)
    for part in parts:
        _say_rest(part)
    return 1 if any(part.errors for part in parts) else 0


def _known_part(name: str | None, owner: str | None, day: date) -> Part | None:
    """All customers of a book as the index knows them; None if it can't tell, or knows nobody."""
    found = from_index(name, people, day, 0, owner, in_full=False)
    if found is None or not found.rows:
        return None
    records = [{**one._asdict(), "path": f"dossiers/customers/{one.id}.md"} for one in found.rows]
    return Part(records, found.errors, found.remarks, "")


def _part(
    name: str | None,
    kind: str,
    conditions: tuple[str, ...],
    order: str,
    owner: str | None,
    day: date,
) -> Part:
    """What is listed of a book, read as a whole, or but for those whom a condition leaves out."""
    book = (open_for_few if asks_what_is_noted(kind, conditions) else open_book)(name)
    fields = Fields(book, computed_fields(book, day), day)
    require_owner(book, owner)
    found = select(book, kind, conditions, order, owner, fields, day)
    records = records_of(found, kind, fields)
    rest = sum(len(dossier.findings) - len(dossier.doubts) for dossier in found)
    why_empty = "" if found else _why_empty(book, kind, bool(conditions or owner))
    return Part(records, book.unreadable_findings(), rest, why_empty)


def _say_rest(part: Part) -> None:
    """What there is to say beside the list: why it is empty, and what it may lack."""
    if part.why_empty:
        remark(part.why_empty)
    for finding in part.errors:
        remark(_("can't be read: {finding}").format(finding=finding))
    if part.rest:
        remark(
            plural(
                "{count} finding in the dossiers above: dossier check",
                "{count} findings in the dossiers above: dossier check",
                part.rest,
            ).format(count=part.rest)
        )


def _why_empty(book: Book, kind: str, is_filtered: bool) -> str:
    count = len(dossiers_of(book)[kind])
    if is_filtered and count:
        return _("none of {count} meets this; 'dossier list {kind}' shows them all").format(
            count=count, kind=kind
        )
    return _("there is no {kind} in this book yet; put <id>.md into dossiers/{folders}/").format(
        kind=word(kind, "dossier"), folders=FOLDERS[kind]
    )
