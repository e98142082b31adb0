"""Letters for sending by hand: links, or files for any mail program."""

from __future__ import annotations

from pathlib import Path

import click

from dossierkit.book.book import Book
from dossierkit.cli.output import remark, safe, say
from dossierkit.cli.send_ledger import moment
from dossierkit.cli.send_options import Way
from dossierkit.cli.send_report import Report
from dossierkit.mail.sending.mailto import LONGEST, mailto
from dossierkit.mail.sending.plan import Ready


def by_hand(book: Book, report: Report, way: Way, is_json: bool) -> None:
    """Prints the links, or writes the files; nothing is noted of it."""
    for one in report.letters:
        made = _link(one) if way.name == "mailto" else _file(book, one, way.folder)
        report.made[one.draft.shown] = made
        if not is_json:
            say(safe(made))


def _link(one: Ready) -> str:
    link = mailto(one.draft, one.recipient.address)
    if len(link) > LONGEST:
        remark(f"{one.draft.shown}: some mail programs cut a link this long ({len(link)})")
    if any(piece.name for piece in one.draft.pieces):
        remark(f"{one.draft.shown}: a link carries no attachments; add them by hand")
    return link


def _file(book: Book, one: Ready, folder: str) -> str:
    place = Path(folder).expanduser()
    file = place / one.draft.file.name
    head = b"X-Unsent: 1\r\n"
    try:
        place.mkdir(parents=True, exist_ok=True)
        data = head + one.message(moment(book))
        if file.exists() and file.read_bytes() == data:
            return str(file)
        with file.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already; delete it first") from error
    except OSError as error:
        raise click.ClickException(f"{file} can't be written: {error.strerror}") from error
    return str(file)
