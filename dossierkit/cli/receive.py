"""`dossier receive`: mail that came in, into the right log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from dossierkit.cli.opening import open_book
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.book.change import Wanted
    from dossierkit.mail.incoming.receiving import Received
    from dossierkit.schema.customer import Customer
    from dossierkit.schema.dossier import Dossier


@click.command("receive", short_help="Log a mail that came in.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Only show what would be logged.")
@format_option("table", "json")
@on_option
@book_option
def command(
    files: tuple[str, ...],
    dry_run: bool,
    output_format: str,
    on: date | None,
    book_path: str | None,
) -> int:
    """Log mails that came in with the customers who wrote them: one commit for each customer.

    FILE is a mail (.eml), a mailbox (mbox), or - for standard input. Whose it is says the address
    it comes from, in any spelling, else the letter of ours that it answers. The same mail is logged
    once. How much of it is kept says 'mail.keep' in book.yaml: subject, none or text.

    \b
    Examples:
      dossier receive anna.eml
      dossier receive ~/Mail/inbox.mbox --dry-run
      cat anna.eml | dossier receive -

    Out-of-office notes and other automatic mail are logged as notes, which answer nothing. Who asks
    to get no more mail is named with the command that records it; that is never done unasked.
    """
    from dossierkit.cli.checked import real_today
    from dossierkit.cli.mail_files import read_mails
    from dossierkit.mail.incoming.receiving import sort_out

    book = open_book(book_path)
    found = sort_out(book, read_mails(files), on or real_today(book))
    if not dry_run:
        found = _log(book, found)
    if output_format == "json":
        say_json([one.data() for one in found])
    else:
        from dossierkit.cli.receive_text import listing

        for line in listing(found):
            say(line)
    return _close(found, is_dry=dry_run)


def _log(book: Book, mails: Sequence[Received]) -> list[Received]:
    """Writes the log lines, those of one customer in one commit; gives the mails with what became
    of them. A dossier that can't be written keeps nobody else's mail from its log."""
    from dossierkit.cli.saving import Draft, save, say_remarks
    from dossierkit.history.commit import Message

    refused: set[str] = set()
    for who in dict.fromkeys(mail.ids[0] for mail in mails if mail.outcome == "log"):
        entries = [_Entry(mail) for mail in mails if mail.outcome == "log" and mail.ids[0] == who]
        drafts = [Draft(book.customers[who], "customer", entry.want) for entry in entries]
        summary = "a mail" if len(entries) == 1 else f"{len(entries)} mails"
        try:
            say_remarks(save(book, drafts, Message("receive", who, summary, "", (who,))))
        except click.ClickException as error:
            refused.add(who)
            remark(_("{who}: not logged: {error}").format(who=who, error=error.format_message()))
            continue
        for entry in entries:
            for step in entry.closed:
                remark(_("{who}: done: {step}").format(who=who, step=step))
    return [
        one._replace(outcome="refused") if one.outcome == "log" and one.ids[0] in refused else one
        for one in mails
    ]


class _Entry:
    """The log line of one mail, and the next steps that it closes."""

    def __init__(self, mail: Received) -> None:
        self._mail = mail
        self.closed: tuple[str, ...] = ()

    def want(self, present: Dossier[Customer]) -> Wanted:
        from dossierkit.book.change import Wanted
        from dossierkit.book.next_steps import next_steps

        if any(self._mail.tag in line.tags for line in present.log.lines):
            return Wanted()
        bullet = self._mail.bullet
        after = next_steps(present, bullet.read(), ())
        self.closed = after.closed
        return Wanted({("next",): after.wish()} if after.closed else {}, bullet)


def _close(found: Sequence[Received], *, is_dry: bool) -> int:
    """Says what a person must see to; gives the exit status."""
    from dossierkit.cli.receive_text import new_addresses, remarks, wishes

    for text in (*wishes(found), *new_addresses(found)):
        remark(text)
    left = remarks(found)
    for text in left:
        remark(text)
    if is_dry and any(one.outcome == "log" for one in found):
        remark(_("nothing was written; without --dry-run it is"))
    return 1 if left or any(one.outcome == "refused" for one in found) else 0
