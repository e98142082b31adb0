"""What can stand next on the command line, for the shell's completion.

Each kind of word is a parameter type that knows its candidates. They are read off the names of
files, never off a whole book, so that the answer comes at once.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

_MOST_NAMED = 60
"""So many candidates are shown with their names, for which their files are opened."""
_HEAD = 400
"""Bytes of a file in which its name is looked for."""


class Word(click.ParamType[str], ABC):
    """A word of some kind; any text is taken, and the candidates are proposed."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The candidates that begin with what is typed; none without a book."""
        from dossierkit.book.find import NoBook, find_folder

        book = ctx.params.get("book_path") or next(iter(ctx.params.get("books") or ()), None)
        try:
            root = find_folder(os.getcwd(), book or os.environ.get("DOSSIER_BOOK"))
            return [*self.candidates(root, ctx, incomplete)]
        except (NoBook, OSError):
            return []

    @abstractmethod
    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        """What may stand here in the book at `root`."""


class Who(Word):
    """The id of a dossier of some kinds; what is typed may be the beginning of a name, too."""

    def __init__(self, *kinds: str) -> None:
        self._kinds = kinds

    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        kind = ctx.params.get("kind")
        return _ids(root, (kind,) if kind else self._kinds, incomplete)


class FieldWord(Word):
    """A field of the dossier that is named before, of a customer also one of their company."""

    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        from click.shell_completion import CompletionItem

        from dossierkit.book.fields import GROUPS, documented

        kind = _kind_of(root, ctx)
        known = dict(documented(GROUPS["company"])) if kind == "customer" else {}
        known |= dict(documented(GROUPS[kind]))
        for path, doc in known.items():
            if path.startswith(incomplete):
                yield CompletionItem(path, help=doc)


class ValueWord(Word):
    """A value of the field that is named before: one of its words, or an id."""

    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        from dossierkit.book.fields import GROUPS, REFERENCES, type_at

        kind, field = _kind_of(root, ctx), str(ctx.params.get("field") or "")
        if target := REFERENCES.get(kind, {}).get(field):
            return _ids(root, (target,), incomplete)
        try:
            declared = type_at(GROUPS[kind], field.split("."))
        except KeyError:
            return []
        words = getattr(getattr(declared, "item", declared), "values", ())
        return _beginning(words, incomplete)


class EventWord(Word):
    """An event of the log."""

    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        from dossierkit.text.event import DIRECTIONS

        return _beginning(DIRECTIONS, incomplete)


class PurposeWord(Word):
    """A kind of letter."""

    def candidates(
        self, root: str, ctx: click.Context, incomplete: str
    ) -> Iterable[CompletionItem]:
        from pathlib import Path

        from dossierkit.book.purposes import purposes

        return _beginning(purposes(Path(root)), incomplete)


WHO = Who("customer", "company", "country", "member")
CUSTOMER = Who("customer")
MEMBER = Who("member")
FIELD = FieldWord()
VALUE = ValueWord()
EVENT = EventWord()
PURPOSE = PurposeWord()


def _ids(root: str, kinds: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The ids of some kinds that begin with what is typed, or with how it is spelt in Latin
    letters, with names unless they are many."""
    from click.shell_completion import CompletionItem

    files = [*_files(root, kinds)]
    wanted = incomplete.casefold()
    found = [file for file in files if file.stem.startswith(wanted)]
    if not found and wanted:
        from dossierkit.book.ids import suggest_id

        spelt = suggest_id(incomplete)
        found = [file for file in files if spelt and spelt in file.stem]
    named = len(found) <= _MOST_NAMED
    return [CompletionItem(one.stem, help=_name(one) if named else None) for one in found]


def _files(root: str, kinds: Iterable[str]) -> Iterator[Path]:
    from pathlib import Path

    from dossierkit.book.files import FOLDERS

    for kind in kinds:
        folder = Path(root, "dossiers", FOLDERS[kind])
        yield from sorted(folder.glob("[a-z0-9]*.md")) if folder.is_dir() else ()


def _name(file: Path) -> str | None:
    """The name in a dossier, if it stands near the top."""
    try:
        with file.open("rb") as stream:
            lines = stream.read(_HEAD).decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    for line in islice(lines, 1, None):
        if line.startswith("name:"):
            shown = line.removeprefix("name:").partition(" #")[0].strip().strip("'\"")
            return shown if shown.isprintable() else None
    return None


def _kind_of(root: str, ctx: click.Context) -> str:
    """The kind of the dossier named before, as far as its file tells; else customer."""
    who = str(ctx.params.get("who") or "").casefold()
    given = ctx.params.get("kind")

    from dossierkit.book.files import FOLDERS

    for kind in (given,) if given else FOLDERS:
        if any(file.stem.startswith(who) for file in _files(root, (kind,))):
            return str(kind)
    return "customer"


def _beginning(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words if word.startswith(incomplete)]
