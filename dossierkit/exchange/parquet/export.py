"""A book written out as tables: the whole folder, or nothing of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dossierkit.book.book import Book
from dossierkit.exchange.parquet.rows import Changed, Rows
from dossierkit.exchange.parquet.tables import (
    BOOK,
    COMPANIES,
    COUNTRIES,
    CUSTOMERS,
    FACTS,
    FOLLOWUPS,
    TOUCHES,
    Row,
    Table,
)
from dossierkit.exchange.parquet.writing import TableWriter
from dossierkit.method.followups import FollowUp
from dossierkit.text.atomic import sync_folder
from dossierkit.text.translation import _


def export_tables(
    target: Path,
    book: Book,
    on: date,
    entries: Iterable[FollowUp],
    changes: Iterable[Changed] | None,
) -> dict[str, int]:
    """Writes a book's tables into a new folder; gives how many rows each has.

    `entries` are the follow-ups of the day, `changes` what git tells of the dossiers that are
    there (None: there is no git). The folder is written beside its place and moved there when it
    is whole. Only this user can read it. Raises FileExistsError if there is anything, and OSError.
    """
    if os.path.lexists(target):
        raise FileExistsError(_("{target} is there already").format(target=target))
    rows = Rows(book, on)
    tables: list[tuple[Table, Iterator[Row]]] = [
        (BOOK, rows.book(has_history=changes is not None)),
        (CUSTOMERS, rows.customers()),
        (COMPANIES, rows.companies()),
        (COUNTRIES, rows.countries()),
        (TOUCHES, rows.touches()),
        (FACTS, rows.facts(changes or ())),
        (FOLLOWUPS, rows.followups(entries)),
    ]
    begun = Path(tempfile.mkdtemp(prefix=f".{target.name}-unfinished-", dir=target.parent))
    try:
        counts = {table.name: _write(begun, table, found) for table, found in tables}
        os.rename(begun, target)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    sync_folder(target.parent)
    return counts


def _write(folder: Path, table: Table, rows: Iterable[Row]) -> int:
    writer = TableWriter(folder, table)
    count = 0
    for row in rows:
        writer.add(row)
        count += 1
    writer.close()
    return count
