"""Every version of some files: what each commit made of them, through renames and merges.

One `git log` finds them all, and one `git cat-file` reads some thousands at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import NoHistory, read, read_bytes
from dossierkit.history.past.branches import Change, changes
from dossierkit.history.past.lineage import trace
from dossierkit.history.past.walk import Commit
from dossierkit.text.translation import _

__all__ = ["Commit", "Version", "contents", "versions"]

_AT_ONCE = 4096
"""Versions whose contents are in memory at one time."""


class Version(NamedTuple):
    """What one commit made of a file.

    `path` is its name after the commit, `old_path` before it, `file` the one that was asked for;
    `old` and `new` are None where there was no file. Of a merge, `old` is what its first parent
    had, `others` what its further parents had, and `base` what stood there before they parted.
    """

    commit: Commit
    path: str
    old: bytes | None
    new: bytes | None
    file: str
    old_path: str
    is_merge: bool = False
    others: tuple[bytes | None, ...] = ()
    base: bytes | None = None


def versions(
    root: Path,
    paths: Sequence[str] | None,
    *,
    since: date | None = None,
    rev: str = "HEAD",
    oldest_first: bool = False,
) -> Iterator[Version]:
    """The versions of files of a book (paths relative to it), the newest first; without paths, of
    all dossiers that are or were.

    A commit is compared with its own parent, so that branches which ran side by side don't undo
    each other. A merge is a version only where more than one side changed the file, or where its
    result is not what the one side made of it. `since` leaves out commits of authors before a
    day. `rev` is HEAD or a hash. Without a commit there are none; raises NoHistory.
    """
    try:
        log, names = trace(root, rev, paths)
    except NoHistory:
        if rev == "HEAD" and _is_unborn(root):
            return
        raise
    told = [
        _Told(logged.commit, file, change)
        for logged, changed in zip(log, changes(log, names), strict=True)
        if since is None or logged.commit.when.date() >= since
        for file, change in changed.items()
        if change.says_something
    ]
    if oldest_first:
        told.reverse()
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        texts = _found(root, {name for one in some for name in one.names()})
        for commit, file, change in some:
            old, new, base, *others = (
                texts[name or ""] for name in (change.old, change.new, change.base, *change.others)
            )
            yield Version(
                commit, change.path, old, new, file, change.old_path, change.is_merge,
                tuple(others), base,
            )  # fmt: skip


class _Told(NamedTuple):
    commit: Commit
    file: str
    change: Change

    def names(self) -> Iterator[str]:
        """The ids of all its contents."""
        change = self.change
        yield from filter(None, (change.old, change.new, change.base, *change.others))


def _found(root: Path, wanted: set[str]) -> dict[str, bytes | None]:
    """The contents of objects by their ids, and no content by no id; raises NoHistory."""
    texts = contents(root, sorted(wanted))
    for name, text in texts.items():
        if text is None:
            raise NoHistory(
                _("git has lost the content {name}: run 'dossier doctor'").format(name=name)
            )
    return {"": None, **texts}


def contents(root: Path, names: Sequence[str]) -> dict[str, bytes | None]:
    """What stands in objects of git, by their ids or as in `HEAD:./dossiers/book.yaml`; None where
    there is no such thing. Raises NoHistory."""
    if not names:
        return {}
    asked = "".join(f"{name}\n" for name in names).encode(errors="surrogateescape")
    output = read_bytes(root, "cat_file", "--batch", stdin=asked)
    found: dict[str, bytes | None] = {}
    place = 0
    for name in names:
        end = output.index(b"\n", place)
        words = output[place:end].rsplit(b" ", 2)
        place = end + 1
        found[name] = None
        if words[-1].isdigit() and words[-2] in (b"blob", b"tree", b"commit", b"tag"):
            size = int(words[-1])
            if words[-2] == b"blob":
                found[name] = output[place : place + size]
            place += size + 1
    return found


def _is_unborn(root: Path) -> bool:
    """Whether this is a repository without a commit."""
    try:
        read(root, "symbolic_ref", "--quiet", "HEAD")
    except NoHistory:
        return False
    try:
        read(root, "rev_parse", "--verify", "--quiet", "HEAD")
    except NoHistory:
        return True
    return False
