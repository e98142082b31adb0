"""Whether git could take a commit now: asked before anything is written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import NoHistory, read, read_bytes, run
from dossierkit.text.translation import N_, _, plural

LITERAL = {"GIT_LITERAL_PATHSPECS": "1"}
"""Paths are names, never patterns."""

_IN_PROGRESS = {
    "MERGE_HEAD": (N_("a merge"), N_("dossier sync --continue, or git merge --abort")),
    "rebase-merge": (N_("a rebase"), N_("git rebase --continue, or git rebase --abort")),
    "rebase-apply": (N_("a rebase"), N_("git rebase --continue, or git rebase --abort")),
    "CHERRY_PICK_HEAD": (N_("a cherry-pick"), N_("git cherry-pick --continue, or --abort")),
    "REVERT_HEAD": (N_("a revert"), N_("git revert --continue, or --abort")),
    "BISECT_LOG": (N_("a bisect"), N_("git bisect reset")),
}
_MOST_WAITING = 2.0
"""Seconds for which another git may hold the index: to show a prompt it takes less than one."""
_FRESH = 10.0
"""Seconds: for an older lock nobody needs to wait."""
_POLL = 0.01
_FIELDS = {b"1": 8, b"u": 10}
"""How many words stand before the path, in each sort of line of `git status`."""


class Standing(NamedTuple):
    """Where a repository stands, and what it says of some files (paths relative to the book).

    `head` is None before the first commit; `unfinished` is a key of what can be under way; `lock`
    is where git's lock would be. `unknown` are files that git does not know, `ignored` those of
    them that it is told not to; `uncommitted` are files that hold what no commit has, none before
    the first commit.
    """

    head: str | None
    detached: bool
    unfinished: str | None
    lock: Path
    unknown: tuple[str, ...]
    ignored: tuple[str, ...]
    uncommitted: tuple[str, ...]


def standing(root: Path, paths: Sequence[str]) -> Standing:
    """Asks git, in as few calls as it takes; raises NoHistory."""
    names = [word for name in (*_IN_PROGRESS, "index.lock") for word in ("--git-path", name)]
    answer = read(root, "rev_parse", "--is-inside-work-tree", "--show-prefix", *names)
    inside, prefix, *files = answer.split("\n")
    if inside != "true":
        raise NoHistory(_("this folder is no work tree of git: it has no history"))
    under_way = [name for name, file in zip(_IN_PROGRESS, files, strict=False) if _is(root / file)]
    lines = _status(root, paths)
    found = _sorted_in(lines, prefix, paths)
    seen = {path for group in found.values() for path in group}
    missing = [path for path in paths if path not in seen and not _is(root / path)]
    new = _unknown(root, missing)
    unknown = {*found["?"], *found["!"], *new}
    ignored = {*found["!"], *_ignored(root, new)}
    head = lines[b"# branch.oid"][0].decode()
    begun = head != "(initial)"
    known = found["1"] | found["u"]
    return Standing(
        head if begun else None,
        lines[b"# branch.head"][0] == b"(detached)",
        under_way[0] if under_way else None,
        root / files[-1],
        tuple(path for path in paths if path in unknown),
        tuple(path for path in paths if path in ignored),
        tuple(
            path for path in paths if begun and path in seen and (path in known or _is(root / path))
        ),
    )


def _is(file: Path) -> bool:
    return os.path.lexists(file)


def _status(root: Path, paths: Sequence[str]) -> dict[bytes, list[bytes]]:
    """The lines of `git status` by their first word, or two in the lines that start with '#'."""
    printed = read_bytes(
        *(root, "status", "--porcelain=v2", "--branch", "--no-ahead-behind", "--no-renames", "-z"),
        *("--untracked-files=all", "--ignored=matching", "--ignore-submodules=all"),
        *("--", *(paths or [".dossier"])),
        env=LITERAL,
    )
    lines: dict[bytes, list[bytes]] = {}
    for line in printed.split(b"\0"):
        words = line.split(b" ", 2)
        sort = b" ".join(words[:2]) if words[0] == b"#" else words[0]
        rest = words[-1] if words[0] == b"#" else line.split(b" ", _FIELDS.get(sort, 1))[-1]
        lines.setdefault(sort, []).append(rest)
    return lines


def _sorted_in(
    lines: dict[bytes, list[bytes]], prefix: str, paths: Sequence[str]
) -> dict[str, set[str]]:
    """Which of some paths have changed, are unknown (`?`) or ignored (`!`), themselves or with
    the folder they are in."""
    found: dict[str, set[str]] = {}
    for sort in ("1", "u", "?", "!"):
        named = lines.get(sort.encode(), [])
        names = {os.fsdecode(name).removeprefix(prefix) for name in named}
        folders = tuple(name for name in names if name.endswith("/"))
        found[sort] = {path for path in paths if path in names or path.startswith(folders)}
    return found


def _unknown(root: Path, paths: Sequence[str]) -> list[str]:
    """Those of some paths that git does not know."""
    if not paths:
        return []
    known = read_bytes(root, "ls_files", "-z", "--", *paths, env=LITERAL)
    names = {os.fsdecode(name) for name in known.split(b"\0")}
    return [path for path in paths if path not in names]


def _ignored(root: Path, paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    names = run(root, "check_ignore", "-z", "--stdin", stdin=b"\0".join(map(os.fsencode, paths)))
    return names.stdout.split("\0")


def obstacles(root: Path, paths: Sequence[str], known: Standing | None = None) -> Iterator[str]:
    """Why a commit of some files would fail or go astray, each with its remedy; raises NoHistory.

    `known` is what git has just said about them.
    """
    known = known or standing(root, paths)
    if known.unfinished:
        what, remedy = map(_, _IN_PROGRESS[known.unfinished])
        yield _("{what} is not finished; end it first: {remedy}").format(what=what, remedy=remedy)
    elif known.detached:
        yield (
            _(
                "git is on no branch (a detached head), where a commit would be lost; go back to "
                "your branch first: git switch main"
            )
        )
    yield from locks(known.lock)
    if run(root, "var", "GIT_AUTHOR_IDENT").status:
        yield _(NO_IDENTITY)
    for path in known.ignored:
        yield _(
            "{path} is ignored by git (git check-ignore -v {path}); take it from .gitignore"
        ).format(path=path)


NO_IDENTITY = N_("""git does not know who you are; tell it once:
  git config --global user.name "Lily Chen"
  git config --global user.email lily@lumora.example""")


def locks(lock: Path) -> Iterator[str]:
    """What git's lock says, if it stays: that of another git at work is gone in a moment."""
    give_up = time.monotonic() + _MOST_WAITING
    while _is(lock) and _seconds(lock) < _FRESH and time.monotonic() < give_up:
        time.sleep(_POLL)
    if _is(lock):
        yield (
            _(
                "git is busy, or was killed: {lock} has been there for {age}; wait for the "
                "other git to end, and if there is none, delete that file"
            ).format(lock=lock, age=age(lock))
        )


