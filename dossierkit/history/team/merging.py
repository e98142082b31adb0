"""Merging the remote's tip into the branch, and taking back what git breaks off in the middle."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.writing import PRIVATE, Outside, Writer, writing
from dossierkit.history.git import NoHistory, read, read_bytes, run
from dossierkit.history.team.clone import Conflict, under_way
from dossierkit.history.team.pending import questions
from dossierkit.history.team.remote import CannotSync, is_ancestor, own_words
from dossierkit.text.atomic import Changed, ReadOnly
from dossierkit.text.translation import _

_LINK = "120000"


class _State(NamedTuple):
    """What git said of the work tree: files that differ from the last commit, and others."""

    changed: frozenset[str]
    unknown: frozenset[str]


def merge(root: Path, tip: str) -> list[Conflict]:
    """Merges a commit into the branch; gives what the merge asks, and raises CannotSync.

    Where git breaks off in the middle (killed, a full disk) its files are put back as they were;
    what else stood in them is kept in `.dossier/rescued`.
    """
    with writing(root) as writer:
        before = _state(root)
        answer = run(
            root, "merge", "--quiet", "--no-edit", "--ff", "--commit", "--no-squash", tip,
            env={"LC_ALL": "C"},
        )  # fmt: skip
        if answer.status == 0:
            if under_way(root) == "merge":  # git could not delete its own marker
                run(root, "merge", "--abort")
            return []
        asked = questions(root) if under_way(root) == "merge" else []
        if asked:
            return asked
        left = _put_back(writer, before, tip)
        is_unfinished = under_way(root) == "merge"
        if not left and not is_unfinished and is_ancestor(root, tip, "HEAD"):
            return []
    raise CannotSync(_explained(f"{answer.stdout}\n{answer.stderr}", left, is_unfinished))


def _explained(said: str, left: list[str], is_unfinished: bool) -> str:
    """Why nothing was merged, and what to do."""
    remedy, outcome = "", _("nothing was changed")
    if "unrelated histories" in said:
        remedy = _(
            "\n"
            "this book and the remote's began apart: clone the remote's, and bring the dossiers "
            "of this one over"
        )
    if left:
        outcome = _("some files are not as they were, but all is in the history")
        remedy += _("\nwhen the cause is mended: git checkout HEAD -- {left}").format(
            left=" ".join(left)
        )
    if is_unfinished:
        remedy += _("\nthe merge is not finished; to take it back: dossier sync --abort")
    return _("merging failed; {outcome}:\n{own_words}{remedy}").format(
        outcome=outcome, own_words=own_words(said), remedy=remedy
    )


def _state(root: Path) -> _State:
    changed = read(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", "HEAD", "--", "."
    )
    unknown = read(root, "ls_files", "--others", "--exclude-standard", "-z", "--", ".")
    return _State(*(frozenset(filter(None, text.split("\0"))) for text in (changed, unknown)))


def _put_back(writer: Writer, before: _State, tip: str) -> list[str]:
    """Puts files back that git had begun to change; gives those for which that failed, sorted."""
    root = writer.root
    if under_way(root) == "merge":
        run(root, "merge", "--abort")
    now = _state(root)
    begun = sorted((now.changed - before.changed) | (now.unknown - before.unknown))
    left = [path for path in begun if not _restored(writer, path, tip)]
    if begun:
        run(root, "reset", "--quiet", "HEAD", "--", *begun)
    return left


def _restored(writer: Writer, path: str, tip: str) -> bool:
    """Whether a file has the content of the last commit again, or is gone if it is not in it."""
    try:
        old = writer.read(path)
        theirs = _content(writer.root, tip, path)
        if old and not (theirs or b"").startswith(old):
            kept = writer.root / PRIVATE / "rescued" / Path(path).name
            kept.parent.mkdir(exist_ok=True)
            shutil.copy2(writer.root / path, kept)
        writer.put(path, old, _content(writer.root, "HEAD", path))
    except (NoHistory, Outside, Changed, ReadOnly, OSError):
        return False
    return True


def _content(root: Path, commit: str, path: str) -> bytes | None:
    """A file of a commit as git would lay it out; None if it has none. Raises NoHistory, also for
    a link."""
    listed = read(root, "ls_tree", commit, "--", path)
    if not listed:
        return None
    if listed.startswith(_LINK):
        raise NoHistory(_("{path} is a link").format(path=path))
    return read_bytes(root, "cat_file", "--filters", f"{commit}:./{path}")
