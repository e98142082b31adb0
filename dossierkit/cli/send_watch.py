"""What lies in a book at this moment, and the moment it is: how `send` sees that others work."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.cli.zone import zone_named


class Moved(NamedTuple):
    """A file of the book as the last look found it: a change is seen by its time and size."""

    path: str
    time: int
    size: int


def look(root: Path) -> frozenset[Moved]:
    """The dossiers, prices and settings of a book as they lie there."""
    found = set()
    for file in (root / "dossiers").rglob("*"):
        if file.suffix not in (".md", ".yaml", ".csv", ".txt"):
            continue
        with suppress(OSError):  # an editor's file that is gone again
            status = file.stat()
            found.add(Moved(str(file), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def moment(book: Book) -> datetime:
    """The moment it is, in the book's time zone, else in the one here."""
    zone = zone_named(book.policy.timezone)
    now = datetime.now(zone) if zone else datetime.now().astimezone()
    return now.replace(microsecond=0)
