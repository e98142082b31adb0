"""The life of a dossier as facts: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dossierkit.history.past.changes import FactChange
from dossierkit.history.past.step import Reading, Step
from dossierkit.history.past.versions import Commit, contents, versions
from dossierkit.text.source import MAX_FILE_BYTES

__all__ = ["Reading", "Step", "field_history", "is_below", "life", "lives", "on_disk"]


def life(
    root: Path,
    path: str,
    *,
    since: date | None = None,
    rev: str | None = None,
    facts_only: bool = False,
) -> list[Step]:
    """The life of a dossier (its path relative to the book), the oldest step first.

    The last step may be one without a commit: what stands in the file and is not committed. With
    `rev` (HEAD or a hash) the life ends there. `since` leaves out what was done before a day.
    Merges that decided nothing are no steps. `facts_only` is quicker: it doesn't read the body.
    Raises NoHistory.
    """
    return lives(root, [path], since=since, rev=rev, facts_only=facts_only)[path]


def lives(
    root: Path,
    paths: Sequence[str],
    *,
    since: date | None = None,
    rev: str | None = None,
    facts_only: bool = False,
) -> dict[str, list[Step]]:
    """The lives of several dossiers, by their paths, from one walk through history."""
    found: dict[str, list[Step]] = {path: [] for path in paths}
    reading = Reading(facts_only)
    for version in versions(root, paths, rev=rev or "HEAD", oldest_first=True):
        step = reading.step(version)
        if step is not None and (since is None or version.commit.when.date() >= since):
            found[version.file].append(step)
    if rev is None:
        committed = contents(root, [f"HEAD:./{path}" for path in paths])
        for path in paths:
            before = committed[f"HEAD:./{path}"]
            step = reading.uncommitted(path, before, on_disk(root / path))
            if step is not None:
                found[path].append(step)
    return found


def field_history(
    root: Path, path: str, field: str, *, since: date | None = None
) -> list[tuple[Commit | None, FactChange]]:
    """How a fact, or all facts below a dotted path, came about; the oldest change first.

    Without a commit: not committed yet. Raises NoHistory.
    """
    return [
        (step.commit, change)
        for step in life(root, path, since=since, facts_only=True)
        for change in step.facts
        if is_below(change.field, field)
    ]


def is_below(field: str, prefix: str) -> bool:
    """Whether a fact is the one that a dotted path names, or one of those below it."""
    return field == prefix or field.startswith(f"{prefix}.")


def on_disk(file: Path) -> bytes | None:
    """What stands in a file, up to what a dossier may have; None if there is none."""
    if not file.is_file():
        return None
    with open(file, "rb") as stream:
        return stream.read(MAX_FILE_BYTES + 1)
