"""Old commits that a clone brings back after a history was rewritten: what a server looks for.

A colleague who merges the rewritten history into an old clone has a book without the erased person,
and all the old commits with them. A check of the book alone would let that pass.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from dossierkit.book.erased import erased_list
from dossierkit.history.git import read
from dossierkit.history.people.traces import CUSTOMERS
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.translation import _

CODE = "erased-person"


def brought_back(repository: Path, commit: str, prefix: str, folder: Path) -> list[Finding]:
    """Files of erased people in commits that are new here, where no older commit has such a file.

    `commit` is what is pushed, before any branch has it; `prefix` is the book's folder in the
    repository, with `/` at its end; `folder` is where the book of that commit is laid out. A file
    that is in the older history was not taken out of it, and brings nothing back. Raises NoHistory.
    """
    known = erased_list(folder)
    if not known:
        return []
    base = f"{prefix}{CUSTOMERS}"
    lines = read(
        repository, "log", "--format=%x01%h", "--name-only", "-z", "--no-renames",
        "--full-history", "--diff-merges=off", "--no-ext-diff", commit, "--not", "--all",
        "--", f":(literal){base}",
    )  # fmt: skip
    found: dict[str, Finding] = {}
    name = ""
    for word in lines.replace("\n", "\0").split("\0"):
        if word.startswith("\x01"):
            name = word[1:]
        elif word not in found and any(known.hits(PurePosixPath(word).stem)):
            found[word] = _finding(word.removeprefix(prefix), name)
    return sorted(one for path, one in found.items() if not _is_known(repository, path))


def _is_known(repository: Path, path: str) -> bool:
    """Whether any branch that is here has a commit with a file."""
    return bool(
        read(repository, "rev_list", "--all", "--full-history", "--max-count=1", "--", path)
    )


def _finding(path: str, commit: str) -> Finding:
    message = _(
        "commit {commit} brings back the file of somebody who was erased from all history"
    ).format(commit=commit)
    hint = _("this is an old clone: make a new one, and bring your own changes over")
    return Finding(path, 1, 1, ERROR, CODE, message, hint)
