"""Who is in a book, looked up: names, files that can't be read, and what is noted of everybody."""

from __future__ import annotations

import json
import sqlite3

from dossierkit.book.files import FOLDERS
from dossierkit.book.noted import Note
from dossierkit.book.roster import Roster
from dossierkit.index.asked import Asked
from dossierkit.index.database import NoIndex, database, writing_into
from dossierkit.index.look import is_unchanged, look, meta
from dossierkit.index.reading import errors_in
from dossierkit.schema.dossier import Unreadable
from dossierkit.text.finding import Finding

_NAMES = "SELECT id, name FROM dossiers WHERE kind = ? AND unreadable IS NULL ORDER BY id || '.md'"
_UNREADABLE = (
    "SELECT kind, id, unreadable FROM dossiers INDEXED BY wrong"
    " WHERE errors IS NOT NULL AND unreadable IS NOT NULL"
)
_REFUSED = "SELECT refused FROM folders WHERE folder = ? AND refused IS NOT NULL"


def roster(root: str, asked: Asked) -> Roster:
    """Who is in a book as its files stand: those that have changed are read first. If there are
    many of them, the list of `asked` is worked out on the way.

    Raises NoIndex where the index can't be used, and BrokenBook.
    """
    with database(root) as index:
        index.execute("BEGIN")
        now, fills = look(index, root), meta(index, "fills")
        if not is_unchanged(index, now):
            from dossierkit.index.filling import renew

            index.execute("ROLLBACK")
            with writing_into(index):
                if meta(index, "fills") != fills:  # by another command, meanwhile
                    now = look(index, root)
                renew(index, root, now, asked)
            index.execute("BEGIN")
        return _read(index, root)


def _read(index: sqlite3.Connection, root: str) -> Roster:
    fills = meta(index, "fills")
    unreadable = {
        (kind, dossier_id): Unreadable(
            dossier_id,
            f"dossiers/{FOLDERS[kind]}/{dossier_id}.md",
            tuple(Finding(*one) for one in json.loads(findings)),
        )
        for kind, dossier_id, findings in index.execute(_UNREADABLE)
    }
    order = {kind: number for number, kind in enumerate(FOLDERS)}
    in_order = sorted(unreadable, key=lambda key: (order[key[0]], f"{key[1]}.md"))
    refused = [
        Finding(*one)
        for folder in FOLDERS.values()
        for (text,) in index.execute(_REFUSED, (folder,))
        for one in json.loads(text)
    ]
    return Roster(
        names={kind: dict(index.execute(_NAMES, (kind,))) for kind in FOLDERS},
        unreadable=tuple(unreadable[key] for key in in_order),
        refused=tuple(refused),
        errors=errors_in(index),
        recall=lambda note: _recall(root, fills, note),
    )


def _recall(root: str, fills: int, note: Note) -> dict[str, str] | None:
    """What is noted of all dossiers of a kind, while the index is the one that a roster is of."""
    said = (
        f"SELECT id, {note.name} FROM dossiers WHERE kind = ? AND {note.name} IS NOT NULL"  # noqa: S608
        " AND unreadable IS NULL ORDER BY id || '.md'"
    )
    try:
        with database(root) as index:
            index.execute("BEGIN")
            if meta(index, "fills") != fills:
                return None
            return dict(index.execute(said, (note.kind,)))
    except NoIndex:
        return None
