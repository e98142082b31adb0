"""A book in an editor: what is open there, and a light view of all the rest."""

from __future__ import annotations

from collections.abc import Callable, KeysView
from datetime import date
from pathlib import Path
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.targets import Targets
from dossierkit.book.files import FOLDERS, is_inside
from dossierkit.book.lazy import found_in
from dossierkit.book.load import load_dossier, read_source
from dossierkit.editor.document import Document, placed
from dossierkit.editor.framing import Framing
from dossierkit.editor.shelf import Shelf
from dossierkit.editor.surroundings import Surroundings, path_of
from dossierkit.method.case import own_holidays_once
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Policy

_BEGINNING = 65_536
"""Bytes in which a header stands whole (`fence.MAX_HEADER_BYTES`)."""


class Workspace:
    """One book. `today` gives the day it is in a time zone, or here; without `counts_turns` it is
    told of nobody when it is their turn.

    Files are looked at again when `refresh` finds that they look different; nothing is written.
    """

    def __init__(self, root: Path, today: Callable[[str | None], date]) -> None:
        self.root = root
        self.counts_turns = True
        self._today = today
        self._documents: dict[str, Document] = {}
        self._shelves = {kind: self._shelf(kind) for kind in FOLDERS}
        self._framing = Framing(root)
        self.around = Surroundings(root, self._beginning)
        self._book: Book | None = None
        self._targets: Targets | None = None
        self.refresh()

    # What the book says

    @property
    def policy(self) -> Policy:
        """The policy of the book as it could be read last."""
        return self._framing.frame.policy

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
                **self._framing.frame._asdict(),
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
            self._targets = Targets(self.book, _There(self.around))
        return self._targets

    def kinds_of(self, dossier_id: str) -> list[str]:
        """The kinds of which there is a dossier with this id."""
        return [kind for kind in FOLDERS if dossier_id in self.around.ids(kind)]

    def dossier(self, kind: str, dossier_id: str) -> Dossier[Any] | None:
        """A dossier as it could be read last."""
        return self._shelves[kind].get(dossier_id)

    def warm_up(self) -> None:
        """Loads what it takes to tell whose turn it is: calendars of holidays, for some seconds."""
        own_holidays_once(self.book, self.today, self.today)

    # What is open

    def open(self, path: str, text: str) -> Document:
        """A file was opened in the editor, or has another text there."""
        before = self._documents.get(path)
        if before is None:
            where = placed(path)
            is_dossier = where is not None and where.is_dossier
            last = self.dossier(where.kind, where.id) if where and is_dossier else None
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

    def opened_at(self, path: str) -> Document | None:
        """A file that is open."""
        return self._documents.get(path)

    def document(self, path: str) -> Document | None:
        """A file of the book, open or not; None if there is no such file."""
        if path in self._documents:
            return self._documents[path]
        file = self.root / path
        if not file.is_file() or not is_inside(file, self.root):
            return None
        return Document(path, read_source(file, path).text)

    def read(self, document: Document) -> Dossier[Any] | None:
        """What a file says, or said when it could be read last."""
        found = document.read(self.policy.fields)
        return found if isinstance(found, Dossier) else document.last

    # What changes

    def refresh(self) -> None:
        """Looks whether files have come or gone, or the policy or prices have changed."""
        if self.around.refresh():
            self._targets = None
        if self._framing.refresh():
            for shelf in self._shelves.values():
                shelf.forget()
            self._book = self._targets = None

    def file_changed(self, path: str) -> None:
        """A file was written by the editor, or by somebody else."""
        self._touched(path)
        self.refresh()

    def _touched(self, path: str) -> None:
        where = placed(path)
        if where is None or not where.is_dossier:
            return
        self.around.forget(where.kind, where.id)
        if where.kind == "country":
            self._book = None

    def _beginning(self, path: str) -> str:
        """The first part of a dossier's text, in which its header is."""
        if path in self._documents:
            return self._documents[path].text
        try:
            with open(self.root / path, "rb", buffering=0) as stream:
                return stream.read(_BEGINNING).decode("utf-8", "replace")
        except OSError:
            return ""

    def _shelf(self, kind: str) -> Shelf:
        def at_hand(dossier_id: str) -> Dossier[Any] | None:
            document = self._documents.get(path_of(kind, dossier_id))
            return self.read(document) if document else None

        def read(dossier_id: str) -> Dossier[Any] | None:
            found = load_dossier(found_in(self.root, kind, dossier_id), self.policy)
            return found if isinstance(found, Dossier) else None

        folder = f"{self.root}/dossiers/{FOLDERS[kind]}"
        return Shelf(lambda: self.around.ids(kind), lambda one: f"{folder}/{one}.md", read, at_hand)


class _There:
    """Who is in the book by the names of files."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def has(self, space: str, key: str) -> bool:
        return key in self._around.ids(space)

    def ids(self, kind: str) -> KeysView[str]:
        return self._around.ids(kind)
