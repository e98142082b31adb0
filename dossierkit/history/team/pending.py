"""A merge that asks: where its questions stand, ending it, and giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossierkit.book.broken import BrokenBook
from dossierkit.book.load import load
from dossierkit.history.git import read, run
from dossierkit.history.team.clone import Conflict, conflicts, hash_of, marker_lines, under_way
from dossierkit.history.team.notebook import Notebook
from dossierkit.history.team.remote import CannotSync, own_words
from dossierkit.text.finding import Finding
from dossierkit.text.translation import N_, _

HOW_TO_FINISH = N_(
    "edit them: keep what is right of both sides, delete the marker lines; then\n"
    "  dossier sync --continue\n"
    "or take everything back: dossier sync --abort"
)


def questions(root: Path) -> list[Conflict]:
    """The files that a merge under way asks about.

    Where git left only our version, without a word of theirs (its merge driver was missing or
    broke down), both are put in again first.
    """
    found = conflicts(root)
    lost = [one for one in found if not one.lines and _is_only_ours(root, one)]
    for one in lost:
        run(root, "checkout", "--merge", "--", one.path)
    Notebook(root).note_asked(hash_of(root, "MERGE_HEAD"))
    return conflicts(root) if lost else found


def _is_only_ours(root: Path, conflict: Conflict) -> bool:
    """Whether a file that both sides have is our version to the last byte."""
    if conflict.is_deleted:
        return False
    there = run(root, "hash_object", "--", conflict.path)
    ours = run(root, "rev_parse", f":2:./{conflict.path}")
    return there.status == 0 and there.stdout.strip() == ours.stdout.strip()


def in_words(conflict: Conflict) -> str:
    """A file with its question, as editors jump to it."""
    if conflict.is_deleted:
        who = _("we deleted it, they changed it") if 2 not in conflict.stages else ""
        who = who or _("they deleted it, we changed it")
        path = conflict.path
        return _("{path}: {who}; to keep it: git add {path}; to delete it: git rm {path}").format(
            path=path, who=who
        )
    if not conflict.lines:
        return _("{path}: put together line by line; read it before you go on").format(
            path=conflict.path
        )
    return "\n".join(
        _("{path}:{line}:1: both sides").format(path=conflict.path, line=line)
        for line in conflict.lines[::2]
    )


def finish(root: Path) -> None:
    """Commits a merge whose questions are all answered; raises CannotSync if one is not."""
    if under_way(root) != "merge":
        raise CannotSync(_("no merge waits to be finished; run: dossier sync"))
    was_asked = Notebook(root).was_asked(hash_of(root, "MERGE_HEAD"))
    found = conflicts(root) if was_asked else questions(root)
    unanswered = [one for one in found if one.is_deleted or one.lines]
    if unanswered:
        listed = "\n".join(map(in_words, unanswered))
        raise CannotSync(
            _("not every question is answered:\n{listed}\n{how_to_finish}").format(
                listed=listed, how_to_finish=_(HOW_TO_FINISH)
            )
        )
    changed = read(root, "diff", "--name-only", "-z", "--relative", "HEAD", "--", ".").split("\0")
    _require_readable(root, [path for path in changed if path])
    if settled := [one.path for one in conflicts(root)]:
        do(root, "add", "--", *settled)
    do(root, "add", "--update", "--", ".")
    do(root, "commit", "--quiet", "--no-edit", "--cleanup=strip")


def _require_readable(root: Path, changed: Sequence[str]) -> None:
    """Raises CannotSync for files of a merge that can't be read, and for markers left."""
    unreadable = [str(one) for one in _unreadable(root) if one.is_error and one.path in changed]
    named = {line.partition(":")[0] for line in unreadable}
    markers = [
        _("{path}:{line}:1: a marker of the merge").format(path=path, line=line)
        for path in changed
        if path not in named
        for line in marker_lines(root / path)
    ]
    if unreadable or markers:
        listed = "\n".join([*unreadable, *markers, _(HOW_TO_FINISH)])
        raise CannotSync(_("the merged files are not right yet:\n{listed}").format(listed=listed))


def _unreadable(root: Path) -> Sequence[Finding]:
    try:
        return [finding for file in load(root).unreadable for finding in file.findings]
    except BrokenBook as error:
        return error.findings


def call_off(root: Path) -> None:
    """Takes a merge back; raises CannotSync if none is under way."""
    if under_way(root) != "merge":
        raise CannotSync(_("no merge is under way: there is nothing to take back"))
    do(root, "merge", "--abort")


def do(root: Path, command: str, *arguments: str) -> None:
    """Runs a git command that should work; raises CannotSync with git's own words."""
    answer = run(root, command, *arguments)
    if answer.status:
        said = f"{answer.stdout}\n{answer.stderr}"
        raise CannotSync(
            _("git {command} failed:\n{own_words}").format(
                command=command, own_words=own_words(said)
            )
        )
