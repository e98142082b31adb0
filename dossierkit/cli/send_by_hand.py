"""Letters for sending by hand: links, or files for any mail program."""

from __future__ import annotations

import re
from pathlib import Path

from dossierkit.book.book import Book
from dossierkit.cli.output import remark, safe, say
from dossierkit.cli.send_options import Way
from dossierkit.cli.send_report import Report
from dossierkit.cli.send_watch import moment
from dossierkit.mail.sending.mailto import LONGEST, mailto
from dossierkit.mail.sending.plan import Held, Ready
from dossierkit.text.translation import _

_DATE = re.compile(rb"^Date: [^\r\n]*\r\n", re.MULTILINE)


class CannotWrite(Exception):
    """A file that can't be written; the text says why and what to do."""


def by_hand(book: Book, report: Report, way: Way, is_json: bool) -> None:
    """Prints the links, or writes the files; nothing is noted of it. A file that can't be written
    is no matter of the others."""
    for one in report.letters:
        try:
            made = _link(one) if way.name == "mailto" else _file(book, one, way.folder)
        except CannotWrite as error:
            report.held.append(Held(one.draft.shown, one.dossier.id, str(error)))
            remark(f"{one.draft.shown}: {error}")
            continue
        report.made[one.draft.shown] = made
        if not is_json:
            say(safe(made))


def _link(one: Ready) -> str:
    link = mailto(one.draft, one.recipient.address)
    if len(link) > LONGEST:
        remark(
            _("{shown}: some mail programs cut a link this long ({count})").format(
                shown=one.draft.shown, count=len(link)
            )
        )
    if any(piece.name for piece in one.draft.pieces):
        remark(
            _("{shown}: a link carries no attachments; add them by hand").format(
                shown=one.draft.shown
            )
        )
    if not one.draft.text.strip():
        remark(
            _("{shown}: a link carries no HTML, and the letter is nothing else").format(
                shown=one.draft.shown
            )
        )
    return link


def _file(book: Book, one: Ready, folder: str) -> str:
    place = Path(folder).expanduser()
    file = place / one.draft.file.name
    data = b"X-Unsent: 1\r\n" + one.message(moment(book))
    try:
        place.mkdir(parents=True, exist_ok=True)
        if file.exists() and _dateless(file.read_bytes()) == _dateless(data):
            return str(file)
        with file.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        said = _("{filename} is there already, and says something else; delete it first").format(
            filename=error.filename
        )
        raise CannotWrite(said) from error
    except OSError as error:
        raise CannotWrite(
            _("{file} can't be written: {strerror}").format(
                file=file, strerror=error.strerror or error
            )
        ) from error
    return str(file)


def _dateless(message: bytes) -> bytes:
    """A message without its date: that of the moment in which it was written."""
    return _DATE.sub(b"", message, count=1)
