"""What comes with the program for a book: its templates, and the sample book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossierkit.book.files import FOLDERS
from dossierkit.book.find import POLICY
from dossierkit.schema.fact import Group
from dossierkit.schema.policy import Policy
from dossierkit.text.translation import _

PACKAGE = Path(__file__).parents[1]


def shipped_folder(name: str) -> Path:
    """`templates`, `dossiers` or `docs`: in the package, or at the top of a source checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def new_book(*, empty: bool) -> dict[str, bytes]:
    """The files of a new book by path: the sample with all its dossiers, or only a policy with
    every key commented out, and folders to fill. Both have the templates, for the team to make
    them its own."""
    folders = ("templates",) if empty else ("dossiers", "templates")
    files = {path: file.read_bytes() for folder in folders for path, file in _files(folder)}
    if not empty:
        return files
    kept = {f"dossiers/{folder}/.gitkeep": b"" for folder in FOLDERS.values()}
    return {POLICY: _empty_policy(), **kept, **files}


def _files(folder: str) -> Iterator[tuple[str, Path]]:
    base = shipped_folder(folder)
    for file in sorted(base.rglob("*")):
        inner = file.relative_to(base)
        if file.is_file() and not any(part.startswith(".") for part in inner.parts):
            yield f"{folder}/{inner.as_posix()}", file


_FORMS = {
    "name": "Lumora Lighting Co., Ltd.",
    "country": "cn",
    "timezone": "Asia/Shanghai",
    "languages": "[zh, en]",
    "currency": "USD",
    "commit": "auto",
    "mail": '{address: "5/F, 1 Example Road, Shenzhen"}',
}
"""How the keys of a policy are written that a new book needs first."""


def _empty_policy() -> bytes:
    facts = Group(Policy).facts
    lines = [
        f"# {name}: {form}".ljust(68) + f"# {_(facts[name].doc)}" for name, form in _FORMS.items()
    ]
    head = _("# The policy of this book. Take the '#' away from what you want to set.") + "\n"
    return (head + "\n".join(lines) + "\n").encode()
