"""Git itself, who one is, the branch, and what is not finished or not committed."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

from dossierkit.history.git import read, run
from dossierkit.history.strange import modified
from dossierkit.history.team.clone import BOOK_FOLDERS, branch_of, conflicts, under_way, unknown
from dossierkit.history.team.examinations.examined import Examined, listed
from dossierkit.text.translation import _

_OLDEST = (2, 31)
"""The oldest git that knows all that is asked of it (`rev-parse --path-format`)."""


def git_program(root: Path, now: datetime) -> Examined:
    """The program git and its version."""
    said = read(root, "version")
    match = re.search(r"(\d+)\.(\d+)", said)
    if match is None or (int(match[1]), int(match[2])) < _OLDEST:
        text = _("{said} is too old").format(said=said)
        return Examined(
            "git",
            "error",
            text,
            _("install git {oldest}.{oldest_2} or newer").format(
                oldest=_OLDEST[0], oldest_2=_OLDEST[1]
            ),
        )
    return Examined("git", "ok", said)


def identity(root: Path, now: datetime) -> Examined:
    """The name and address that commits will bear; what git makes up from the machine is none."""
    missing = [
        field
        for field in ("name", "email")
        if not all(_is_known(root, role, field) for role in ("AUTHOR", "COMMITTER"))
    ]
    if missing:
        remedy = (
            'git config --global user.name "Lily Chen"\n'
            "git config --global user.email lily@lumora.example"
        )
        return Examined("identity", "error", f"git does not know your {missing[0]}", remedy)
    who = read(root, "var", "GIT_AUTHOR_IDENT").rpartition(">")[0] + ">"
    return Examined("identity", "ok", _("commits are by {who}").format(who=who))


def _is_known(root: Path, role: str, field: str) -> bool:
    if os.environ.get(f"GIT_{role}_{field.upper()}"):
        return True
    if field == "email" and os.environ.get("EMAIL"):
        return True
    names = (f"user.{field}", f"{role.lower()}.{field}")
    return any(run(root, "config", "--get", name).stdout.strip() for name in names)


def branch(root: Path, now: datetime) -> Examined:
    """The branch that commits go to."""
    name = branch_of(root)
    if name is None:
        text = _("git is on no branch (a detached head), where commits get lost")
        return Examined("branch", "error", text, "git switch main")
    return Examined("branch", "ok", _("on the branch '{name}'").format(name=name))


def unfinished(root: Path, now: datetime) -> Examined:
    """A merge, rebase … that was begun and not ended."""
    begun = under_way(root)
    if begun is None:
        return Examined("unfinished", "ok", _("nothing of git's is left unfinished"))
    waiting = [one.path for one in conflicts(root)]
    text = _("a {begun} is not finished").format(begun=begun) + (
        f": {listed(waiting)}" if waiting else ""
    )
    if begun == "merge":
        return Examined("unfinished", "error", text, _("dossier sync, or dossier sync --abort"))
    end = (
        "git bisect reset"
        if begun == "bisect"
        else _("git {begun} --continue, or --abort").format(begun=begun)
    )
    return Examined("unfinished", "error", text, end)


def uncommitted_edits(root: Path, now: datetime) -> Examined:
    """Edits that no commit has yet, and so no backup."""
    changed = modified(root, BOOK_FOLDERS)
    if changed:
        text = _("not committed yet: {changed}").format(changed=listed(changed))
        return Examined("edits", "warning", text, "dossier sync --commit")
    return Examined("edits", "ok", _("every edit is committed"))


def unknown_files(root: Path, now: datetime) -> Examined:
    """Files among the dossiers that git does not know: colleagues don't see them."""
    names = unknown(root)
    if names:
        text = _("git does not know {names}: your colleagues don't see them").format(
            names=listed(names)
        )
        return Examined("new files", "warning", text, "dossier sync --commit")
    return Examined("new files", "ok", _("git knows every dossier"))