def age(file: Path) -> str:
    """How long ago a file was written, in words."""
    seconds = int(_seconds(file))
    if many := seconds // 86400:
        return plural("{count} day", "{count} days", many).format(count=many)
    if many := seconds // 3600:
        return plural("{count} hour", "{count} hours", many).format(count=many)
    if many := seconds // 60:
        return plural("{count} minute", "{count} minutes", many).format(count=many)
    return plural("{seconds} second", "{seconds} seconds", seconds).format(seconds=seconds)


def _seconds(file: Path) -> float:
    """How long ago a file was written; none if it has gone meanwhile."""
    with suppress(FileNotFoundError):
        return max(0.0, time.time() - os.lstat(file).st_mtime)
    return 0.0


def require_ready(root: Path, paths: Sequence[str], known: Standing | None = None) -> None:
    """Raises NoHistory with the first obstacle to a commit."""
    for obstacle in obstacles(root, paths, known):
        raise NoHistory(_("{obstacle}\nnothing was written").format(obstacle=obstacle))


def not_checked_out(root: Path, paths: Sequence[str]) -> list[str]:
    """Those of some paths that git knows, but that a sparse checkout leaves out of the folder. A
    file that were made there would take the place of one that nobody sees."""
    if not paths:
        return []
    listed = read_bytes(root, "ls_files", "-t", "-z", "--", *paths, env=LITERAL)
    return [os.fsdecode(line[2:]) for line in listed.split(b"\0") if line.startswith(b"S ")]
