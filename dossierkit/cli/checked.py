"""What the commands that check a book share: the findings of all layers, and the day it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.checks import findings
from dossierkit.book.checks.codes import is_zone
from dossierkit.book.load import BrokenBook
from dossierkit.cli.findings import count
from dossierkit.mail.checking.findings import template_findings
from dossierkit.text.finding import Finding

Checked: TypeAlias = "tuple[Sequence[Finding], str]"
"""Findings, and what to say of them in one line."""


def broken(error: BrokenBook) -> Checked:
    """What there is to say of a book whose policy can't be trusted."""
    found = error.findings
    return found, f"{count(found)} in the book's policy: nothing else was read"


def findings_of_book(book: Book, today: date, on: date | None = None) -> list[Finding]:
    """Everything that is wrong in a book and in its templates; the days as in `findings`."""
    return sorted({*findings(book, today, on), *template_findings(book)})


def real_today(book: Book) -> date:
    """The day it is, here or in the book's own time zone, whichever is further on."""
    here = date.today()
    zone = book.policy.timezone
    if zone is None or not is_zone(zone):
        return here
    from zoneinfo import ZoneInfo

    return max(here, datetime.now(ZoneInfo(zone)).date())
