"""One exchange with the remote: meet its tip, merge it, check the book, push what is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import read, run
from dossierkit.history.past.snapshot import NoSuchRevision, snapshot
from dossierkit.history.team.clone import Conflict, hash_of, uncommitted
from dossierkit.history.team.notebook import Notebook
from dossierkit.history.team.passage import Passed, Vanished, passed, vanished
from dossierkit.history.team.remote import (
    CannotSync,
    Upstream,
    described,
    fetch,
    is_ancestor,
    known_tips,
    lost_tip,
)
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _

Check = Callable[[Path], Sequence[Finding]]
"""Gives every finding of the book in a folder."""


class Wishes(NamedTuple):
    """What the user allows. `deletions` is how many dossiers may vanish at once; `rewrite` is the
    beginning of the hash of a lost tip; `both` is whether two dossiers of one name, brought
    together by the merge, are two people."""

    commit: bool = False
    deletions: int = 0
    rewrite: str = ""
    both: bool = False


class Report(NamedTuple):
    """What came of it. `done` is what was done beside it, as sentences; `findings` are the errors
    for which nothing was pushed, `questions` what the merge asks."""

    came: tuple[Passed, ...] = ()
    went: tuple[Passed, ...] = ()
    done: tuple[str, ...] = ()
    questions: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_pushed: bool = False


def meet(root: Path, upstream: Upstream, wishes: Wishes) -> str | None:
    """The remote's tip, fetched, if it may be merged; None if the remote is empty.

    Raises CannotSync if its history was rewritten, now or in a fetch by hand before, and if many
    dossiers would vanish.
    """
    notebook = Notebook(root)
    before = known_tips(root, upstream, notebook)
    tip = fetch(root, upstream)
    lost = lost_tip(root, before, tip)
    while lost and wishes.rewrite and len(wishes.rewrite) >= 7 and lost.startswith(wishes.rewrite):
        if is_ancestor(root, lost, "HEAD"):
            raise CannotSync(
                _(
                    "{described} is still part of this clone's own history: going on would bring "
                    "it back; take a fresh clone, and bring your own changes over"
                ).format(described=described(root, lost))
            )
        notebook.let_go(lost)
        lost = lost_tip(root, known_tips(root, upstream, notebook), tip)
    if lost:
        raise CannotSync(_rewritten(root, upstream, lost, tip))
    if tip is not None:
        base = run(root, "merge_base", "HEAD", tip).stdout.strip()
        if base:
            _require_few(vanished(root, base, tip), wishes, _("coming in would delete"))
    return tip


def _rewritten(root: Path, upstream: Upstream, lost: str, tip: str | None) -> str:
    now = described(root, tip) if tip else _("gone: the branch was deleted")
    return _(
        "the history of '{branch}' at '{remote}' was rewritten; nothing was merged or "
        "pushed\n  it was   {described}\n  it is    {now}\n"
        "ask who did it, and why. If all agree to it, take a fresh clone and bring your own "
        "changes over; if it was by mistake, this clone still has what was lost.\n"
        "Whoever rewrote it goes on with: dossier sync --accept-rewrite {lost}"
    ).format(
        branch=upstream.branch,
        remote=upstream.remote,
        described=described(root, lost),
        now=now,
        lost=lost[:10],
    )


def _require_few(gone: Vanished, wishes: Wishes, what: str) -> None:
    many = len(gone.paths)
    if gone.is_alarming and many > wishes.deletions:
        listed = "".join(f"\n  {path}" for path in gone.paths[:20])
        more = _("\n  and {many} more").format(many=many - 20) if many > 20 else ""
        raise CannotSync(
            _(
                "{what} {many} of {of} dossiers; nothing was merged or pushed{listed}{more}\n"
                "if that is meant: dossier sync --allow-deletions {many}"
            ).format(what=what, many=many, of=gone.of, listed=listed, more=more)
        )


def require_few_going(root: Path, tip: str, wishes: Wishes) -> None:
    """Raises CannotSync if a push would delete many dossiers at the remote."""
    _require_few(vanished(root, tip, "HEAD"), wishes, _("going out would delete"))


def outgoing(root: Path, tip: str | None) -> tuple[Passed, ...]:
    """The commits that the remote does not have."""
    return tuple(passed(root, tip, "HEAD"))


def faults(root: Path, tip: str | None, wishes: Wishes, check: Check) -> list[Finding]:
    """The findings for which a book may not be pushed: every error, and two dossiers of one
    person that a merge brought together, though it is only a warning otherwise."""
    found = _of_head(root, check)
    stopping = [finding for finding in found if finding.is_error]
    twins = [finding for finding in found if finding.code == "same-person"]
    if twins and tip is not None and not wishes.both:
        stopping += [twin for twin in twins if _was_brought_together(root, tip, twin)]
    return sorted(stopping)


def _of_head(root: Path, check: Check) -> Sequence[Finding]:
    """The findings of what would be pushed: files that only this clone has don't count."""
    if not (read(root, "ls_files", "--others", "--", "dossiers") or uncommitted(root)):
        return check(root)
    try:
        with snapshot(root, "HEAD") as folder:
            return check(folder)
    except NoSuchRevision as error:
        raise CannotSync(str(error)) from error


def _was_brought_together(root: Path, tip: str, twin: Finding) -> bool:
    """Whether a merge that was not pushed yet is the first commit that has both files."""
    pair = (twin.path, twin.message.split(" ")[0])
    merges = run(root, "rev_list", "--merges", "--parents", f"{tip}..HEAD").stdout
    return any(
        not any(_has(root, parent, pair) for parent in line.split()[1:])
        for line in merges.splitlines()
    )


def _has(root: Path, commit: str, paths: tuple[str, str]) -> bool:
    names = (f"{commit}:./{path}" for path in paths)
    return all(run(root, "cat_file", "-e", name).status == 0 for name in names)


def tip_of(root: Path) -> str:
    """The commit that one is on; raises CannotSync if there is none yet."""
    tip = hash_of(root, "HEAD")
    if tip is None:
        raise CannotSync(
            _(
                "nothing is committed here yet; begin with:\n  git add dossiers templates && git "
                "commit -m 'The book begins'"
            )
        )
    return tip
