"""`dossier quote`: a quote as a draft, with its number, table, terms and last day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.completing import CUSTOMER
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark
from dossierkit.cli.price_words import require_offer, wanted
from dossierkit.cli.quote_text import show_quote
from dossierkit.prices.offer import Asked, Offer
from dossierkit.schema.company import INCOTERMS
from dossierkit.schema.customer import Customer
from dossierkit.schema.days import parse_day
from dossierkit.schema.times import parse_duration
from dossierkit.schema.types import Refused
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.mail.letter import Letter
    from dossierkit.mail.outbox import Outbox
    from dossierkit.mail.quote_rows import Quote
    from dossierkit.mail.templates import Templates
    from dossierkit.schema.dossier import Dossier


@click.command("quote", short_help="Write a quote.")
@click.argument("who", type=CUSTOMER)
@click.argument("words", nargs=-1, required=True, metavar="SKU=QTY...")
@click.option(
    "--concession", "concessions", multiple=True, metavar="NAME", help="Grant it, for its return."
)
@click.option("--valid", metavar="DATE|30d", help="Last day, if not that of the price list.")
@click.option(
    "--incoterm", type=click.Choice(INCOTERMS, case_sensitive=False), help="For this quote only."
)
@click.option("--place", metavar="TEXT", help="The named place, for this quote only.")
@click.option("--payment", metavar="TEXT", help="Payment terms, for this quote only.")
@click.option("--language", metavar="CODE", help="In this language, whatever the dossier says.")
@click.option("--to", "folder", metavar="DIR", help="Where the draft goes, instead of outbox/.")
@format_option("eml", "text", "html", "json")
@on_option
@book_option
def command(who: str, words: tuple[str, ...], **given: Any) -> int:
    """Quote products to WHO: a letter with a table, as a draft that a mail program opens.

    \b
    Examples:
      dossier quote anna BL-20=1000 BL-30=1000
      dossier quote anna BL-20=1000 --concession cash --valid 30d
      dossier quote zofia BU-A60=10000 --incoterm CIF --place Gdańsk --payment "T/T 30/70"
      dossier quote anna BL-20=1000 --format text

    A quote states the terms it is based on: without agreed payment terms and Incoterm there is
    none, nor with a price or a rate that is too old. Nothing is logged before it is sent.
    """
    asked = Asked(wanted(words, needs_quantity=True), given["concessions"], _terms(given))
    day = given["on"] or date.today()
    valid = _last_day(given["valid"], day)
    book = open_for_few(given["book_path"])
    dossier = _reader(who, book)
    templates = _templates(book, given["language"])
    offer = require_offer(book, dossier, day, asked)
    writes = given["output_format"] == "eml" or given["folder"]
    outbox = _outbox(book, given["folder"]) if writes else None
    quote = _quote(book, dossier, offer, valid, outbox)
    letter = _letter(book, dossier, templates, quote, given["language"])
    path = _write(outbox, letter, quote) if outbox else None
    show_quote(letter, quote, path, given["output_format"])
    return 0


def _reader(who: str, book: Book) -> Dossier[Customer]:
    """Whom the quote goes to; an expected failure, naming the people there, for a company."""
    found = find_any(who, {"customer": book.customers, "company": book.companies}, book)
    if isinstance(found.facts, Customer):
        return found
    people = sorted(one.id for one in book.staff_of(found.id))
    there = ", ".join(people) or _(
        "nobody yet: dossier new customer NAME --set company={id}"
    ).format(id=found.id)
    raise click.ClickException(
        _("'{id}' is a company, and a quote goes to a person; there is {there}").format(
            id=found.id, there=there
        )
    )


def _terms(given: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The terms that are stated for this quote; wrong usage for an empty one."""
    found = []
    for name in ("incoterm", "place", "payment"):
        text = given[name]
        if text is not None:
            if not text.strip() or "\n" in text:
                raise click.UsageError(
                    _("--{name} says nothing, or more than a line").format(name=name)
                )
            found.append((name, " ".join(text.split())))
    return tuple(found)


def _last_day(text: str | None, day: date) -> date | None:
    """The day of `--valid`: a date, or a time from now; wrong usage for anything else, or a past
    one."""
    if text is None:
        return None
    try:
        last: date | None = parse_duration(text.strip()).after(day)
    except Refused:
        last = parse_day(text, day)
    if last is None:
        raise click.UsageError(
            _("--valid: '{text}' is no day; write it as 2026-12-31 or 30d").format(text=text)
        )
    if last < day:
        raise click.UsageError(
            _("--valid: {last} is past; the last day is today or later").format(last=last)
        )
    return last


def _templates(book: Book, language: str | None) -> Templates:
    from dossierkit.mail.language import template_language
    from dossierkit.mail.quoting import PURPOSE
    from dossierkit.mail.templates import load_templates

    templates = load_templates(book.root, PURPOSE)
    there = ", ".join(sorted(templates.languages))
    if not there:
        raise click.ClickException(
            _(
                "there are no templates for '{purpose}'; put one into templates/{purpose}/en.md"
            ).format(purpose=PURPOSE)
        )
    if language is not None and template_language(language, templates.languages) is None:
        raise click.ClickException(
            _("there is no template templates/{purpose}/{language}.md; there is {there}").format(
                purpose=PURPOSE, language=language, there=there
            )
        )
    return templates


def _outbox(book: Book, folder: str | None) -> Outbox:
    from dossierkit.mail.outbox import Outbox, OutboxError

    try:
        return Outbox(book.root, folder)
    except OutboxError as error:
        raise click.ClickException(str(error)) from error


def _quote(
    book: Book,
    dossier: Dossier[Customer],
    offer: Offer,
    valid: date | None,
    outbox: Outbox | None,
) -> Quote:
    from dossierkit.mail.outbox import OUTBOX
    from dossierkit.mail.quoting import NoQuote, below_minimum, quote_of

    folders = [book.root / OUTBOX, *([outbox.folder] if outbox else [])]
    try:
        quote = quote_of(book, dossier, offer, valid, folders)
    except NoQuote as error:
        for reason in error.reasons:
            remark(reason)
        raise click.ClickException(
            _("no quote to {id}; mend what is named and quote again").format(id=dossier.id)
        ) from error
    for sentence in below_minimum(offer.lines):
        remark(sentence)
    return quote


def _letter(
    book: Book,
    dossier: Dossier[Customer],
    templates: Templates,
    quote: Quote,
    language: str | None,
) -> Letter:
    from dossierkit.mail.letter import Letter, Request, Writer
    from dossierkit.mail.workshop import Workshop

    request = Request(
        quote.offer.day, language=language, given=quote.names(), mark=quote.number.lower()
    )
    with Workshop() as workshop:
        letter = Writer(book, templates, request, workshop).letter(dossier)
    if not isinstance(letter, Letter):
        raise click.ClickException(
            _("no quote to {id}: {message}").format(id=dossier.id, message=letter.message)
        )
    unstated = quote.unstated(f"{letter.content.subject}\n{letter.content.text}")
    if unstated:
        path = ", ".join(templates.by_language[one].path for one in letter.languages)
        raise click.ClickException(
            _("{path}: the letter does not state: {unstated}; a quote has to").format(
                path=path, unstated=", ".join(unstated)
            )
        )
    return letter


def _write(outbox: Outbox, letter: Letter, quote: Quote) -> str:
    from dossierkit.mail.outbox import OutboxError

    try:
        outbox.write_note(letter.key, quote.note())
        return outbox.write(letter.key, letter.message)
    except OutboxError as error:
        raise click.ClickException(str(error)) from error
