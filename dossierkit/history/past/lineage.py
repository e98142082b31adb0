"""What files were called in each commit, through renames and on branches that ran side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dossierkit.history.git import read_bytes
from dossierkit.history.past.walk import Logged, walk

Names = Mapping[str, str]
"""Of some files: what they were called at one time, with what they are called now."""

_MANY = 24
"""With more files than this, git is quicker about the whole folder than about each."""
_FOLDER = "dossiers"


def trace(root: Path, rev: str, paths: Sequence[str] | None) -> tuple[list[Logged], list[Names]]:
    """The commits that touched files under any of their names, with the names in each of them.

    Without paths, all dossiers that are or were. The commits are those of `walk`; raises NoHistory.
    """
    if paths is None:
        log = walk(root, rev, [_FOLDER])
        return log, _names(log, _last_names(log))
    if len(paths) > _MANY and all(path.startswith(f"{_FOLDER}/") for path in paths):
        log = walk(root, rev, [_FOLDER])
        return log, _names(log, paths)
    wanted, asked = set(paths), set[str]()
    while True:
        log = walk(root, rev, sorted(wanted))
        names = _names(log, paths)
        found = _other_names(root, list(_ends(log, names, asked)))
        if found <= wanted:
            return log, names
        wanted |= found


def _last_names(log: Sequence[Logged]) -> list[str]:
    """The names of all files, each under the last one that it had."""
    last: dict[str, bool] = {}
    for logged in log:
        for entry in logged.entries:
            last.setdefault(entry.path, True)
            last.setdefault(entry.old_path, False)
    return [path for path, is_last in last.items() if is_last]


def _ends(
    log: Sequence[Logged], names: Sequence[Names], asked: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """Commits in which our files come from nothing or go into nothing, as far as the walk knows,
    each once. A merge only repeats others; before the first commit there is nothing."""
    for logged, present in zip(log, names, strict=True):
        ends = [
            entry.path
            for entry in logged.entries
            if None in (entry.old, entry.new) and entry.path in present
        ]
        if ends and logged.parent_count == 1 and logged.commit.hash not in asked:
            asked.add(logged.commit.hash)
            yield logged.commit.hash, ends


def _other_names(root: Path, ends: Sequence[tuple[str, list[str]]]) -> set[str]:
    """What files that came or went in commits were renamed from, or to."""
    renames = renames_of(root, [commit for commit, _ in ends])
    return {
        other
        for commit, paths in ends
        for pair in renames.get(commit, {}).items()
        if set(pair) & set(paths)
        for other in pair
    }


def renames_of(root: Path, commits: Sequence[str]) -> dict[str, dict[str, str]]:
    """Of each commit the renames of dossiers in it, the old path by the new one."""
    if not commits:
        return {}
    output = read_bytes(
        root, "diff_tree", "--stdin", "-r", "-z", "--name-status", "--find-renames",
        "--diff-filter=R", "--relative", "--no-ext-diff", "--", _FOLDER,
        stdin="".join(f"{commit}\n" for commit in commits).encode(),
    )  # fmt: skip
    found: dict[str, dict[str, str]] = {}
    commit = ""
    rest = iter(output.decode(errors="surrogateescape").split("\0"))
    for word in rest:
        if word.startswith("R"):
            old = next(rest)
            found[commit][next(rest)] = old
        elif word:
            commit = word.strip()
            found[commit] = {}
    return found


def _names(log: Sequence[Logged], paths: Sequence[str]) -> list[Names]:
    """The names in each commit: those in what was built upon it, back through all renames that
    happened in between, on whichever branch."""
    places = {logged.commit.hash: place for place, logged in enumerate(log)}
    renames = [
        (place, renamed) for place, logged in enumerate(log) if (renamed := _renamed(logged))
    ]
    now: Names = {path: path for path in paths}
    if not renames:
        return [now] * len(log)
    seen = _seen(log, places, [place for place, _ in renames])
    names: list[Names] = [{}] * len(log)
    names[0] = now
    for place, logged in enumerate(log):
        for parent in (places[name] for name in logged.parents if name in places):
            before = names[place]
            for number in _bits(seen[place] & ~seen[parent]):
                renamed = renames[number][1]
                given_away = set(renamed.values()) - set(renamed)
                before = {
                    renamed.get(name, name): now
                    for name, now in before.items()
                    if name not in given_away
                }
            known = names[parent]
            names[parent] = {**known, **before} if known and known is not before else before
    return names


def _bits(number: int) -> Iterator[int]:
    """The places of a number's ones, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _renamed(logged: Logged) -> dict[str, str]:
    """What a commit itself renamed: the old name by the new one. A merge only repeats others."""
    if logged.is_merge:
        return {}
    return {entry.path: entry.old_path for entry in logged.entries if entry.is_rename}


def _seen(log: Sequence[Logged], places: Mapping[str, int], renames: Sequence[int]) -> list[int]:
    """For each commit the renames in it and before it, as bits in their order."""
    own = {place: 1 << number for number, place in enumerate(renames)}
    seen = [0] * len(log)
    for place in range(len(log) - 1, -1, -1):
        known = own.get(place, 0)
        for name in log[place].parents:
            known |= seen[places[name]] if name in places else 0
        seen[place] = known
    return seen
