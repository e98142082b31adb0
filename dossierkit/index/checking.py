"""Bringing what the index keeps for `check` up to date: only what has changed is read again."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.checks import across_files
from dossierkit.book.checks.common import Given
from dossierkit.book.erased import ERASED_PATH
from dossierkit.book.files import FOLDERS
from dossierkit.book.lazy import Shelf, found_in
from dossierkit.book.load import (
    POLICY_PATH,
    Frame,
    load_dossier,
    load_frame,
    strays_beside,
)
from dossierkit.index.changes import FolderChanges, KeptFolder, changes_in
from dossierkit.index.checked import check_files
from dossierkit.index.database import NoIndex
from dossierkit.index.digest import digest_of
from dossierkit.index.frame import program_of
from dossierkit.index.letters import letter_findings
from dossierkit.index.look import libraries_of, meta
from dossierkit.index.stamps import NO_FILES, frozen, thawed, trusted
from dossierkit.index.traces import KeptTraces, find_all_clashes, find_clashes, forget, take
from dossierkit.index.verdicts import State
from dossierkit.index.workers import in_batches
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding

_MANY = 500
"""Files from which on it is quicker to look at the keys of all dossiers than at those of each."""
_EMPTY = tuple(
    f"DELETE FROM {table}"  # noqa: S608
    for table in ("checked", "trails", "traces", "clashes", "checked_folders")
)
_OTHER_DAYS = (
    "SELECT kind, id FROM checked WHERE ?1 NOT BETWEEN on_first AND on_last"
    " OR ?2 NOT BETWEEN today_first AND today_last"
)


class Known(NamedTuple):
    """A book of which the index knows all that `check` needs. The dossiers of `book` are opened
    when they are asked for; `found` is everything but what is wrong with templates; `today` is the
    day that counted as today."""

    book: Book
    traces: KeptTraces
    found: set[Finding]
    today: date


class Wish(NamedTuple):
    """What is asked for: the day given, if any; `today_in` gives the real one in a time zone;
    `progress` is told how many files are to be read, and gives what is told of those that were."""

    on: date | None
    today_in: Callable[[str | None], date]
    progress: Callable[[int], Callable[[int], None]]


def known_book(index: sqlite3.Connection, root: Path, state: State | None, wish: Wish) -> Known:
    """What is wrong in a book, the index being brought up to date; to be called in a transaction.
    Without its looks (`state`) all of it is read. Raises BrokenBook."""
    stamp = _stamp(index, root) if state else None
    frame = load_frame(root)
    given = Given(root, frame.policy, frame.price_lists)
    today = wish.today_in(frame.policy.timezone)
    products = None if given.products is None else sorted(given.products)
    _renew(index, blake2b(repr((stamp, products)).encode()).digest())
    changes = {kind: _changes(index, root, state, kind) for kind in FOLDERS}
    gone = [(kind, one) for kind, found in changes.items() for one in found.gone]
    to_read = {(kind, one) for kind, found in changes.items() for one in found.to_read}
    to_read |= _of_other_days(index, today, wish.on).difference(gone)
    _read(index, root, sorted(to_read), gone, today, wish)
    traces = KeptTraces(index)
    book = _book(root, frame, traces, changes.values())
    found = _own_findings(index)
    found.update(across_files(book, given, traces), letter_findings(index, root, state))
    return Known(book, traces, found, today)


def _stamp(index: sqlite3.Connection, root: Path) -> list[bytes]:
    """What tells the program, the policy and the list of erased people from others."""
    files = (root / POLICY_PATH, root / ERASED_PATH)
    try:
        program = program_of(str(root), libraries_of(index))
    except OSError as error:
        raise NoIndex(str(error)) from error
    return [program, *(digest_of(file) + os.fsencode(os.path.realpath(file)) for file in files)]


def _renew(index: sqlite3.Connection, depends: bytes) -> None:
    """Empties what is kept if something has changed that every dossier's findings depend on."""
    if meta(index, "check") != depends:
        for statement in _EMPTY:
            index.execute(statement)
        index.execute("INSERT OR REPLACE INTO meta VALUES ('check', ?)", (depends,))


