"""The kinds of letters there are templates for: the book's own, and those of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossierkit.schema.codes import ID_FORM

PACKAGE = Path(__file__).parents[1]


def shipped_folder() -> Path:
    """The templates of the program: in the package, or at the top of a source checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def purposes(root: Path) -> tuple[str, ...]:
    """The kinds of letters there are templates for, sorted."""
    folders = (root / "templates", shipped_folder())
    return tuple(sorted({name for folder in folders for name in _purposes_in(folder)}))


def _purposes_in(folder: Path) -> Iterator[str]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if ID_FORM.fullmatch(entry.name) and any(entry.glob("*.md")):
            yield entry.name
