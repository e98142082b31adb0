"""`sync`: exchanging changes with colleagues, and never losing a word by it.

The order: what is committed, the remote's tip, its history, the merge, the whole book checked, the
push of just what was checked. Never a push by force, never one side preferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from dossierkit.book.writing import Busy, Outside
from dossierkit.history.git import NoHistory, has_git
from dossierkit.history.team.clone import branch_of, under_way
from dossierkit.history.team.exchange import (
    Check,
    Report,
    Wishes,
    faults,
    meet,
    outgoing,
    require_few_going,
    tip_of,
)
from dossierkit.history.team.merging import merge
from dossierkit.history.team.notebook import Backup, Notebook
from dossierkit.history.team.own_edits import commit_own_edits, commit_set_up, require_committed
from dossierkit.history.team.passage import passed
from dossierkit.history.team.pending import call_off, finish, questions
from dossierkit.history.team.remote import CannotSync, Upstream, adopt, choose, push
from dossierkit.history.team.setup import configure, equip
from dossierkit.text.atomic import Changed, ReadOnly
from dossierkit.text.translation import _

MOST_TRIES = 30
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


def sync(root: Path, wishes: Wishes, check: Check, sleep: Callable[[float], None]) -> Report:
    """Exchanges the commits of a book with its remote; raises CannotSync, with nothing pushed.

    A report with questions or findings has not been pushed either. `sleep` waits so many seconds
    between tries, when colleagues push at the same time.
    """
    with _sentences():
        _require_git(root)
        if under_way(root) == "merge":
            return Report(done=tuple(configure(root)), questions=tuple(questions(root)))
        branch = _require_branch(root)
        tip_of(root)
        done = _prepare(root, wishes, check)
        return _exchange(root, branch, wishes, check, sleep, done)


def go_on(root: Path, wishes: Wishes, check: Check, sleep: Callable[[float], None]) -> Report:
    """Finishes a merge whose questions are answered, then syncs; raises CannotSync."""
    with _sentences():
        _require_git(root)
        configure(root)
        finish(root)
    return sync(root, wishes, check, sleep)


def give_up(root: Path) -> None:
    """Takes back a merge that asks; raises CannotSync."""
    with _sentences():
        _require_git(root)
        call_off(root)


@contextmanager
def _sentences() -> Iterator[None]:
    """What stops any writing command stops this one too, as its own exception."""
    try:
        yield
    except (NoHistory, Busy, Outside, Changed, ReadOnly) as error:
        raise CannotSync(str(error)) from error


def _require_git(root: Path) -> None:
    if not has_git(root):
        raise CannotSync(
            _(
                "this book is a plain folder: there is nothing to exchange; to begin a "
                "history, and to share it:\n  git init && dossier init ."
            )
        )


def _require_branch(root: Path) -> str:
    begun = under_way(root)
    if begun:
        end = (
            "git bisect reset"
            if begun == "bisect"
            else _("git {begun} --continue, or --abort").format(begun=begun)
        )
        raise CannotSync(
            _("a {begun} is not finished; end it first: {end}").format(begun=begun, end=end)
        )
    branch = branch_of(root)
    if branch is None:
        raise CannotSync(
            _(
                "git is on no branch (a detached head), where commits get lost; go back to your "
                "branch first: git switch main"
            )
        )
    return branch


def _prepare(root: Path, wishes: Wishes, check: Check) -> list[str]:
    """Sets up the clone and sees to it that everything is committed; gives what was done."""
    before = require_committed(root, wishes.commit)
    made = equip(root)
    done = [*made.sentences]
    if made.paths:
        commit_set_up(root, made.paths)
    if before:
        done += commit_own_edits(root, before, check)
    return done


def _exchange(
    root: Path,
    branch: str,
    wishes: Wishes,
    check: Check,
    sleep: Callable[[float], None],
    done: list[str],
) -> Report:
    upstream = choose(root, branch)
    start = tip_of(root)
    for number in range(MOST_TRIES):
        tip = meet(root, upstream, wishes)
        asked = merge(root, tip) if tip else []
        came = tuple(passed(root, start, tip)) if tip else ()
        report = Report(came=came, done=tuple(done), questions=tuple(asked))
        if asked:
            return report
        went, own = outgoing(root, tip), tip_of(root)
        if own == tip and own == start:
            return _settled(root, branch, upstream, own, report)
        found = faults(root, tip, wishes, check)
        if found:
            return report._replace(findings=tuple(found), went=went)
        if tip:
            require_few_going(root, tip, wishes)
        if own == tip or push(root, upstream, own):
            pushed = report._replace(went=went, is_pushed=own != tip)
            return _settled(root, branch, upstream, own, pushed)
        sleep(_pause(number))
    raise CannotSync(
        _(
            "colleagues were quicker {most_tries} times; all is merged here, nothing was pushed: "
            "try again in a minute"
        ).format(most_tries=MOST_TRIES)
    )


def _settled(root: Path, branch: str, upstream: Upstream, tip: str, report: Report) -> Report:
    """Notes what both sides have now."""
    adopt(root, branch, upstream)
    notebook = Notebook(root)
    notebook.remember(upstream.tracking, tip)
    notebook.note_backup(Backup(datetime.now(UTC), "push", upstream.remote))
    return report


def _pause(number: int) -> float:
    """Seconds to wait after a try: longer each time, and never the same for two colleagues."""
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**number)
    return SystemRandom().uniform(longest / 4, longest)
