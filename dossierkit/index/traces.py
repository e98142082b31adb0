"""The traces of all dossiers, in the index, where those that clash are found at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from dossierkit.book.checks.traces import OWN, WANTED, Held, Trace, in_order, path_of
from dossierkit.index.checked import Left

Keys: TypeAlias = "set[tuple[str, str]]"
"""Spaces, each with a key in it."""

_ALL_SHARED = (
    "INSERT INTO clashes SELECT space, key FROM traces WHERE space = ? AND is_wanted = 0"
    " GROUP BY key HAVING count(*) > 1"
)
_ALL_LACKING = (
    "INSERT INTO clashes SELECT ?1, key FROM"
    " (SELECT DISTINCT key FROM traces WHERE space = ?1 AND is_wanted = 1) AS one"
    " WHERE NOT EXISTS (SELECT 1 FROM traces"
    " WHERE space IN (SELECT value FROM json_each(?2)) AND is_wanted = 0 AND key = one.key)"
)
_THOSE = "SELECT 1 FROM traces WHERE space = ? AND is_wanted = ? AND key = ? LIMIT 2"


class KeptTraces:
    """The traces that the index keeps, as checks ask for them."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._lately = lru_cache(1_024)(self._trail)

    def shared(self, space: str) -> Iterator[tuple[str, list[Held]]]:
        return self._clashing(space, is_wanted=False)

    def lacking(self, space: str) -> Iterator[tuple[str, list[Held]]]:
        return self._clashing(space, is_wanted=True)

    def has(self, space: str, key: str) -> bool:
        return self._index.execute(_THOSE, (space, 0, key)).fetchone() is not None

    def is_readable(self, kind: str, dossier_id: str) -> bool:
        """Whether there is a dossier, and it can be read."""
        there = "SELECT 1 FROM checked WHERE kind = ? AND id = ? AND is_readable"
        return self._index.execute(there, (kind, dossier_id)).fetchone() is not None

    def count(self) -> int:
        """How many files are dossiers, whether they can be read or not."""
        found: int = self._index.execute("SELECT count(*) FROM checked").fetchone()[0]
        return found

    def paths(self) -> list[str]:
        """The files of all dossiers, whether they can be read or not."""
        return [path_of(*each) for each in self._index.execute("SELECT kind, id FROM checked")]

    def ids(self, kind: str) -> list[str]:
        found = self._index.execute(
            "SELECT id FROM checked WHERE kind = ? AND is_readable ORDER BY id || '.md'", (kind,)
        )
        return [one for (one,) in found]

    def of(self, kind: str, dossier_id: str) -> Sequence[Trace]:
        return self._lately(kind, dossier_id)

    def _trail(self, kind: str, dossier_id: str) -> Sequence[Trace]:
        found = self._index.execute(
            "SELECT traces FROM trails WHERE kind = ? AND id = ?", (kind, dossier_id)
        ).fetchone()
        return [Trace(*one) for one in json.loads(found[0])] if found else ()

    def _clashing(self, space: str, *, is_wanted: bool) -> Iterator[tuple[str, list[Held]]]:
        keys = self._index.execute("SELECT key FROM clashes WHERE space = ?", (space,)).fetchall()
        for (key,) in keys:
            who = self._index.execute(
                "SELECT kind, id FROM traces WHERE space = ? AND is_wanted = ? AND key = ?",
                (space, is_wanted, key),
            ).fetchall()
            role = "wants" if is_wanted else "has"
            yield (
                key,
                in_order(
                    Held(kind, one, trace.detail)
                    for kind, one in who
                    for trace in self.of(kind, one)
                    if (trace.space, trace.key, trace.role) == (space, key, role)
                ),
            )


def forget(index: sqlite3.Connection, files: Iterable[tuple[str, str]]) -> Keys:
    """Takes out what some files left; gives the keys of it."""
    touched: Keys = set()
    if not index.execute("SELECT 1 FROM checked LIMIT 1").fetchone():
        return touched
    traces = KeptTraces(index)
    for kind, dossier_id in files:
        for space, key, role, _ in traces.of(kind, dossier_id):
            index.execute(
                "DELETE FROM traces WHERE space = ? AND is_wanted = ? AND key = ?"
                " AND kind = ? AND id = ?",
                (space, role == "wants", key, kind, dossier_id),
            )
            touched.add((space, key))
        for table in ("trails", "checked"):
            index.execute(
                f"DELETE FROM {table} WHERE kind = ? AND id = ?",  # noqa: S608
                (kind, dossier_id),
            )
    return touched


def take(index: sqlite3.Connection, lefts: Sequence[Left]) -> Keys:
    """Keeps what some files left; gives the keys of it."""
    index.executemany(
        "INSERT INTO checked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (one.row for one in lefts)
    )
    index.executemany(
        "INSERT INTO trails VALUES (?, ?, ?)",
        ((one.row.kind, one.row.id, one.trail) for one in lefts),
    )
    index.executemany(
        "INSERT INTO traces VALUES (?, ?, ?, ?, ?)",
        ((*trace, one.row.kind, one.row.id) for one in lefts for trace in one.traces),
    )
    return {(space, key) for one in lefts for space, _, key in one.traces}


def find_all_clashes(index: sqlite3.Connection) -> None:
    """Looks which keys clash."""
    index.execute("DELETE FROM clashes")
    for space in OWN:
        index.execute(_ALL_SHARED, (space,))
    for space, there in WANTED.items():
        index.execute(_ALL_LACKING, (space, json.dumps(there)))


def find_clashes(index: sqlite3.Connection, touched: Keys) -> None:
    """Looks again which of some keys clash, after dossiers that left them have changed."""
    wanting = {(one, key) for space, key in touched for one in _wanting(space)}
    for space, key in touched | wanting:
        index.execute("DELETE FROM clashes WHERE space = ? AND key = ?", (space, key))
        if _clashes(index, space, key):
            index.execute("INSERT INTO clashes VALUES (?, ?)", (space, key))


def _clashes(index: sqlite3.Connection, space: str, key: str) -> bool:
    def count(place: str, *, is_wanted: bool) -> int:
        return len(index.execute(_THOSE, (place, is_wanted, key)).fetchall())

    if space in OWN:
        return count(space, is_wanted=False) > 1
    there = any(count(place, is_wanted=False) for place in WANTED.get(space, ()))
    return not there and count(space, is_wanted=True) > 0


def _wanting(space: str) -> list[str]:
    """The spaces in which a key of a space may be wanted."""
    return [one for one, there in WANTED.items() if space in there]
