"""The books whose files are open in an editor: each file belongs to the one it stands in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.find import NoBook, find_folder
from dossierkit.editor.workspace import Workspace


class InBook(NamedTuple):
    """A file of a book, by its path relative to the root."""

    workspace: Workspace
    path: str


class Books:
    """The books that are in use, each opened when one of its files is."""

    def __init__(self, today: Callable[[str | None], date]) -> None:
        self._today = today
        self._books: dict[str, Workspace] = {}

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._books.values())

    def book_at(self, folder: str) -> Workspace | None:
        """The book that a folder is in; None outside of all books."""
        try:
            root = find_folder(folder)
        except NoBook:
            return None
        if root not in self._books:
            self._books[root] = Workspace(Path(root), self._today)
        return self._books[root]

    def place_of(self, file: str) -> InBook | None:
        """Where a file stands in its book; None outside of all books."""
        folder, name = os.path.split(os.path.abspath(file))
        workspace = self.book_at(folder)
        if workspace is None:
            return None
        real = os.path.join(os.path.realpath(folder), name)
        path = os.path.relpath(real, workspace.root).replace(os.sep, "/")
        return None if path.startswith("../") else InBook(workspace, path)
