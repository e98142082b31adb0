"""What the commands that check a book share: the findings of all layers, and the day it is."""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.book.checks import findings
from dossierkit.book.today import today_in
from dossierkit.cli.findings import Checked, count
from dossierkit.mail.checking.findings import template_findings
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


def broken(error: BrokenBook) -> Checked:
    """What there is to say of a book whose policy can't be trusted."""
    found = error.findings
    return found, _("{count} in the book's policy: nothing else was read").format(
        count=count(found)
    )


def findings_of_book(book: Book, today: date, on: date | None = None) -> list[Finding]:
    """Everything that is wrong in a book and in its templates; the days as in `findings`."""
    return sorted({*findings(book, today, on), *template_findings(book)})


def real_today(book: Book) -> date:
    """The day it is, here or in the book's own time zone, whichever is further on."""
    return today_in(book.policy.timezone)
