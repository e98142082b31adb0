"""A book read as a whole, and everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dossierkit.book.checks.scope import dossier_paths, scope_of, table_paths
from dossierkit.book.load import load
from dossierkit.cli.checked import findings_of_book, real_today
from dossierkit.index.verdicts import Verdict
from dossierkit.mail.checking.findings import own_templates
from dossierkit.text.finding import Finding


def verdict_of(root: Path, on: date | None) -> Verdict:
    """What is wrong in a whole book. Raises BrokenBook."""
    book = load(root)
    today = real_today(book)
    found = findings_of_book(book, today, on)
    tables = len(table_paths(book)) + len(own_templates(root))
    return Verdict(today, book.policy.timezone, on, found, len(dossier_paths(book)), tables)


def findings_in(
    root: Path, names: Sequence[str], on: date | None
) -> tuple[list[Finding], int, int]:
    """What is wrong in some files and in what they refer to, and how many dossiers and other files
    those are. Raises BrokenBook."""
    book = load(root)
    in_scope = scope_of(book, names)
    found = [one for one in findings_of_book(book, real_today(book), on) if in_scope(one.path)]
    tables = [*table_paths(book), *own_templates(root)]
    return found, sum(map(in_scope, dossier_paths(book))), sum(map(in_scope, tables))
