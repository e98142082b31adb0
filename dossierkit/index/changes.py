"""Which files of a book are to be read again, and which are gone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.files import FOLDERS, walk_folder
from dossierkit.book.lazy import Refused, found_in
from dossierkit.index.look import Look
from dossierkit.index.rows import digest_of
from dossierkit.index.stamps import NOTHING, differences
from dossierkit.schema.codes import ID_FORM
from dossierkit.text.finding import Finding


class Changes(NamedTuple):
    """Files by kind and id; `errors` are, by kind, what is said of files that are no dossiers for
    their name or place, `refused` their ids."""

    to_read: list[tuple[str, str]]
    gone: list[tuple[str, str]]
    errors: dict[str, list[Finding]]
    refused: Refused


def changes_of(index: sqlite3.Connection, root: Path, now: Look) -> Changes:
    """What has changed since the index was filled: by how files look, then by what they say."""
    changes = Changes([], [], {}, {})
    refused = {}
    for kind, folder in FOLDERS.items():
        old, new = now.kept.get(folder, NOTHING), now.bytes[folder]
        names = differences(old, now.folders[folder], new)
        if folder in now.kept and old.names == new.names and _are_files(root, kind, names):
            errors = _refused(index, folder)
            there = _ids(names) - _ids_of(errors)
            known = _known(index, kind, there)
        else:
            there, errors = _walked(root, kind)
            known = _known(index, kind)
            changes.gone.extend((kind, one) for one in sorted(known.keys() - there))
            there &= _ids(names) | (there - known.keys())
        changes.errors[kind], refused[kind] = errors, _ids_of(errors)
        changes.to_read.extend(
            (kind, one)
            for one in sorted(there)
            if one not in known or known[one] != digest_of(found_in(root, kind, one).file)
        )
    return changes._replace(refused=refused)


def _are_files(root: Path, kind: str, names: set[str]) -> bool:
    """Whether all that was written to in a folder with the same names as before are files: then
    none can be a dossier now that was none, nor the other way round."""
    folder = root / "dossiers" / FOLDERS[kind]
    files = (folder / name for name in names)
    return all(file.is_file() and not file.is_symlink() for file in files)


def _walked(root: Path, kind: str) -> tuple[set[str], list[Finding]]:
    """The ids of the dossiers of a kind, and what is to be said of files that are none.

    The ids are copied together, since each as it was found would hold on to the memory around it.
    """
    found = walk_folder(root, kind)
    ids, refused = "\n".join(one.id for one in found.found), found.refused
    del found
    return set(ids.split()), refused


def _refused(index: sqlite3.Connection, folder: str) -> list[Finding]:
    """What was said of files of a folder that are no dossiers."""
    (text,) = index.execute("SELECT refused FROM folders WHERE folder = ?", (folder,)).fetchone()
    return [Finding(*one) for one in json.loads(text)] if text else []


def _ids(names: set[str]) -> set[str]:
    ids = (name[:-3] for name in names if name.endswith(".md"))
    return {one for one in ids if ID_FORM.fullmatch(one)}


def _ids_of(errors: list[Finding]) -> frozenset[str]:
    return frozenset(Path(finding.path).stem for finding in errors)


def _known(index: sqlite3.Connection, kind: str, ids: set[str] | None = None) -> dict[str, bytes]:
    """What files said when they were read, by id: of some, or of all of a kind."""
    if ids is None:
        return dict(index.execute("SELECT id, digest FROM dossiers WHERE kind = ?", (kind,)))
    one_by_one = "SELECT id, digest FROM dossiers WHERE kind = ? AND id = ?"
    return dict(row for one in ids for row in index.execute(one_by_one, (kind, one)))
