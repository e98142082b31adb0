"""The file of the index: opened safely, made anew when it is not just what we would make."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dossierkit.text.translation import spoken

FILES = {"en": "index.db"}
"""The file of each language that is not `index.LANGUAGE.db`: what is kept are words, too."""
_WAIT = 1.0
"""Seconds to wait for another command that fills the index."""

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE folders (folder TEXT PRIMARY KEY, refused TEXT)",
    "CREATE TABLE stamps (folder TEXT, block INT, content BLOB, PRIMARY KEY (folder, block))",
    "CREATE TABLE dossiers (kind TEXT, id TEXT, digest BLOB, name TEXT, owner TEXT, company TEXT,"
    " country TEXT, errors TEXT, looked_at INT, wakes INT, undated INT, touched INT,"
    " snooze TEXT, snooze_text TEXT, sleeper TEXT, stage TEXT, intent TEXT, last TEXT,"
    " remarks INT, unreadable TEXT, sender TEXT, boxes TEXT, tags TEXT, links TEXT, trade TEXT,"
    " PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "CREATE TABLE bulk (id TEXT, position INT, company TEXT, name TEXT, event TEXT, day INT,"
    " PRIMARY KEY (id, position)) WITHOUT ROWID",
    "CREATE TABLE asked (day INT, within INT, turn INT, is_whole INT,"
    " PRIMARY KEY (day, within)) WITHOUT ROWID",
    "CREATE TABLE answers (day INT, within INT, id TEXT, owner TEXT, company TEXT, by_git INT,"
    " drops_out INT, is_listed INT, priority INT, due TEXT, name TEXT, firm TEXT, country TEXT,"
    " overdue_days INT, urgency TEXT, rule TEXT, channel TEXT, zone TEXT, days_off TEXT,"
    " name_places INT, firm_places INT, said TEXT, colleagues TEXT, in_full TEXT, mark TEXT,"
    " PRIMARY KEY (day, within, id))",
    "CREATE TABLE pages (day INT, within INT, owner TEXT, form TEXT, fills INT, due INT, late INT,"
    " PRIMARY KEY (day, within, owner, form))",
    "CREATE TABLE drawings (day INT, within INT, owner TEXT, form TEXT, drawn TEXT, marks TEXT,"
    " places BLOB, PRIMARY KEY (day, within, owner, form))",
    "CREATE TABLE holidays (code TEXT, year INT, region TEXT, days TEXT, workdays TEXT,"
    " PRIMARY KEY (code, year, region)) WITHOUT ROWID",
    "CREATE TABLE own_holidays (day INT, until INT, holidays TEXT, PRIMARY KEY (day, until))"
    " WITHOUT ROWID",
    "CREATE TABLE verdicts (state BLOB, on_day TEXT, today TEXT, zone TEXT, findings TEXT,"
    " dossiers INT, tables INT, PRIMARY KEY (state, on_day))",
    "CREATE TABLE checked (kind TEXT, id TEXT, digest BLOB, is_readable INT, on_first INT,"
    " on_last INT, today_first INT, today_last INT, findings TEXT, PRIMARY KEY (kind, id))"
    " WITHOUT ROWID",
    "CREATE TABLE trails (kind TEXT, id TEXT, traces TEXT, PRIMARY KEY (kind, id))",
    "CREATE TABLE traces (space TEXT, is_wanted INT, key TEXT, kind TEXT, id TEXT,"
    " PRIMARY KEY (space, is_wanted, key, kind, id)) WITHOUT ROWID",
    "CREATE TABLE clashes (space TEXT, key TEXT, PRIMARY KEY (space, key)) WITHOUT ROWID",
    "CREATE TABLE checked_folders (folder TEXT PRIMARY KEY, stamps BLOB, findings TEXT)"
    " WITHOUT ROWID",
    "CREATE INDEX faulty ON checked (kind) WHERE findings IS NOT NULL",
    "CREATE INDEX listed ON answers (day, within, priority, due, id, owner, mark, colleagues,"
    " overdue_days) WHERE is_listed",
    "CREATE INDEX whose ON answers (id)",
    "CREATE INDEX dropped ON answers (day, within, id) WHERE drops_out AND NOT is_listed",
    "CREATE INDEX from_git ON answers (day, within) WHERE by_git",
    "CREATE INDEX wrong ON dossiers (kind) WHERE errors IS NOT NULL",
    "CREATE INDEX asleep ON dossiers (snooze, id, owner, name, snooze_text)"
    " WHERE snooze IS NOT NULL",
    "CREATE INDEX awake ON dossiers (wakes) WHERE kind = 'customer'",
    "CREATE INDEX looked ON dossiers (looked_at) WHERE kind = 'customer'",
    "CREATE INDEX staff ON dossiers (company) WHERE company IS NOT NULL",
    "CREATE INDEX mailed ON bulk (company)",
)


class NoIndex(Exception):
    """The index can't be used now; everything works without it."""


@contextmanager
def database(root: str) -> Iterator[sqlite3.Connection]:
    """The index of a book, empty if there was none that this program could have made.

    Raises NoIndex, also for whatever goes wrong inside: a file system that is read-only or full,
    another command that writes, values in it that make no sense. One that is broken is deleted.
    """
    file = _place(root)
    try:
        connection = _open(file)
    except (sqlite3.Error, OSError) as error:
        raise NoIndex(str(error)) from error
    try:
        yield connection
    except sqlite3.OperationalError as error:
        raise NoIndex(str(error)) from error
    except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
        connection.close()
        _delete(file)
        raise NoIndex(str(error)) from error
    finally:
        connection.close()


@contextmanager
def in_memory() -> Iterator[sqlite3.Connection]:
    """An index that is empty, and gone afterwards: for whoever can't use that of the book."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for table in _TABLES:
            connection.execute(table)
        yield connection
    finally:
        connection.close()


@contextmanager
def writing_into(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that alone writes; all of it is kept, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _place(root: str) -> str:
    """The file, in a folder of the book's own that is no link to elsewhere."""
    folder = f"{root}/.dossier"
    file = f"{folder}/{FILES.get(spoken(), f'index.{spoken()}.db')}"
    if os.path.islink(folder) or os.path.islink(file):
        raise NoIndex(f"{folder} or the index in it is a link")
    if not os.path.isdir(folder):
        from pathlib import Path

        from dossierkit.book.writing import Outside, private_folder
        from dossierkit.text.atomic import ReadOnly

        try:
            private_folder(Path(root))
        except (OSError, Outside, ReadOnly) as error:
            raise NoIndex(str(error)) from error
    return file


def _open(file: str) -> sqlite3.Connection:
    try:
        return _checked(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        _delete(file)
        return _checked(file)


def _checked(file: str) -> sqlite3.Connection:
    """A connection to a file with just our tables; whatever else was in it is thrown away."""
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = NORMAL")
        found = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master") if row[0]]
        if sorted(found) != sorted(_TABLES):
            if found:
                connection.close()
                _delete(file)
                connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
            with writing_into(connection):
                for table in _TABLES:
                    connection.execute(table)
    except BaseException:
        connection.close()
        raise
    return connection


def _delete(file: str) -> None:
    for name in (file, f"{file}-journal"):
        with suppress(OSError):
            os.unlink(name)
