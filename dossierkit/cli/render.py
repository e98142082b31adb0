"""`dossier render`: letters from templates, as drafts."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.completing import CUSTOMER, PURPOSE
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_who, open_book
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import Column, remark, safe, say, say_json, table
from dossierkit.cli.purpose import check_words, near
from dossierkit.text.translation import _, plural

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.mail.letter import Letter, Request
    from dossierkit.mail.outbox import Outbox
    from dossierkit.mail.recipients import Recipients
    from dossierkit.mail.stops import Stop
    from dossierkit.mail.templates import Templates
    from dossierkit.schema.customer import Customer
    from dossierkit.schema.dossier import Dossier


@click.command("render")
@click.argument("purpose", type=PURPOSE)
@click.argument("who", type=CUSTOMER, nargs=-1)
@click.option("--due", "only_due", is_flag=True, help="To those whose follow-up proposes it.")
@click.option("--all", "everybody", is_flag=True, help="To every customer.")
@click.option("--occasion", metavar="NAME", help="What is greeted: birthday, eid-al-fitr …")
@click.option("--language", metavar="CODE", help="In this language, whatever the dossier says.")
@click.option("--to", "folder", metavar="DIR", help="Where drafts go, instead of outbox/.")
@format_option("eml", "text", "html", "json")
@on_option
@book_option
def command(
    purpose: str,
    who: tuple[str, ...],
    only_due: bool,
    everybody: bool,
    occasion: str | None,
    language: str | None,
    folder: str | None,
    output_format: str,
    on: date | None,
    book_path: str | None,
) -> int:
    """Write letters of one PURPOSE, as drafts that a mail program opens for editing.

    PURPOSE is a folder of templates, such as greeting. WHO is an id, the beginning of one, or a
    name. A letter that would be half-filled or unwelcome is not made, and the reason is said.

    \b
    Examples:
      dossier render greeting anna --occasion birthday
      dossier render price-update --due
      dossier render price-update --all --format text
    """
    if bool(who) + only_due + everybody != 1:
        raise click.UsageError(_("say to whom: either WHO, or --due, or --all"))
    check_words(occasion, language)
    from dossierkit.mail.duties import lacks_address
    from dossierkit.mail.letter import Request
    from dossierkit.mail.recipients import recipients

    book = open_for_few(book_path) if who else open_book(book_path)
    templates = _templates(book, purpose)
    day = on or date.today()
    wanted, stops = _wanted(book, who, purpose, day if only_due else None)
    chosen = recipients(book, purpose, wanted, many=not who)
    outbox = _outbox(book, folder) if output_format == "eml" or folder else None
    request = Request(day, occasion, language, is_bulk=not who, is_due=only_due)
    letters, more = _write(book, templates, request, chosen, outbox)
    _show(letters, output_format)
    if letters and (lacking := lacks_address(book.policy, purpose, many=not who)):
        remark(_("{lacking}; 'dossier send' sends none without it").format(lacking=lacking))
    return _close(letters, [*stops, *chosen.stops, *more], is_bulk=not who)


def _templates(book: Book, purpose: str) -> Templates:
    from dossierkit.mail.templates import load_templates

    known = tuple(sorted(book.purposes))
    if purpose not in known:
        hint = near(purpose, known)
        raise click.ClickException(
            _("there are no templates for '{purpose}'; {hint}").format(purpose=purpose, hint=hint)
        )
    return load_templates(book.root, purpose)


def _wanted(
    book: Book, who: tuple[str, ...], purpose: str, due_on: date | None
) -> tuple[list[Dossier[Customer]], list[Stop]]:
    """Whom to write to, once each; those who can't be read are stopped at once."""
    from dossierkit.mail.recipients import candidates
    from dossierkit.mail.stops import unreadable_stops

    if who:
        stops = unreadable_stops(book, who)
        readable = [word for word in who if word not in {stop.id for stop in stops}]
        found = {one.id: one for one in (find_who(w, book.customers, book) for w in readable)}
        return list(found.values()), stops
    return candidates(book, purpose, due_on)


def _outbox(book: Book, folder: str | None) -> Outbox:
    from dossierkit.mail.outbox import Outbox, OutboxError

    try:
        return Outbox(book.root, folder)
    except OutboxError as error:
        raise click.ClickException(str(error)) from error


def _write(
    book: Book,
    templates: Templates,
    request: Request,
    chosen: Recipients,
    outbox: Outbox | None,
) -> tuple[list[tuple[Letter, str | None]], list[Stop]]:
    """The letters with their drafts' paths, and those that were stopped."""
    from dossierkit.mail.letter import Letter, Writer
    from dossierkit.mail.outbox import OutboxError
    from dossierkit.mail.stops import Stop
    from dossierkit.mail.workshop import Workshop

    letters: list[tuple[Letter, str | None]] = []
    stops: list[Stop] = []
    recipients = [one.dossier for one in chosen.allowed]
    hidden = len(recipients) < 20 or not sys.stderr.isatty()
    bar: Any = click.progressbar(recipients, label=_("writing"), file=sys.stderr, hidden=hidden)
    with Workshop() as workshop, bar as dossiers:
        writer = Writer(book, templates, request, workshop)
        for dossier in dossiers:
            result = writer.letter(dossier)
            try:
                if isinstance(result, Letter):
                    path = outbox.write(result.key, result.message) if outbox else None
                    letters.append((result, path))
                else:
                    stops.append(result)
            except OutboxError as error:
                stops.append(Stop(dossier.id, str(error)))
    return letters, stops


def _show(letters: list[tuple[Letter, str | None]], output_format: str) -> None:
    if output_format == "json":
        say_json([letter.data() | {"path": path} for letter, path in letters])
    elif output_format == "eml" and letters:
        columns = [Column("draft"), Column("to"), Column("language"), Column("why", shrinks=True)]
        rows = [
            [path or "", letter.recipient.address, ", ".join(letter.languages), letter.why]
            for letter, path in letters
        ]
        for line in table(columns, rows):
            say(line)
    elif output_format in ("text", "html"):
        for number, (letter, _unused) in enumerate(letters):
            say(
                ("\n" if number else "")
                + safe(_("Subject: {subject}").format(subject=letter.content.subject))
            )
            say("\n" + safe(getattr(letter.content, output_format), lines=True).rstrip("\n"))


def _close(letters: list[tuple[Letter, str | None]], stops: list[Stop], *, is_bulk: bool) -> int:
    """Says what was not made, and what to do next; gives the exit status."""
    quiet = Counter(stop.quiet for stop in stops if is_bulk and stop.quiet)
    loud = [stop for stop in stops if not (is_bulk and stop.quiet)]
    for stop in loud:
        remark(f"{stop.id}: {stop.message}")
    if quiet:
        summed = ", ".join(f"{count} {why}" for why, count in sorted(quiet.items()))
        remark(_("no letter for {quiet}: {summed}").format(quiet=quiet.total(), summed=summed))
    drafts = [path for _unused, path in letters if path]
    if loud:
        remark(
            _("{count} not made, {count_2} made; mend what is named and render again").format(
                count=len(loud), count_2=len(letters)
            )
        )
    if drafts:
        them = plural("it", "the {count}", len(drafts)).format(count=len(drafts))
        remark(
            _(
                "next: open {them} in your mail program, read, change, send; or: dossier send"
            ).format(them=them)
        )
    elif not letters and not loud:
        remark(_("nobody to write to"))
    return 1 if loud else 0
