"""Ids for new dossiers that nobody has: in the book, in unreadable files, among the erased."""

from __future__ import annotations

from dossierkit.book.book import Book
from dossierkit.book.erased import ErasedList
from dossierkit.book.files import FOLDERS

_LONGEST = 58
"""So much of an id that a number fits behind it."""


class FreshIds:
    """Gives each new dossier an id of its own; the same book and file give the same ids."""

    def __init__(self, book: Book, erased: ErasedList) -> None:
        self._erased = erased
        self.unreadable = {
            (kind, file.id)
            for kind, folder in FOLDERS.items()
            for file in book.unreadable
            if file.path.startswith(f"dossiers/{folder}/")
        }
        self._taken = {("customer", one) for one in book.customers}
        self._taken |= {("company", one) for one in book.companies}
        self._taken |= self.unreadable

    def take(self, kind: str, suggestion: str) -> str:
        """The id that was suggested, or with a number behind it; from now on it is taken."""
        number, tried = 1, suggestion
        while (kind, tried) in self._taken or self._is_erased(kind, tried):
            number += 1
            tried = f"{suggestion[:_LONGEST].rstrip('-')}-{number}"
        self._taken.add((kind, tried))
        return tried

    def _is_erased(self, kind: str, one: str) -> bool:
        return kind == "customer" and self._erased.find("id", one) is not None
