"""The line to the server that a book names, with the password from where it is kept."""

from __future__ import annotations

from dossierkit.book.book import Book
from dossierkit.cli.send_options import Way
from dossierkit.mail.sending.outcome import Line, NoLine, Outcome, sent
from dossierkit.mail.sending.password import (
    IMAP_VARIABLE,
    SMTP_VARIABLE,
    NoPassword,
    password,
)
from dossierkit.text.translation import _


class ByHand:
    """Letters that went out by hand, or did arrive after all: there is nothing to hand over."""

    def open(self) -> None:
        """Nothing to do."""

    def hand_over(self, sender: str, recipient: str, message: bytes) -> Outcome:
        """The user says so."""
        return sent(_("by hand"))

    def close(self) -> None:
        """Nothing to do."""


def line_of(book: Book, way: Way, sender: str) -> Line:
    """A line that is not open yet; raises NoLine where the book or the password is lacking."""
    if way.name == "sent":
        return ByHand()
    settings = book.policy.mail
    try:
        if way.name == "imap":
            return _imap(book)
        from dossierkit.mail.sending.smtp import SmtpLine, account_of

        host, user = settings.smtp.host or "", settings.smtp.user
        account = account_of(settings.smtp, None)
        if user is not None:
            account = account._replace(password=password(host, user, (SMTP_VARIABLE,)))
        return SmtpLine(account, sender.rpartition("@")[2])
    except NoPassword as error:
        raise NoLine(str(error)) from error


def _imap(book: Book) -> Line:
    from dossierkit.mail.sending.imap import ImapLine

    imap, smtp = book.policy.mail.imap, book.policy.mail.smtp
    if not imap.host or not imap.user:
        raise NoLine(_("fill 'mail.imap.host' and 'mail.imap.user' in dossiers/book.yaml"))
    same = (SMTP_VARIABLE,) if imap.user == smtp.user else ()
    return ImapLine(imap, password(imap.host, imap.user, (IMAP_VARIABLE, *same)))
