"""What `check` found last, for as long as not one file of the book has changed since."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from dossierkit.index.database import NoIndex, database, writing_into
from dossierkit.index.frame import PACKAGE, frame_of
from dossierkit.index.look import FOLDERS, libraries_of
from dossierkit.index.stamps import Stamps, is_quiet, stamps_of
from dossierkit.text.finding import Finding

_DOSSIERS = tuple(f"/dossiers/{name}" for name in FOLDERS)
_KEPT = 4
"""Verdicts of so many days are kept."""


class Verdict(NamedTuple):
    """What was found in a whole book, and how many files were looked into. `today` is the day that
    counted as today, which depends on the book's `zone`; `on` the day that was asked for."""

    today: date
    zone: str | None
    on: date | None
    findings: list[Finding]
    dossiers: int
    tables: int


class State(NamedTuple):
    """How all files look that `check` may read; `is_quiet` if none was changed just now. `folders`
    are those of the book, by their place, and `at` is when they were looked at (ns since 1970)."""

    digest: bytes
    is_quiet: bool
    folders: dict[str, Stamps]
    at: int


def state_of(root: str) -> State | None:
    """How a book looks, with the program that checks it; None if that can't be told. To be asked
    before anything is read, so that what changes meanwhile is noticed the next time."""
    now = time.time_ns()
    digest, quiet, looks = blake2b(digest_size=32), True, {}
    places = [f"{root}/dossiers", f"{root}/templates", PACKAGE]
    places.append(f"{os.path.dirname(PACKAGE)}/templates")
    try:
        with database(root) as index:
            frame = frame_of(root, libraries_of(index))
        digest.update(frame)
        for place in places:
            for folder, stamps in _walk(place):
                digest.update(os.fsencode(folder) + b"\0" + stamps.packed())
                quiet = quiet and is_quiet(stamps, now) and not _has_links(folder, stamps)
                looks[folder] = stamps
        for folder in (f"{root}{place}" for place in _DOSSIERS):
            if folder not in looks:  # it is a link, or not there
                looks[folder] = stamps_of(folder)
                digest.update(looks[folder].packed())
                quiet = quiet and is_quiet(looks[folder], now)
    except (OSError, NoIndex):
        return None
    return State(digest.digest(), quiet, looks, now)


def _walk(folder: str) -> Iterator[tuple[str, Stamps]]:
    """A folder and all below it that may be read, which no folder among dossiers is; links are not
    followed, but where they lead is told."""
    found = stamps_of(folder)
    yield folder, found
    if folder.endswith(_DOSSIERS):
        return
    for name in sorted(found.names):
        inner = f"{folder}/{name}"
        if "\n" not in name and name != "__pycache__" and os.path.isdir(inner):
            yield from _walk(inner)


def _has_links(folder: str, stamps: Stamps) -> bool:
    """Whether there are links to folders in a folder, what is in which nobody has looked at."""
    names = (name.partition("\n")[0] for name in stamps.names if "\n" in name)
    return any(
        f"/dossiers/{name}" not in _DOSSIERS and os.path.isdir(f"{folder}/{name}") for name in names
    )


def known_verdict(
    root: str, state: State, on: date | None, today_in: Callable[[str | None], date]
) -> Verdict | None:
    """What was found in a book that looked just like this; `today_in` gives the day that it is in
    a time zone."""
    try:
        with database(root) as index:
            found = index.execute(
                "SELECT today, zone, findings, dossiers, tables FROM verdicts"
                " WHERE state = ? AND on_day = ?",
                (state.digest, str(on)),
            ).fetchone()
            if found is None or found[0] != today_in(found[1]).isoformat():
                return None
            findings = [Finding(*one) for one in json.loads(found[2])]
            return Verdict(date.fromisoformat(found[0]), found[1], on, findings, *found[3:])
    except NoIndex:
        return None


def keep_verdict(root: str, state: State, verdict: Verdict) -> None:
    """Keeps what was found, if the book was quiet when it was looked at."""
    if not state.is_quiet:
        return
    row = (state.digest, str(verdict.on), verdict.today.isoformat(), verdict.zone)
    text = json.dumps(verdict.findings)
    try:
        with database(root) as index, writing_into(index):
            _keep(index, (*row, text, verdict.dossiers, verdict.tables))
    except NoIndex:
        return


def _keep(index: sqlite3.Connection, row: tuple[object, ...]) -> None:
    index.execute("DELETE FROM verdicts WHERE state != ?", row[:1])
    index.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    last = "SELECT rowid FROM verdicts ORDER BY rowid DESC LIMIT ?"
    index.execute(f"DELETE FROM verdicts WHERE rowid NOT IN ({last})", (_KEPT,))  # noqa: S608
