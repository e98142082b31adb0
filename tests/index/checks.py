"""A book checked in both ways: by the index, and all its files at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dossierkit.book.broken import BrokenBook
from dossierkit.book.checks.scope import table_paths
from dossierkit.book.load import load
from dossierkit.book.today import today_in
from dossierkit.cli.check_book import verdict_of
from dossierkit.cli.checked import findings_of_book, real_today
from dossierkit.index.verdicts import Verdict, keep_verdict, known_verdict, state_of
from dossierkit.mail.checking.findings import own_templates


def check_by_index(root: Path, on: date | None = None) -> Verdict | list[str]:
    """What `check` says, from the index, which must be of use; a broken policy's findings."""
    state = state_of(str(root))
    assert state is not None
    known = known_verdict(str(root), state, on, today_in)
    if known is None:
        try:
            known = verdict_of(root, on, state)
        except BrokenBook as error:
            return list(map(str, error.findings))
        keep_verdict(str(root), state, known)
        if state.is_quiet:
            assert known_verdict(str(root), state, on, today_in) == known
    return known


def check_by_book(root: Path, on: date | None = None) -> Verdict | list[str]:
    """What `check` says of a book that was read as a whole."""
    try:
        book = load(root)
    except BrokenBook as error:
        return list(map(str, error.findings))
    today = real_today(book)
    found = findings_of_book(book, today, on)
    dossiers = len(book.all_dossiers()) + len(book.unreadable) + len(book.refused)
    tables = len(table_paths(book)) + len(own_templates(root))
    return Verdict(today, book.policy.timezone, on, found, dossiers, tables)
