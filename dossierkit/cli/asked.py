"""Which dossier, and which of its facts, a history is asked of; found without loading the book."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dossierkit.book.files import FOLDERS
from dossierkit.history.past.changes import Content, read_content
from dossierkit.history.past.life import on_disk
from dossierkit.schema.codes import ID_FORM


class Whose(NamedTuple):
    """A dossier by its file, whether that can be read or not, or is there at all."""

    kind: str
    id: str
    path: str
    is_gone: bool = False

    def content(self, root: Path) -> Content | None:
        """What its file says now; None if that can't be read."""
        content = read_content(self.path, on_disk(root / self.path) or b"")
        return content if isinstance(content, Content) else None


class Asked(NamedTuple):
    """A fact, or all those below a dotted path, and the dossier in whose file they stand; without
    a field, the whole dossier."""

    whose: Whose
    field: str


def of_whole_id(root: Path, who: str, kind: str | None) -> Whose | None:
    """The first dossier whose whole id is WHO, looked for in the order of kinds; or None."""
    name = who.casefold().strip()
    for one in [kind] if kind else FOLDERS:
        path = f"dossiers/{FOLDERS[one]}/{name}.md"
        if ID_FORM.fullmatch(name) and (root / path).is_file():
            return Whose(one, name, path)
    return None


def plainly_asked(root: Path, who: str, kind: str | None, field: str) -> Asked | None:
    """What is asked where that is plain: WHO is a whole id, and the file has the field."""
    whose = of_whole_id(root, who, kind)
    if whose is None or (root / whose.path).is_symlink():
        return None
    if field:
        content = whose.content(root)
        if content is None or field.partition(".")[0] not in content.header:
            return None
    return Asked(whose, field)
