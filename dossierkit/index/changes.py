"""Which files of a book are to be read again, and which are gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from dossierkit.book.files import FOLDERS, walk_folder
from dossierkit.book.lazy import Refused, found_in
from dossierkit.index.digest import digest_of
from dossierkit.index.look import Look
from dossierkit.index.stamps import NOTHING, Kept, Stamps, differences
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
        kept = None
        if folder in now.kept:
            kept = KeptFolder(now.kept[folder], _refused(index, folder), [])
        known = partial(_known, index, kind)
        found = changes_in(root, kind, kept, now.folders[folder], now.bytes[folder], known)
        changes.gone.extend((kind, one) for one in found.gone)
        changes.to_read.extend((kind, one) for one in found.to_read)
        changes.errors[kind], refused[kind] = found.refused, ids_of(found.refused)
    return changes._replace(refused=refused)


class KeptFolder(NamedTuple):
    """How a folder looked when its files were read, and what was said of files that are no
    dossiers: `refused` of those to be, `strays` of others."""

    stamps: Kept
    refused: list[Finding]
    strays: list[Finding]


class FolderChanges(NamedTuple):
    """The ids of one folder's files that are to be read again, of those that are gone, and what is
    said now of files that are no dossiers."""

    to_read: list[str]
    gone: list[str]
    refused: list[Finding]
    strays: list[Finding]


Known: TypeAlias = "Callable[[set[str] | None], dict[str, bytes]]"
"""Gives what files said when they were read (`digest_of`), by id: of some, or of all."""


def changes_in(
    root: Path, kind: str, kept: KeptFolder | None, new: Stamps, now: Kept, known: Known
) -> FolderChanges:
    """What has changed in the folder of one kind; all of it if nothing was kept. `now` are the new
    stamps as they would be kept."""
    old = kept.stamps if kept else NOTHING
    names = differences(old, new, now)
    gone: list[str] = []
    if kept and old.names == now.names and _are_files(root, kind, names):
        refused, strays = kept.refused, kept.strays
        there = _ids(names) - ids_of(refused)
        digests = known(there)
    else:
        there, refused, strays = _walked(root, kind)
        digests = known(None)
        gone = sorted(digests.keys() - there)
        there &= _ids(names) | (there - digests.keys())
    to_read = [
        one
        for one in sorted(there)
        if one not in digests or digests[one] != digest_of(found_in(root, kind, one).file)
    ]
    return FolderChanges(to_read, gone, refused, strays)


def _are_files(root: Path, kind: str, names: set[str]) -> bool:
    """Whether all that was written to in a folder with the same names as before are files: then
    none can be a dossier now that was none, nor the other way round."""
    folder = root / "dossiers" / FOLDERS[kind]
    files = (folder / name for name in names)
    return all(file.is_file() and not file.is_symlink() for file in files)


def _walked(root: Path, kind: str) -> tuple[set[str], list[Finding], list[Finding]]:
    """The ids of the dossiers of a kind, and what is to be said of files that are none.

    The ids are copied together, since each as it was found would hold on to the memory around it.
    """
    found = walk_folder(root, kind)
    ids, refused, strays = "\n".join(one.id for one in found.found), found.refused, found.strays
    del found
    return set(ids.split()), refused, strays


def _refused(index: sqlite3.Connection, folder: str) -> list[Finding]:
    """What was said of files of a folder that are no dossiers."""
    (text,) = index.execute("SELECT refused FROM folders WHERE folder = ?", (folder,)).fetchone()
    return [Finding(*one) for one in json.loads(text)] if text else []


def _ids(names: set[str]) -> set[str]:
    ids = (name[:-3] for name in names if name.endswith(".md"))
    return {one for one in ids if ID_FORM.fullmatch(one)}


def ids_of(errors: list[Finding]) -> frozenset[str]:
    """The ids that files would have which are refused."""
    return frozenset(Path(finding.path).stem for finding in errors)


def _known(index: sqlite3.Connection, kind: str, ids: set[str] | None) -> dict[str, bytes]:
    """What files said when they were read, by id: of some, or of all of a kind."""
    if ids is None:
        return dict(index.execute("SELECT id, digest FROM dossiers WHERE kind = ?", (kind,)))
    one_by_one = "SELECT id, digest FROM dossiers WHERE kind = ? AND id = ?"
    return dict(row for one in ids for row in index.execute(one_by_one, (kind, one)))
