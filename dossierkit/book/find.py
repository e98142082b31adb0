"""Where a book is."""

from __future__ import annotations

from pathlib import Path

POLICY = Path("dossiers", "book.yaml")


class NoBook(Exception):
    """There is no book where one was looked for; the text says where, and what to do."""


def find_book(start: Path, given: str | None = None) -> Path:
    """The root of the book: the folder that holds `dossiers/book.yaml`.

    `given` is the user's own word for it (`--book`, `DOSSIER_BOOK`); without it the folders from
    `start` upward are tried. Raises NoBook.
    """
    if given:
        root = Path(given).expanduser().resolve()
        if (root / POLICY).is_file():
            return root
        raise NoBook(
            f"{given} is no book: it has no {POLICY.as_posix()}\n"
            "name the folder that holds 'dossiers', with --book or DOSSIER_BOOK"
        )
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / POLICY).is_file():
            return folder
    raise NoBook(
        f"no book here: neither this folder nor one above it has {POLICY.as_posix()}\n"
        "change into a book, or name one with --book PATH or DOSSIER_BOOK"
    )