def _changes(
    index: sqlite3.Connection, root: Path, state: State | None, kind: str
) -> FolderChanges:
    """What has changed in the folder of a kind; notes how it looks now."""
    folder = f"dossiers/{FOLDERS[kind]}"
    new = state.folders.get(f"{root}/{folder}", NO_FILES) if state else NO_FILES
    row = index.execute(
        "SELECT stamps, findings FROM checked_folders WHERE folder = ?", (folder,)
    ).fetchone()
    kept = None
    if row is not None:
        refused, strays = json.loads(row[1])
        kept = KeptFolder(thawed(row[0]), _findings(refused), _findings(strays))

    def known(ids: set[str] | None) -> dict[str, bytes]:
        digests = "SELECT id, digest FROM checked WHERE kind = ?"
        if ids is None:
            return dict(index.execute(digests, (kind,)))
        one_by_one = f"{digests} AND id = ?"
        return dict(row for one in ids for row in index.execute(one_by_one, (kind, one)))

    as_bytes = new.kept()
    found = changes_in(root, kind, kept, new, as_bytes, known)
    if state:
        now = frozen(trusted(as_bytes, state.at)), json.dumps((found.refused, found.strays))
        if row != now:
            keep = "INSERT OR REPLACE INTO checked_folders VALUES (?, ?, ?)"
            index.execute(keep, (folder, *now))
    return found


def _of_other_days(index: sqlite3.Connection, today: date, on: date | None) -> set[tuple[str, str]]:
    """The dossiers of which something else may be found today than when they were read."""
    days = ((on or today).toordinal(), today.toordinal())
    if meta(index, "check days") == str(days):
        return set()
    index.execute("INSERT OR REPLACE INTO meta VALUES ('check days', ?)", (str(days),))
    return set(index.execute(_OTHER_DAYS, days))


def _read(
    index: sqlite3.Connection,
    root: Path,
    to_read: Sequence[tuple[str, str]],
    gone: Sequence[tuple[str, str]],
    today: date,
    wish: Wish,
) -> None:
    """Reads some files, and looks again at what they have to do with others."""
    is_much = len(to_read) + len(gone) > _MANY
    touched = forget(index, (*to_read, *gone))
    tell = wish.progress(len(to_read))
    check = partial(check_files, root, today=today, on=wish.on)
    for lefts in in_batches(to_read, check):
        keys = take(index, lefts)
        if not is_much:
            touched |= keys
        tell(len(lefts))
    find_all_clashes(index) if is_much else find_clashes(index, touched)


def _book(root: Path, frame: Frame, traces: KeptTraces, changes: Iterable[FolderChanges]) -> Book:
    """A book that opens only what is asked for."""
    refused = [finding for found in changes for finding in found.refused]
    strays = [finding for found in changes for finding in found.strays]

    def shelf(kind: str) -> Shelf:
        def read(dossier_id: str) -> Dossier[Any] | None:
            if not traces.is_readable(kind, dossier_id):
                return None
            dossier = load_dossier(found_in(root, kind, dossier_id), frame.policy)
            return dossier if isinstance(dossier, Dossier) else None

        return Shelf(read, lambda: traces.ids(kind))

    return Book(
        root=root,
        **frame._asdict(),
        customers=shelf("customer"),
        companies=shelf("company"),
        countries=shelf("country"),
        members=shelf("member"),
        unreadable=(),
        strays=(*strays, *strays_beside(root)),
        refused=tuple(refused),
    )


def _own_findings(index: sqlite3.Connection) -> set[Finding]:
    texts = index.execute(
        "SELECT findings FROM checked INDEXED BY faulty WHERE findings IS NOT NULL"
    )
    return {one for (text,) in texts for one in _findings(json.loads(text))}


def _findings(data: Iterable[Sequence[Any]]) -> list[Finding]:
    return [Finding(*one) for one in data]
