"""What the next commit would bring: the staged dossiers, with as much of the book as they need.

A check of the whole book takes as long as the book is large; a hook runs at each commit. So only
these are read: the staged files, those that share an address or a company with them or name one
that is deleted, and whatever all of these refer to.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dossierkit.history.git import read, run
from dossierkit.history.past.tree import Tree, blobs, commit_tree, index_tree, lay_out, referred
from dossierkit.history.team.clone import hash_of
from dossierkit.history.team.passage import DOSSIER
from dossierkit.text.finding import Finding

Check = Callable[[Path], Sequence[Finding]]
"""Gives every finding of the book in a folder."""

_MANY = 200
"""From so many staged files on, the whole book is read: it takes no longer."""

_ADDRESS = re.compile(rb"[^\s,;:<>\[\]{}\"']+@[^\s,;:<>\[\]{}\"']+")
_COMPANY = re.compile(rb"^company:[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


def staged_findings(root: Path, check: Check) -> tuple[list[Finding], list[str]]:
    """The findings that a commit of what is staged would bring, and the staged files.

    What is wrong in the last commit already (or in the one that is being merged) is left out: it
    must not keep anyone from writing down a call. Raises NoHistory.
    """
    read(root, "rev_parse", "--git-dir")
    staged = _staged(root)
    if not staged:
        return [], []
    tree = index_tree(root)
    concerned = _concerned(root, tree, staged)
    found = _findings(root, tree, concerned, check)
    for name in ("HEAD", "MERGE_HEAD"):
        commit = hash_of(root, name) if found else None
        if commit:
            known = _findings(root, commit_tree(root, commit), concerned, check)
            old = {(one.path, one.code, one.message) for one in known}
            found = [one for one in found if (one.path, one.code, one.message) not in old]
    return found, staged


def _staged(root: Path) -> list[str]:
    """The dossiers and templates that differ from the last commit, deleted ones too."""
    names = read(
        root, "diff", "--cached", "--name-only", "-z", "--relative", "--no-renames", "--",
        "dossiers", "templates",
    )  # fmt: skip
    return sorted(filter(None, names.split("\0")))


def _concerned(root: Path, tree: Tree, staged: Sequence[str]) -> set[str]:
    """The files whose findings a commit may change."""
    dossiers = {path for path in staged if DOSSIER.fullmatch(path)}
    if len(staged) > _MANY or len(dossiers) < len(staged):
        return {*tree, *staged}
    there = sorted(dossiers & tree.keys())
    gone = [match.group(1) for match in map(DOSSIER.fullmatch, dossiers - tree.keys()) if match]
    words: set[bytes] = {one.encode() for one in gone}
    for content in blobs(root, [tree[path].blob for path in there]).values():
        words.update(_ADDRESS.findall(content))
        words.update(_COMPANY.findall(content))
    return dossiers | _mentioning(root, words)


def _mentioning(root: Path, words: Iterable[bytes]) -> set[str]:
    """The staged files that contain one of some words, in any case."""
    given = b"\n".join(sorted(words))
    if not given:
        return set()
    answer = run(
        root, "grep", "--cached", "-l", "-z", "-i", "-F", "-f", "-", "--", "dossiers/**.md",
        stdin=given + b"\n",
    )  # fmt: skip
    return set(filter(DOSSIER.fullmatch, answer.stdout.split("\0")))


def _findings(root: Path, tree: Tree, concerned: set[str], check: Check) -> list[Finding]:
    """The findings in some files, from a book of those and of what they refer to."""
    needed = {path for path in tree if not DOSSIER.fullmatch(path)}
    needed |= concerned & tree.keys()
    policy = [path for path in needed if path.startswith("dossiers/")]
    near = referred(root, tree, policy)
    countries = {path for path in tree if path.startswith("dossiers/countries/")}
    needed |= near | (referred(root, tree, near) & countries)
    with tempfile.TemporaryDirectory(prefix="dossier-") as made:
        lay_out(root, tree, needed, Path(made))
        policy_file = Path(made, "dossiers", "book.yaml")
        policy_file.parent.mkdir(exist_ok=True)
        policy_file.touch()
        return [finding for finding in check(Path(made)) if finding.path in concerned]
