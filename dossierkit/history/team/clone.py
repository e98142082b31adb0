"""One clone of a book as git has it: its branch, what is under way in it, what is not committed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import NoHistory, read, run
from dossierkit.text.translation import _

_UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}
"""What git leaves in its folder while something is not finished, and the command that ends it."""

BOOK_FOLDERS = ("dossiers", "templates")
"""The folders of a book that its colleagues share."""

MARKER = re.compile(rb"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)
"""The lines that git puts round two versions of which one must be chosen."""


def git_folder(root: Path) -> Path:
    """The folder in which git keeps this clone: shared by its work trees, outside of them all.

    Raises NoHistory.
    """
    return _folder(root, "--git-common-dir")


def _folder(root: Path, which: str) -> Path:
    """A folder of git's. Without a word of git's it would be the book itself: NoHistory."""
    said = read(root, "rev_parse", "--path-format=absolute", which)
    if not said:
        raise NoHistory(_("git gave no answer: the disk may be full; try again"))
    return Path(said)


def branch_of(root: Path) -> str | None:
    """The branch that one is on; None on a detached head."""
    answer = run(root, "symbolic_ref", "--quiet", "--short", "HEAD")
    return answer.stdout.strip() if answer.status == 0 else None


def under_way(root: Path) -> str | None:
    """What git has begun here and not finished: `merge`, `rebase` … Raises NoHistory."""
    own = _folder(root, "--git-dir")
    for name, what in _UNDER_WAY.items():
        if (own / name).exists():
            return what
    return None


def hash_of(root: Path, revision: str) -> str | None:
    """The whole hash of a commit that is here; None if there is none."""
    answer = run(root, "rev_parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return answer.stdout.strip() if answer.status == 0 else None


def uncommitted(root: Path) -> list[str]:
    """The dossiers and templates that git knows and that differ from the last commit, sorted."""
    names = read(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", "HEAD", "--",
        *BOOK_FOLDERS,
    )  # fmt: skip
    return sorted(filter(None, names.split("\0")))


def unknown(root: Path) -> list[str]:
    """The files among dossiers and templates that git does not know and does not ignore."""
    names = read(root, "ls_files", "--others", "--exclude-standard", "-z", "--", *BOOK_FOLDERS)
    return sorted(filter(None, names.split("\0")))


class Conflict(NamedTuple):
    """A file that a merge could not settle.

    `stages` are the versions there are: 1 the common one, 2 ours, 3 theirs. `lines` are those of
    the markers, from 1.
    """

    path: str
    stages: frozenset[int]
    lines: tuple[int, ...]

    @property
    def is_deleted(self) -> bool:
        """Whether one side deleted what the other changed."""
        return not {2, 3} <= self.stages


def conflicts(root: Path) -> list[Conflict]:
    """The files of the whole repository that wait for a decision, by path relative to the book."""
    top = Path(run(root, "rev_parse", "--show-cdup").stdout.strip())
    stages: dict[str, set[int]] = {}
    for entry in read(root, "ls_files", "--unmerged", "-z", "--", str(top)).split("\0"):
        if entry:
            meta, _unused, path = entry.partition("\t")
            stages.setdefault(path, set()).add(int(meta.split(" ")[2]))
    return [
        Conflict(path, frozenset(found), marker_lines(root / path))
        for path, found in sorted(stages.items())
    ]


def marker_lines(file: Path) -> tuple[int, ...]:
    """The lines of a file, from 1, at which a conflict begins or ends; none if it can't be read."""
    try:
        data = file.read_bytes()
    except OSError:
        return ()
    return tuple(data.count(b"\n", 0, match.start()) + 1 for match in MARKER.finditer(data))
