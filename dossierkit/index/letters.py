"""States of letters that can't be read, of which only those are opened that have changed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dossierkit.book.checks import letter_states
from dossierkit.book.sent import SENT_FOLDER, state_in
from dossierkit.index.stamps import (
    NO_FILES,
    NOTHING,
    Stamps,
    differences,
    frozen,
    thawed,
    trusted,
)
from dossierkit.index.verdicts import State
from dossierkit.text.finding import Finding

_FOLDERS = f"{SENT_FOLDER}/%"


def letter_findings(index: sqlite3.Connection, root: Path, state: State | None) -> list[Finding]:
    """What is wrong with the states of letters; with the looks of a book, only what has changed
    since is read."""
    looks = dict(_looks(root, state)) if state else {}
    has_links = any("\n" in name for name in looks.pop(SENT_FOLDER, NO_FILES).names)
    if state is None or has_links or os.path.islink(root / SENT_FOLDER):
        return list(letter_states.check(root))
    found = []
    kept = {
        folder: (thawed(stamps), [Finding(*one) for one in json.loads(said)])
        for folder, stamps, said in index.execute(
            "SELECT folder, stamps, findings FROM checked_folders WHERE folder LIKE ?", (_FOLDERS,)
        )
    }
    index.execute("DELETE FROM checked_folders WHERE folder LIKE ?", (_FOLDERS,))
    for folder, new in looks.items():
        old, known = kept.get(folder, (NOTHING, []))
        now = new.kept()
        here = list(_renewed(root, folder, differences(old, new, now), known))
        row = (folder, frozen(trusted(now, state.at)), json.dumps(here))
        index.execute("INSERT INTO checked_folders VALUES (?, ?, ?)", row)
        found += here
    return found


def _looks(root: Path, state: State) -> Iterator[tuple[str, Stamps]]:
    """How the folder of letters and those in it look."""
    for place, stamps in state.folders.items():
        folder = os.path.relpath(place, root).replace(os.sep, "/")
        if folder == SENT_FOLDER or os.path.dirname(folder) == SENT_FOLDER:
            yield folder, stamps


def _renewed(root: Path, folder: str, names: set[str], known: list[Finding]) -> Iterator[Finding]:
    yield from (one for one in known if one.path.rpartition("/")[2] not in names)
    for name in sorted(names):
        if name.endswith(".json") and not name.startswith(".") and (root / folder / name).exists():
            state = state_in(root, f"{folder}/{name}")
            if isinstance(state, Finding):
                yield state
