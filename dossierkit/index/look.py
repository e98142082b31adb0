"""How a book's files look now, and whether that is how they looked when they were read."""

from __future__ import annotations

import sqlite3
import time
from typing import Any, NamedTuple

from dossierkit.index.asked import Asked
from dossierkit.index.database import NoIndex
from dossierkit.index.frame import frame_of
from dossierkit.index.head import head_of
from dossierkit.index.stamps import Kept, Stamps, stamps_of

NAMES = -1
"""The number under which the names of a folder are kept, before the blocks of its stamps."""
FOLDERS = ("customers", "companies", "countries", "team")


class Look(NamedTuple):
    """What every answer depends on, with the files of libraries in it, the four folders, the same
    as bytes, as they looked when they were read, and when they were looked at (ns since 1970)."""

    frame: bytes
    libraries: list[str]
    folders: dict[str, Stamps]
    bytes: dict[str, Kept]
    kept: dict[str, Kept]
    at: int


def look(index: sqlite3.Connection, root: str) -> Look:
    """How the files of a book look. Raises NoIndex if they can't be looked at."""
    at, libraries = time.time_ns(), libraries_of(index)
    try:
        frame = frame_of(root, libraries)
        folders = {name: stamps_of(f"{root}/dossiers/{name}") for name in FOLDERS}
    except OSError as error:
        raise NoIndex(str(error)) from error
    as_bytes = {name: found.kept() for name, found in folders.items()}
    return Look(frame, libraries, folders, as_bytes, _kept_looks(index), at)


def _kept_looks(index: sqlite3.Connection) -> dict[str, Kept]:
    """How the folders looked when they were read. ValueError if what is kept makes no sense."""
    kept: dict[str, Kept] = {}
    found = index.execute("SELECT folder, block, content FROM stamps ORDER BY folder, block")
    for name, block, content in found:
        if not isinstance(content, bytes):
            raise ValueError("no stamps")
        if block == NAMES:
            kept[name] = Kept(content, [])
        else:
            kept[name].blocks.append(content)
    return kept


def libraries_of(index: sqlite3.Connection) -> list[str]:
    """The files by which one sees that a library was replaced; looked for once for each index."""
    known: str | None = meta(index, "libraries")
    if known is not None:
        return known.split("\n")
    from dossierkit.index.frame import library_files

    return library_files()


def is_unchanged(index: sqlite3.Connection, now: Look) -> bool:
    """Whether nothing has changed since the index was filled."""
    if meta(index, "frame") != now.frame:
        return False
    return now.kept == now.bytes


def is_known(index: sqlite3.Connection, root: str, now: Look, asked: Asked) -> bool:
    """Whether nothing has changed, and this very list was asked for before."""
    if not is_unchanged(index, now):
        return False
    span = (asked.on.toordinal(), asked.within)
    there = "SELECT 1 FROM asked WHERE day = ? AND within = ? AND is_whole"
    if not index.execute(there, span).fetchone():
        return False
    by_git = (
        "SELECT 1 FROM answers INDEXED BY from_git WHERE day = ? AND within = ? AND by_git LIMIT 1"
    )
    if not index.execute(by_git, span).fetchone():
        return True
    head = head_of(root)
    return head is not None and head == meta(index, "head")


def meta(index: sqlite3.Connection, name: str) -> Any:
    """What was noted under a name, or None."""
    found = index.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return found[0] if found else None
