"""What the commands that check a book share: their result, and the day it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.checks.codes import is_zone
from dossierkit.book.load import BrokenBook
from dossierkit.cli.findings import count
from dossierkit.text.finding import Finding

Checked: TypeAlias = "tuple[Sequence[Finding], str]"
"""Findings, and what to say of them in one line."""


def broken(error: BrokenBook) -> Checked:
    """What there is to say of a book whose policy can't be trusted."""
    found = error.findings
    return found, f"{count(found)} in the book's policy: nothing else was read"


def real_today(book: Book) -> date:
    """The day it is, here or in the book's own time zone, whichever is further on."""
    here = date.today()
    zone = book.policy.timezone
    if zone is None or not is_zone(zone):
        return here
    from zoneinfo import ZoneInfo

    return max(here, datetime.now(ZoneInfo(zone)).date())
