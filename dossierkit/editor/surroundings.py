"""A light view of all dossiers of a book: which there are, and what to call them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, KeysView
from contextlib import suppress
from pathlib import Path

from dossierkit.book.files import FOLDERS, RESERVED, is_inside
from dossierkit.editor.document import is_id
from dossierkit.editor.glance import Glance, glance


def path_of(kind: str, dossier_id: str) -> str:
    """The path of a dossier's file in its book."""
    return f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"


def stamp(path: Path) -> int:
    """What tells how a file looks now from how it looked before; 0 without one."""
    try:
        found = os.stat(path)
    except OSError:
        return 0
    return hash((found.st_mtime_ns, found.st_size, found.st_ino))


class Surroundings:
    """The ids of a book by kind, and a glance at each of its files once that was taken.

    `beginning` gives the first part of a file's text, by its path.
    """

    def __init__(self, root: Path, beginning: Callable[[str], str]) -> None:
        self._root = root
        self._beginning = beginning
        self._ids: dict[str, dict[str, None]] = {}
        self._stamps: dict[str, int] = {}
        self._glances: dict[tuple[str, str], Glance] = {}
        self._waiting: deque[tuple[str, str]] = deque()

    def refresh(self) -> bool:
        """Looks whether files have come or gone; whether that is so."""
        is_new = False
        for kind, folder in FOLDERS.items():
            now = stamp(self._root / "dossiers" / folder)
            if self._stamps.get(kind) != now:
                self._stamps[kind] = now
                self._ids.pop(kind, None)
                is_new = True
        return is_new

    def ids(self, kind: str) -> KeysView[str]:
        """The ids of all dossiers of a kind, readable or not, sorted."""
        if kind not in self._ids:
            found = self._ids[kind] = dict.fromkeys(sorted(_ids_in(self._root, kind)))
            for key in [key for key in self._glances if key[0] == kind and key[1] not in found]:
                del self._glances[key]
            self._waiting.extend((kind, one) for one in found if (kind, one) not in self._glances)
        return self._ids[kind].keys()

    def glance(self, kind: str, dossier_id: str) -> Glance:
        """What to call a dossier."""
        key = (kind, dossier_id)
        if key not in self._glances:
            self._glances[key] = glance(dossier_id, self._beginning(path_of(kind, dossier_id)))
        return self._glances[key]

    def known(self, kind: str) -> Iterator[tuple[str, Glance]]:
        """The ids of a kind in order, each with what is known of it so far."""
        for dossier_id in self.ids(kind):
            yield dossier_id, self._glances.get((kind, dossier_id)) or Glance(key=dossier_id)

    def tags(self) -> dict[str, int]:
        """The tags of headers that are known so far, with how often they are used."""
        found: dict[str, int] = {}
        for one in self._glances.values():
            for tag in one.tags:
                found[tag] = found.get(tag, 0) + 1
        return found

    def look_around(self, files: int) -> bool:
        """Takes a glance at some more files; whether there are more."""
        for kind in FOLDERS:
            self.ids(kind)
        for _ in range(min(files, len(self._waiting))):
            kind, dossier_id = self._waiting.popleft()
            if dossier_id in self.ids(kind):
                self.glance(kind, dossier_id)
        return bool(self._waiting)

    def forget(self, kind: str, dossier_id: str) -> None:
        """A file says something else: it will be glanced at again."""
        self._glances.pop((kind, dossier_id), None)
        self._waiting.append((kind, dossier_id))


def _ids_in(root: Path, kind: str) -> Iterator[str]:
    """The ids of the files of a kind, told from their names alone."""
    folder = root / "dossiers" / FOLDERS[kind]
    if not folder.is_dir() or not is_inside(folder, root):
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            dossier_id = entry.name.removesuffix(".md")
            if dossier_id == entry.name or not is_id(dossier_id) or dossier_id in RESERVED:
                continue
            if entry.is_file(follow_symlinks=False) or _leads_to_file(entry, root):
                yield dossier_id


def _leads_to_file(entry: os.DirEntry[str], root: Path) -> bool:
    return entry.is_file() and is_inside(Path(entry.path), root)
