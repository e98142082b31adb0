"""`dossier suggest`: the stages and intents that the log speaks for, applied only by the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from dossierkit.book.book import Book
from dossierkit.cli.completing import CUSTOMER, MEMBER
from dossierkit.cli.held import held_since
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_who, open_book, require_owner
from dossierkit.cli.options import book_option, format_option, lang_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.suggest_data import Suggested, suggested_data
from dossierkit.cli.suggest_text import show_suggested
from dossierkit.method.suggesting.suggestions import COUNTED, suggestions
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, plural


@click.command("suggest")
@click.argument("who", type=CUSTOMER, nargs=-1, metavar="[WHO]...")
@click.option("--owner", type=MEMBER, metavar="ID", help="Only the customers of one member.")
@on_option
@lang_option
@format_option("table", "json")
@book_option
def command(
    who: tuple[str, ...],
    owner: str | None,
    on: date | None,
    language: str,
    output_format: str,
    book_path: str | None,
) -> int:
    """Suggest what has changed about WHO, or about all customers: stage, rapport, intent.

    \b
    Examples:
      dossier suggest
      dossier suggest anna
      dossier suggest --owner lily --format json

    The log is compared with the header: a sample that was sent, an order, touches that nobody
    answered, contacts without an order, a day of purchase that has passed, a year without an order.
    Each suggestion names the lines that speak for it and the command that applies it; nothing is
    written by itself. Nothing is suggested about people who asked not to be contacted.

    JSON: {"on", "suggestions": [{"id", "name", "owner", "rule", "field", "now", "value", "reason",
    "source", "evidence": [{"text", "path", "line"}], "command"}], "unreadable": [findings]}; a
    value of null means that the fact no longer holds.
    """
    book = open_for_few(book_path) if who else open_book(book_path)
    day = on or date.today()
    require_owner(book, owner)
    dossiers = _asked(book, who, owner)
    found = _suggested(book, dossiers, day)
    unreadable = [
        finding
        for finding in book.unreadable_findings()
        if not who or finding.path in {dossier.path for dossier in dossiers}
    ]
    if output_format == "json":
        say_json(suggested_data(found, day, unreadable))
    else:
        show_suggested(book, found, language)
        for finding in unreadable:
            remark(_("can't be read: {finding}").format(finding=finding))
        _say_summary(book, dossiers, found, day)
    if who:
        _say_opted_out(dossiers)
    return 1 if unreadable else 0


def _asked(book: Book, who: Sequence[str], owner: str | None) -> list[Dossier[Customer]]:
    """The customers that are asked for, by id, each once."""
    named = {one.id: one for one in (find_who(name, book.customers, book) for name in who)}
    asked = named if who else book.customers
    return [
        dossier
        for _unused, dossier in sorted(asked.items())
        if owner is None or dossier.facts.owner == owner
    ]


def _suggested(book: Book, dossiers: list[Dossier[Customer]], day: date) -> list[Suggested]:
    """Those of whom there is something to say. Where contacts were counted, git is asked since
    when the intent has been so."""
    found = [Suggested(one, suggestions(book, one, day)) for one in dossiers]
    counted = [one.dossier for one in found if any(s.id in COUNTED for s in one.found)]
    days = held_since(book, counted, "intent", day)
    for number, (dossier, _unused) in enumerate(found):
        if dossier.id in days:
            again = suggestions(book, dossier, day, intent_since=days[dossier.id])
            found[number] = Suggested(dossier, again)
    return [one for one in found if one.found]


def _say_summary(
    book: Book, dossiers: list[Dossier[Customer]], found: list[Suggested], day: date
) -> None:
    if not book.customers and not book.unreadable:
        remark(_("no customers yet: put a file like anna-schmidt.md into dossiers/customers/"))
    elif not found:
        count = len(dossiers)
        whom = plural(
            "the one customer asked for", "the {count} customers asked for", count
        ).format(count=count)
        remark(
            _("nothing to suggest on {day}: the logs of {whom} agree with their headers").format(
                day=day, whom=whom
            )
        )
    else:
        count = sum(len(one.found) for one in found)
        remark(
            plural(
                "{count} suggestion on {day}; nothing was changed: run the commands you agree with",
                "{count} suggestions on {day}; nothing was changed: run the commands you "
                "agree with",
                count,
            ).format(count=count, day=day)
        )


def _say_opted_out(dossiers: list[Dossier[Customer]]) -> None:
    for dossier in dossiers:
        if dossier.facts.consent.do_not_contact:
            remark(_("{id} asked not to be contacted: nothing is suggested").format(id=dossier.id))
