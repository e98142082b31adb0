"""`dossier gaps`: the missing facts that are worth most, and the question for each."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from dossierkit.book.fields import dossiers_of, kind_of
from dossierkit.cli.completing import CUSTOMER, MEMBER
from dossierkit.cli.gaps_data import book_data, dossier_data
from dossierkit.cli.gaps_text import no_gaps, show_book, show_dossier
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any, open_book, require_owner
from dossierkit.cli.options import KindParam, book_option, format_option, lang_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.method.knowing.completeness import Completeness, Gap, Knowledge
from dossierkit.method.knowing.completeness_of_book import KINDS, completeness_of_book
from dossierkit.method.knowing.contacts import one_contacts, who_can_tell
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, word

SHOWN = 10
"""How many gaps or dossiers the table shows unless `--limit` says otherwise."""


@click.command("gaps", short_help="List the missing facts that are worth most.")
@click.argument("who", type=CUSTOMER, required=False)
@click.option("--kind", type=KindParam(), help="Only customers, companies or countries.")
@click.option(
    "--owner",
    type=MEMBER,
    metavar="ID",
    help="Only the customers of one member, and what is theirs.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help=f"So many at most; 0 is all (default: {SHOWN} in the table, all in JSON).",
)
@lang_option
@on_option
@format_option("table", "json")
@book_option
def command(
    who: str | None,
    kind: str | None,
    owner: str | None,
    limit: int | None,
    language: str,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """List what is not known yet, the facts that are worth most first: how to ask, where to look.

    \b
    Examples:
      dossier gaps
      dossier gaps --owner lily --kind customers
      dossier gaps anna
      dossier gaps brightlite --lang zh
      dossier gaps de --format json

    Without WHO: how much of what is worth knowing the book knows, whose dossiers lack most among
    those who buy or may buy much, and which companies you know through one person only.

    With WHO (an id, a unique beginning of one, or a name): what is missing about the person, their
    company and their country, each with its worth (10 is most), the question to ask or the place
    to look, and the command that notes the answer. Personal questions wait until you really talk.
    A list noted as empty ([]) counts as asked: there is nothing.
    """
    book = open_book(book_path) if who is None else open_for_few(book_path)
    knowledge = Knowledge(book, on or date.today(), language)
    if who is None:
        _book(knowledge, kind, owner, limit, output_format)
    elif owner is not None:
        raise click.UsageError(_("--owner goes with the whole book, not with one dossier"))
    else:
        kinds = dossiers_of(book)
        dossier = find_any(who, {kind: kinds[kind]} if kind else kinds, book)
        _dossier(knowledge, dossier, limit, output_format)
    unreadable = book.unreadable_findings()
    for finding in unreadable:
        remark(_("can't be read: {finding}").format(finding=finding))
    return 1 if unreadable else 0


def _book(
    knowledge: Knowledge, kind: str | None, owner: str | None, limit: int | None, form: str
) -> None:
    if kind is not None and kind not in KINDS:
        raise click.UsageError(
            _("of a {kind} only one at a time: dossier gaps WHO").format(kind=word(kind, "dossier"))
        )
    require_owner(knowledge.book, owner)
    found = completeness_of_book(knowledge, kind=kind, owner=owner)
    alone = [
        one
        for one in one_contacts(knowledge)
        if owner in (None, one.person.facts.owner) and kind in (None, "company")
    ]
    if form == "json":
        say_json(book_data(found, alone, knowledge, limit or 0))
    elif found.rows:
        show_book(found, alone, knowledge, SHOWN if limit is None else limit)
    else:
        remark(_("there is nobody to ask about yet: dossier new customer NAME"))


def _dossier(knowledge: Knowledge, dossier: Dossier[Any], limit: int | None, form: str) -> None:
    kind = kind_of(knowledge.book, dossier)
    parts = [*_parts(knowledge, kind, dossier)]
    gaps = _gaps(knowledge, kind, dossier, parts)
    why_none = no_gaps(dossier, bool(gaps))
    friends = [] if why_none else who_can_tell(knowledge, dossier)
    if form == "json":
        named = [(part, name, found) for part, name, _unused_2, found in parts]
        say_json(dossier_data(dossier, kind, named, gaps[: limit or None], friends, knowledge))
        return
    shown = [(part, label, found) for part, _unused, label, found in parts]
    show_dossier(shown, gaps, friends, knowledge.book, SHOWN if limit is None else limit)
    if why_none:
        remark(why_none)


Part = tuple[str, str, str, Completeness]
"""Kind, id, name, and what is known."""


def _parts(knowledge: Knowledge, kind: str, dossier: Dossier[Any]) -> list[Part]:
    """A dossier, and the company and the country that belong to it."""
    book = knowledge.book
    name = book.country_name(dossier.id) if kind == "country" else dossier.facts.name
    found = [(kind, dossier.id, name, knowledge.of(dossier))]
    code = dossier.facts.country if kind == "company" else None
    if kind == "customer":
        code = book.country_code(dossier.facts)
        company = book.company_of(dossier.facts)
        if company:
            found.append(("company", company.id, company.facts.name, knowledge.of(company)))
    country = knowledge.of_country(code) if code else None
    if code and country:
        found.append(("country", code, book.country_name(code), country))
    return found


def _gaps(knowledge: Knowledge, kind: str, dossier: Dossier[Any], parts: list[Part]) -> list[Gap]:
    """The gaps of all parts, by worth."""
    if kind == "customer":
        return knowledge.about(dossier)
    gaps = [gap for _unused, _unused_2, _unused_3, found in parts for gap in found.gaps]
    return sorted(gaps, key=lambda gap: -gap.worth)
