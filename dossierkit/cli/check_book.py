"""Everything that is wrong in a book: of most files it is known from before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from dossierkit.book.checks.scope import scope_of, table_paths
from dossierkit.book.today import today_in
from dossierkit.cli.reading_progress import progress
from dossierkit.index.checking import Known, Wish, known_book
from dossierkit.index.database import NoIndex, database, in_memory, writing_into
from dossierkit.index.verdicts import State, Verdict, state_of
from dossierkit.mail.checking.findings import own_templates, template_findings
from dossierkit.text.finding import Finding

A = TypeVar("A")


def verdict_of(root: Path, on: date | None, state: State | None = None) -> Verdict:
    """What is wrong in a whole book, which looks as it is said in `state`; without it, everything
    is read. Raises BrokenBook."""

    def tell(known: Known) -> Verdict:
        found = sorted({*known.found, *template_findings(known.book)})
        policy = known.book.policy
        dossiers = known.traces.count() + len(known.book.refused)
        return Verdict(known.today, policy.timezone, on, found, dossiers, len(_tables(known)))

    return _ask(root, on, state, tell)


def findings_in(
    root: Path, names: Sequence[str], on: date | None
) -> tuple[list[Finding], int, int]:
    """What is wrong in some files and in what they refer to, and how many dossiers and other files
    those are. Raises BrokenBook."""

    def tell(known: Known) -> tuple[list[Finding], int, int]:
        in_scope = scope_of(known.traces, names)
        found = {*known.found, *template_findings(known.book)}
        dossiers, tables = (sum(map(in_scope, each(known))) for each in (_dossiers, _tables))
        return sorted(one for one in found if in_scope(one.path)), dossiers, tables

    return _ask(root, on, state_of(str(root)), tell)


def _ask(root: Path, on: date | None, state: State | None, tell: Callable[[Known], A]) -> A:
    """What is told of a book that the index knows, or one that is gone afterwards."""
    wish = Wish(on, today_in, progress)

    def ask(index: sqlite3.Connection, state: State | None) -> A:
        with writing_into(index):
            return tell(known_book(index, root, state, wish))

    if state is not None:
        try:
            with database(str(root)) as index:
                return ask(index, state)
        except NoIndex:
            pass
    with in_memory() as index:
        return ask(index, None)


def _dossiers(known: Known) -> list[str]:
    """Every file that is a dossier, or would be one if it could be read."""
    return [*known.traces.paths(), *(finding.path for finding in known.book.refused)]


def _tables(known: Known) -> list[str]:
    return [*table_paths(known.book), *own_templates(known.book.root)]
