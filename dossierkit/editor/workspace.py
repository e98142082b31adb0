"""A book in an editor: what is open there, and a light view of all the rest."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, KeysView
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.book.checks.targets import Targets
from dossierkit.book.files import FOLDERS, RESERVED, is_inside
from dossierkit.book.lazy import found_in
from dossierkit.book.load import (
    PLAYBOOK_PATH,
    POLICY_PATH,
    PRICES_PATH,
    RATES_PATH,
    Frame,
    load_dossier,
    load_frame,
    read_source,
)
from dossierkit.editor.document import Document, is_id, placed
from dossierkit.editor.glance import Glance, glance
from dossierkit.editor.shelf import Shelf
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.playbook import NO_PLAYBOOK
from dossierkit.schema.policy import Policy, read_policy
from dossierkit.schema.pricelist import Rates
from dossierkit.text.source import Source

_FRAME = (POLICY_PATH, RATES_PATH, PLAYBOOK_PATH, PRICES_PATH, "templates")
_BEGINNING = 65_536
"""Bytes in which a header stands whole (`fence.MAX_HEADER_BYTES`)."""


class Workspace:
    """One book. `today` gives the day it is in a time zone, or here.

    Files are looked at again when `refresh` finds that they look different; nothing is written.
    """

    def __init__(self, root: Path, today: Callable[[str | None], date]) -> None:
        self.root = root
        self._today = today
        self._documents: dict[str, Document] = {}
        self._shelves = {kind: self._shelf(kind) for kind in FOLDERS}
        self._ids: dict[str, dict[str, None]] = {}
        self._glances: dict[tuple[str, str], Glance] = {}
        self._unread: deque[tuple[str, str]] = deque()
        self._folder_stamps: dict[str, int] = {}
        self._frame_stamp: tuple[object, ...] = ()
        self._frame = _empty_frame()
        self._book: Book | None = None
        self._targets: Targets | None = None
        self.refresh()

    # What the book says

    @property
    def policy(self) -> Policy:
        """The policy of the book as it could be read last."""
        return self._frame.policy

    @property
    def today(self) -> date:
        """The day it is for the book."""
        return self._today(self.policy.timezone)

    @property
    def book(self) -> Book:
        """The book: dossiers that are open as they stand in the editor."""
        if self._book is None:
            customers, companies, countries, members = self._shelves.values()
            self._book = Book(
                root=self.root,
                **self._frame._asdict(),
                customers=customers,
                companies=companies,
                countries=countries,
                members=members,
                unreadable=(),
                strays=(),
                refused=(),
            )
        return self._book

    @property
    def targets(self) -> Targets:
        """What a reference can mean."""
        if self._targets is None:
            self._targets = Targets(self.book)
        return self._targets

    def ids(self, kind: str) -> KeysView[str]:
        """The ids of all dossiers of a kind, readable or not, sorted."""
        if kind not in self._ids:
            found = self._ids[kind] = dict.fromkeys(sorted(_ids_in(self.root, kind)))
            for key in [key for key in self._glances if key[0] == kind and key[1] not in found]:
                del self._glances[key]
            self._unread.extend((kind, one) for one in found if (kind, one) not in self._glances)
        return self._ids[kind].keys()

    def kinds_of(self, dossier_id: str) -> list[str]:
        """The kinds of which there is a dossier with this id."""
        return [kind for kind in FOLDERS if dossier_id in self.ids(kind)]

    def dossier(self, kind: str, dossier_id: str) -> Dossier[Any] | None:
        """A dossier as it could be read last."""
        return self._shelves[kind].get(dossier_id)

    # The light view

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
        for _ in range(min(files, len(self._unread))):
            key = self._unread.popleft()
            if key[1] in self.ids(key[0]):
                self.glance(*key)
        return bool(self._unread)

    # What is open

    def open(self, path: str, text: str) -> Document:
        """A file was opened in the editor, or has another text there."""
        before = self._documents.get(path)
        if before is None:
            where = placed(path)
            is_known = where is not None and where.is_dossier
            last = self.dossier(where.kind, where.id) if where and is_known else None
            document = Document(path, text, last)
        else:
            document = before.changed(text)
        self._documents[path] = document
        self._touched(path)
        return document

    def close(self, path: str) -> None:
        """A file is no longer open: what stands on the disk counts again."""
        self._documents.pop(path, None)
        self._touched(path)

    def opened(self) -> list[Document]:
        """The files that are open."""
        return list(self._documents.values())

    def opened_at(self, path: str) -> Document | None:
        """A file that is open."""
        return self._documents.get(path)

    def document(self, path: str) -> Document | None:
        """A file of the book, open or not; None if there is no such file."""
        if path in self._documents:
            return self._documents[path]
        text = self.text(path)
        return None if text is None else Document(path, text)

    def text(self, path: str) -> str | None:
        """The text of a file, as it is open or as it stands on the disk; None without one."""
        if path in self._documents:
            return self._documents[path].text
        file = self.root / path
        if not file.is_file() or not is_inside(file, self.root):
            return None
        return read_source(file, path).text

    def _beginning(self, path: str) -> str:
        """The first part of a dossier's text, in which its header is."""
        if path in self._documents:
            return self._documents[path].text
        try:
            with open(self.root / path, "rb", buffering=0) as stream:
                return stream.read(_BEGINNING).decode("utf-8", "replace")
        except OSError:
            return ""

    def read(self, document: Document) -> Dossier[Any] | None:
        """What a file says, or said when it could be read last."""
        found = document.read(self.policy.fields)
        return found if isinstance(found, Dossier) else document.last

    # What changes

    def refresh(self) -> bool:
        """Looks whether files have come or gone, or the policy or prices have changed; whether the
        latter is so."""
        for kind, folder in FOLDERS.items():
            stamp = _stamp(self.root / "dossiers" / folder)
            if self._folder_stamps.get(folder) != stamp:
                self._folder_stamps[folder] = stamp
                self._ids.pop(kind, None)
                self._targets = None
        stamps = tuple(self._frame_stamps())
        if stamps == self._frame_stamp:
            return False
        self._frame_stamp = stamps
        with suppress(BrokenBook):
            self._frame = load_frame(self.root)
        for shelf in self._shelves.values():
            shelf.forget()
        self._book = self._targets = None
        return True

    def files_changed(self, paths: list[str]) -> None:
        """Files were written by somebody else."""
        for path in paths:
            self._touched(path)
        self.refresh()

    def _touched(self, path: str) -> None:
        where = placed(path)
        if where is None or not where.is_dossier:
            return
        self._glances.pop((where.kind, where.id), None)
        self._unread.append((where.kind, where.id))
        if where.kind == "country":
            self._book = None

    def _shelf(self, kind: str) -> Shelf:
        def at_hand(dossier_id: str) -> Dossier[Any] | None:
            document = self._documents.get(path_of(kind, dossier_id))
            return self.read(document) if document else None

        def read(dossier_id: str) -> Dossier[Any] | None:
            found = load_dossier(found_in(self.root, kind, dossier_id), self.policy)
            return found if isinstance(found, Dossier) else None

        folder = f"{self.root}/dossiers/{FOLDERS[kind]}"
        return Shelf(lambda: self.ids(kind), lambda one: f"{folder}/{one}.md", read, at_hand)

    def _frame_stamps(self) -> Iterator[tuple[int, int]]:
        for name in _FRAME:
            path = self.root / name
            yield _stamp(path), 0
            if name == PRICES_PATH and path.is_dir():
                with os.scandir(path) as entries:
                    for entry in sorted(entries, key=lambda one: one.name):
                        yield _stamp(Path(entry.path)), 1


def path_of(kind: str, dossier_id: str) -> str:
    """The path of a dossier's file in its book."""
    return f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"


def _ids_in(root: Path, kind: str) -> Iterator[str]:
    """The ids of the files of a kind, told from their names alone."""
    folder = root / "dossiers" / FOLDERS[kind]
    if not folder.is_dir() or not is_inside(folder, root):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            dossier_id, dot, _ = entry.name.rpartition(".md")
            if not dot or entry.name != f"{dossier_id}.md" or not is_id(dossier_id):
                continue
            is_there = entry.is_file(follow_symlinks=False) or (
                entry.is_file() and is_inside(Path(entry.path), root)
            )
            if is_there and dossier_id not in RESERVED:
                yield dossier_id


def _stamp(path: Path) -> int:
    try:
        found = os.stat(path)
    except OSError:
        return 0
    return hash((found.st_mtime_ns, found.st_size, found.st_ino))


def _empty_frame() -> Frame:
    policy = read_policy(Source(POLICY_PATH, ""))
    return Frame(policy, (), Rates(RATES_PATH, (), ()), frozenset(), NO_PLAYBOOK)
