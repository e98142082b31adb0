"""Where a book is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dossierkit.text.translation import _

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "dossiers/book.yaml"


class NoBook(Exception):
    """There is no book where one was looked for; the text says where, and what to do."""


def find_book(start: Path, given: str | None = None) -> Path:
    """The root of the book: the folder that holds `dossiers/book.yaml`.

    `given` is the user's own word for it (`--book`, `DOSSIER_BOOK`); without it the folders from
    `start` upward are tried. Raises NoBook.
    """
    return type(start)(find_folder(str(start), given))


def find_folder(start: str, given: str | None = None) -> str:
    """What `find_book` gives, as a text."""
    if given:
        root = os.path.realpath(os.path.expanduser(given))
        if os.path.isfile(f"{root}/{POLICY}"):
            return root
        raise NoBook(
            _(
                "{given} is no book: it has no {policy}\n"
                "name the folder that holds 'dossiers', with --book or DOSSIER_BOOK"
            ).format(given=given, policy=POLICY)
        )
    folder = os.path.realpath(start)
    while not os.path.isfile(f"{folder}/{POLICY}"):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            raise NoBook(
                _(
                    "no book here: neither this folder nor one above it has {policy}\n"
                    "change into a book, or name one with --book PATH or DOSSIER_BOOK"
                ).format(policy=POLICY)
            )
    return folder
