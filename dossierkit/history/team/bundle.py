"""A backup in one file: a git bundle of everything committed, proved by restoring it."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import run
from dossierkit.history.team.clone import uncommitted, unknown
from dossierkit.history.team.notebook import Backup, Notebook
from dossierkit.history.team.remote import own_words
from dossierkit.text.translation import _


class NoBackup(Exception):
    """No backup was made, or it does not hold what it should; the text says why."""


class Bundled(NamedTuple):
    """A backup that was made: its file, how many branches and tags, and edits that are not in it
    because nobody committed them."""

    file: Path
    names: int
    left_out: tuple[str, ...]


def back_up(root: Path, file: Path, now: datetime) -> Bundled:
    """Writes every branch and tag into a file, restores that elsewhere and compares.

    A file that is there is replaced only once the new one is proved. Raises NoBackup.
    """
    if file.is_dir() or not file.parent.is_dir():
        raise NoBackup(
            _("{file} can't be written: name a file in a folder that is there").format(file=file)
        )
    wanted = _names(root)
    if not wanted:
        raise NoBackup(_("nothing is committed yet: there is nothing to back up"))
    made = file.with_name(f".{file.name}.new")
    try:
        _must(root, "bundle", "create", "--quiet", str(made.absolute()), "--all", "HEAD")
        _prove(root, made.absolute(), wanted)
        os.replace(made, file)
    finally:
        made.unlink(missing_ok=True)
    Notebook(root).note_backup(Backup(now, "bundle", str(file.absolute())))
    return Bundled(file, len(wanted), (*uncommitted(root), *unknown(root)))


def _names(root: Path) -> dict[str, str]:
    """Every branch and tag with the tree of its commit."""
    form = "--format=%(refname) %(objectname)"
    answer = run(root, "for_each_ref", form, "refs/heads", "refs/tags")
    names = dict(line.split(" ") for line in answer.stdout.splitlines())
    return {name: _tree(root, commit) for name, commit in names.items()}


def _tree(root: Path, commit: str) -> str:
    return run(root, "rev_parse", "--verify", "--quiet", f"{commit}^{{tree}}").stdout.strip()


def _prove(root: Path, bundle: Path, wanted: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        restored = Path(folder, "book.git")
        _must(Path(folder), "clone", "--quiet", "--mirror", "--template=", str(bundle), "book.git")
        if {name: tree for name, tree in _names(restored).items() if name in wanted} != wanted:
            raise NoBackup(_("what was restored from it differs from this book; nothing was kept"))
        _must(restored, "fsck", "--strict", "--no-dangling", "--no-progress")


def _must(root: Path, command: str, *arguments: str) -> None:
    answer = run(root, command, *arguments, env={"LC_ALL": "C"})
    if answer.status:
        raise NoBackup(
            _("the backup failed (git {command}):\n{own_words}").format(
                command=command, own_words=own_words(answer.stderr)
            )
        )
