"""The kinds of letters there are templates for: the book's own, and those of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossierkit.book.shipped import shipped_folder
from dossierkit.schema.codes import ID_FORM


def purposes(root: Path) -> tuple[str, ...]:
    """The kinds of letters there are templates for, sorted."""
    folders = (root / "templates", shipped_folder("templates"))
    return tuple(sorted({name for folder in folders for name in _purposes_in(folder)}))


def _purposes_in(folder: Path) -> Iterator[str]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if ID_FORM.fullmatch(entry.name) and any(entry.glob("*.md")):
            yield entry.name
