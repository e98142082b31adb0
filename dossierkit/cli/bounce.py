"""`dossier bounce`: an address that mail came back from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.opening import open_book
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.mail.incoming.bouncing import Bounced
    from dossierkit.mail.incoming.returned import Returned


@click.command("bounce", short_help="Note that a mail address no longer works.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--address", metavar="ADDRESS", help="The address, instead of a mail.")
@click.option("--why", default="", metavar="TEXT", help="What the server or somebody said of it.")
@click.option("--dry-run", is_flag=True, help="Only show what would be noted.")
@format_option("text", "json")
@on_option
@book_option
def command(book_path: str | None, files: tuple[str, ...], **given: Any) -> int:
    """Note that mail to an address came back: nothing more is sent there.

    FILE is what the mail server sent back (.eml), a mailbox (mbox), or - for standard input; other
    mail in it is passed over. A full box and other passing reasons are only noted in the log.

    \b
    Examples:
      dossier bounce undeliverable.eml
      dossier bounce ~/Mail/inbox.mbox --dry-run
      dossier bounce --address anna@brightlite.example --why "left the company"

    An address that works again: dossier set anna reach.bounced --unset
    """
    address, why = given["address"], given["why"]
    if bool(files) == bool(address):
        raise click.UsageError(_("name a mail that came back, or --address"))
    if files and why:
        raise click.UsageError(_("--why goes with --address; a mail says itself why it came back"))
    from dossierkit.cli.checked import real_today
    from dossierkit.mail.incoming.bouncing import bounces_of

    book = open_book(book_path)
    today = given["on"] or real_today(book)
    told = _typed(address, why) if address else _read(book, files)
    found = bounces_of(book, told, today)
    noted = found if given["dry_run"] else [one for one in found if _note(book, one)]
    status = _close(noted, given["output_format"], is_dry=given["dry_run"])
    return status if len(noted) == len(found) else 1


def _typed(address: str, why: str) -> list[tuple[Returned, str]]:
    from dossierkit.mail.incoming.decoding import one_line
    from dossierkit.mail.incoming.returned import Returned
    from dossierkit.mail.incoming.sender import address_in

    plain = address_in(address)
    if plain is None:
        raise click.UsageError(_("'{address}' is no mail address").format(address=address))
    return [(Returned(plain, "", one_line(why), True), "")]


def _read(book: Book, files: Sequence[str]) -> list[tuple[Returned, str]]:
    """What came back, each with the tag of the mail that says so."""
    from dossierkit.book.keys import mailbox
    from dossierkit.cli.mail_files import read_mails
    from dossierkit.mail.incoming.entry import tag_of
    from dossierkit.mail.incoming.nature import is_bounce
    from dossierkit.mail.incoming.returned import returned

    known = {mailbox(a) for one in book.customers.values() for a in one.facts.reach.email}
    reports = [mail for mail in read_mails(files) if is_bounce(mail)]
    if not reports:
        raise click.ClickException(
            _(
                "no mail server says here that a mail came back; if an address is dead all "
                "the same: dossier bounce --address ADDRESS --why TEXT"
            )
        )
    told = [(one, tag_of(mail)) for mail in reports for one in returned(mail, known)]
    if not told:
        raise click.ClickException(
            _(
                "it says that a mail came back, but names no address of this book; if you know "
                "which: dossier bounce --address ADDRESS --why TEXT"
            )
        )
    return told


def _note(book: Book, one: Bounced) -> bool:
    """Writes one bounce into each dossier that has the address, in one commit; says why not, where
    that is impossible, and goes on."""
    from dossierkit.cli.saving import Draft, save, say_remarks
    from dossierkit.history.commit import Message

    drafts = [Draft(book.customers[who], "customer", one.want) for who in one.ids]
    if not drafts or one.is_known:
        return True
    what = "an address is dead" if one.returned.is_dead else "a mail came back"
    try:
        say_remarks(save(book, drafts, Message("bounce", one.ids[0], what, "", one.ids)))
    except click.ClickException as error:
        remark(
            _("{ids}: not noted: {error}").format(
                ids=", ".join(one.ids), error=error.format_message()
            )
        )
        return False
    return True


def _close(found: Sequence[Bounced], output_format: str, *, is_dry: bool) -> int:
    """Says what came of it, and what to do next; gives the exit status."""
    if output_format == "json":
        say_json([one.data() for one in found])
    for one in found:
        if output_format == "text" and one.ids:
            say(safe(f"{', '.join(one.ids)}: {one.sentence}"))
        for text in one.remedies:
            remark(text)
    if is_dry and any(one.ids and not one.is_known for one in found):
        remark(_("nothing was written; without --dry-run it is"))
    return 1 if any(not one.ids for one in found) else 0
