"""What passes between a clone and its remote: commits with their dossiers, and what vanishes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.files import FOLDERS
from dossierkit.history.git import read

DOSSIER = re.compile(rf"dossiers/(?:{'|'.join(FOLDERS.values())})/([^/]+)\.md")
"""The path of a dossier in a book; the group is its id."""

_COMMIT = "\x01"


class Passed(NamedTuple):
    """A commit that came in or went out, with the ids of the dossiers that it touched."""

    commit: str
    author: str
    subject: str
    dossiers: tuple[str, ...]


class Vanished(NamedTuple):
    """The dossiers that one side deleted, and how many there were before."""

    paths: tuple[str, ...]
    of: int

    @property
    def is_alarming(self) -> bool:
        """Whether so many vanish at once that a person must agree: more than 10, or more than
        one in twenty and at least 3."""
        many = len(self.paths)
        return many > 10 or (many >= 3 and many * 20 > self.of)


def passed(root: Path, old: str | None, new: str) -> list[Passed]:
    """The commits that lead from one commit to another, newest first, merges left out.

    None as the old one means from the beginning.
    """
    span = (new if old is None else f"{old}..{new}", "--", ".")
    told = read(root, "log", "-z", "--no-merges", "--format=%h%x00%an%x00%s", *span).split("\0")
    touched = _touched(root, span)
    return [
        Passed(commit, author, subject, touched.get(commit, ()))
        for commit, author, subject in zip(told[::3], told[1::3], told[2::3], strict=False)
    ]


def _touched(root: Path, span: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The ids of the dossiers that each commit touched, by its short hash."""
    log = read(
        root, "log", "-z", "--no-merges", f"--format={_COMMIT}%h", "--name-only", "--relative",
        "--no-renames", *span,
    )  # fmt: skip
    found = {}
    for text in log.split(_COMMIT)[1:]:
        commit, *paths = text.split("\0")
        matches = filter(None, (DOSSIER.fullmatch(path.strip("\n")) for path in paths))
        found[commit.strip("\n")] = tuple(sorted({match.group(1) for match in matches}))
    return found


def vanished(root: Path, old: str, new: str) -> Vanished:
    """The dossiers of one commit that another has no more; a renamed one has not vanished."""
    gone = read(
        root, "diff", "--name-only", "--diff-filter=D", "--find-renames", "-l0", "-z",
        "--relative", old, new, "--", "dossiers",
    )  # fmt: skip
    paths = tuple(sorted(filter(DOSSIER.fullmatch, gone.split("\0"))))
    if not paths:
        return Vanished((), 0)
    before = read(root, "ls_tree", "-r", "-z", "--name-only", old, "--", "dossiers").split("\0")
    return Vanished(paths, sum(1 for path in before if DOSSIER.fullmatch(path)))
