"""The true stories of a book, read when they are asked for (M46)."""

from __future__ import annotations

import os
from pathlib import Path

from dossierkit.book.book import Book
from dossierkit.book.files import is_inside, outside_book
from dossierkit.book.load import read_source
from dossierkit.schema.story import Stories, Story, read_stories
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.source import Source
from dossierkit.text.translation import _

__all__ = ["STORIES_PATH", "Stories", "Story", "load_stories", "stories_of"]

STORIES_PATH = "dossiers/stories.yaml"


def stories_of(book: Book) -> Stories:
    """The stories of a book; read once."""
    return book.once("stories", lambda: load_stories(book.root))


def load_stories(root: Path) -> Stories:
    """The stories below a root; none where there is no file.

    Findings beside those of `read_stories`: `outside-book`, `not-a-file`, `not-a-dossier` (the
    name ends with .yml).
    """
    file = root / STORIES_PATH
    source = Source(STORIES_PATH, "")
    if not os.path.lexists(file):
        return Stories(STORIES_PATH, {}, _misnamed(root))
    if not is_inside(file, root):
        return Stories(STORIES_PATH, {}, (outside_book(STORIES_PATH),))
    if not file.is_file():
        found = source.finding(0, "not-a-file", _("this is no file"), _("put a file here"))
        return Stories(STORIES_PATH, {}, (found,))
    return read_stories(read_source(file, STORIES_PATH))


def _misnamed(root: Path) -> tuple[Finding, ...]:
    path = STORIES_PATH.replace(".yaml", ".yml")
    if not os.path.lexists(root / path):
        return ()
    hint = _("name it {stories_path}").format(stories_path=STORIES_PATH)
    message = _("not read: the name ends with .yml")
    return (Finding(path, 1, 1, WARNING, "not-a-dossier", message, hint),)
