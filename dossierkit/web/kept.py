"""A book kept in memory, of which only those files are read again that have changed."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.files import FOLDERS, walk_folder
from dossierkit.book.lazy import found_in
from dossierkit.book.load import PLAYBOOK_PATH, Frame, load_dossier, load_frame
from dossierkit.index.frame import frame_of
from dossierkit.index.stamps import NOTHING, differences, stamps_of, trusted
from dossierkit.index.stamps import Kept as KeptStamps
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.text.finding import Finding
from dossierkit.text.garbage import without_gc


class _Kind(NamedTuple):
    """The dossiers of a kind as they were read, and how their files looked then."""

    stamps: KeptStamps
    files: dict[str, Dossier[Any] | Unreadable]
    refused: list[Finding]


_EMPTY = _Kind(NOTHING, {}, [])


class Kept:
    """A book like that of `load.load`, but that it tells nothing of files that are no dossiers.

    The same object for as long as nothing has changed, so that what was worked out of it holds.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._said_before = b""
        self._frame: Frame | None = None
        self._kinds = dict.fromkeys(FOLDERS, _EMPTY)
        self._book: Book | None = None

    def book(self) -> Book:
        """The book as it stands in the files now. Raises BrokenBook."""
        with self._lock:
            frame = self._frame_now()
            for kind in FOLDERS:
                self._look_at(kind, frame)
            self._book = self._book or self._made(frame)
            return self._book

    def _frame_now(self) -> Frame:
        """Policy, prices and the like, read again if they have changed; then all dossiers are, if
        the policy declares other fields than before."""
        said = self._said()
        if self._frame is not None and said == self._said_before:
            return self._frame
        before, self._frame, self._book = self._frame, None, None
        self._frame, self._said_before = load_frame(self.root), said
        if before is None or before.policy.fields != self._frame.policy.fields:
            self._kinds = dict.fromkeys(FOLDERS, _EMPTY)
        return self._frame

    def _said(self) -> bytes:
        """What the files beside the dossiers say."""
        try:
            playbook = (self.root / PLAYBOOK_PATH).read_bytes()
        except OSError:
            playbook = b""
        return frame_of(str(self.root), ()) + playbook

    def _look_at(self, kind: str, frame: Frame) -> None:
        """Reads the files of a kind that have changed; if any of them says something else, the
        book is another one."""
        at, old = time.time_ns(), self._kinds[kind]
        new = stamps_of(f"{self.root}/dossiers/{FOLDERS[kind]}")
        now = new.kept()
        names = differences(old.stamps, new, now)
        if not names and old.stamps.names == now.names:
            return
        files, refused = dict(old.files), old.refused
        ids = {name[:-3] for name in names if name[:-3] in files}
        if old.stamps.names != now.names:
            found = walk_folder(self.root, kind)
            refused, there = found.refused, {one.id for one in found.found}
            files = {one: file for one, file in files.items() if one in there}
            ids = {one for one in there if one not in files or f"{one}.md" in names}
        if len(files) != len(old.files) or refused != old.refused:
            self._book = None
        with without_gc():
            for one in sorted(ids):
                read = load_dossier(found_in(self.root, kind, one), frame.policy)
                if not _says_the_same(files.get(one), read):
                    files[one], self._book = read, None
        self._kinds[kind] = _Kind(trusted(now, at), dict(sorted(files.items())), refused)

    def _made(self, frame: Frame) -> Book:
        readable: dict[str, dict[str, Any]] = {
            kind: {one: file for one, file in there.files.items() if isinstance(file, Dossier)}
            for kind, there in self._kinds.items()
        }
        every = [file for there in self._kinds.values() for file in there.files.values()]
        return Book(
            root=self.root,
            **frame._asdict(),
            customers=readable["customer"],
            companies=readable["company"],
            countries=readable["country"],
            members=readable["member"],
            unreadable=tuple(file for file in every if isinstance(file, Unreadable)),
            strays=(),
            refused=tuple(one for there in self._kinds.values() for one in there.refused),
        )


def _says_the_same(old: object, new: Dossier[Any] | Unreadable) -> bool:
    if isinstance(old, Dossier) and isinstance(new, Dossier):
        return old.source.text == new.source.text and old.source.had_bom == new.source.had_bom
    return isinstance(new, Unreadable) and old == new
