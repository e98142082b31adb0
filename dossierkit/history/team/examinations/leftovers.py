"""What killed commands leave behind: locks of git's, our own, and files that were half written."""

from __future__ import annotations

import os
import re
import time
from datetime import datetime
from pathlib import Path

from dossierkit.book.writing import PRIVATE
from dossierkit.history.ready import age
from dossierkit.history.team.clone import git_folder
from dossierkit.history.team.examinations.examined import Examined, listed
from dossierkit.text.temporary import TEMPORARY
from dossierkit.text.translation import _

_FRESH = 60.0
"""Seconds: a lock younger than this may belong to a git at work."""


def git_locks(root: Path, now: datetime) -> Examined:
    """Locks of git's that no git holds any more."""
    folder = git_folder(root)
    files = [
        *folder.glob("*.lock"),
        *folder.glob("worktrees/*/*.lock"),
        *folder.rglob("refs/**/*.lock"),
    ]
    stale = sorted(file for file in set(files) if _seconds(file) >= _FRESH)
    if not stale:
        return Examined("locks", "ok", _("no git left a lock behind"))
    told = [_("{file} since {age}").format(file=file, age=age(file)) for file in stale]
    remedy = _("if no git is running: rm ") + " ".join(str(file) for file in stale)
    return Examined(
        "locks", "error", _("a git that was killed left {told}").format(told=listed(told)), remedy
    )


def _seconds(file: Path) -> float:
    try:
        return time.time() - os.lstat(file).st_mtime
    except FileNotFoundError:
        return 0.0


def own_leftovers(root: Path, now: datetime) -> Examined:
    """Files that a killed command of ours did not come to put in their place."""
    private = root / PRIVATE
    rescued = sorted(path.name for path in (private / "rescued").glob("*"))
    if rescued:
        text = _("texts of interrupted commands are kept in {private}/rescued: {rescued}").format(
            private=PRIVATE, rescued=listed(rescued)
        )
        remedy = _("compare them with the dossiers, then delete them")
        return Examined("leftovers", "warning", text, remedy)
    half = sorted(path.name for path in (private / "tmp").glob(f"{TEMPORARY}*"))
    if half and not _is_busy(private):
        text = _("an interrupted command left {half} in {private}").format(
            half=listed(half), private=private / "tmp"
        )
        return Examined("leftovers", "warning", text, _("the next 'dossier log' or 'set' sorts it"))
    return Examined("leftovers", "ok", _("no command of ours was interrupted"))


def _is_busy(private: Path) -> bool:
    """Whether the process that last held the lock still lives."""
    try:
        said = (private / "lock-holder").read_text(encoding="utf-8")
    except OSError:
        return False
    match = re.match(r"process (\d+) on ", said)
    if match is None:
        return False
    try:
        os.kill(int(match[1]), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
