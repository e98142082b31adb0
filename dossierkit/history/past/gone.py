"""Dossiers that are no longer there: what git still knows of their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossierkit.history.git import read_bytes
from dossierkit.history.past.lineage import renames_of
from dossierkit.history.past.walk import walk


def gone_paths(root: Path, folders: Sequence[str], beginning: str) -> list[str]:
    """The paths (relative to the book) of files that once stood in folders and are not there any
    more, whose ids begin with some letters; sorted. Raises NoHistory.

    `beginning` must be an id or the beginning of one: it goes into a pattern.
    """
    output = read_bytes(
        root, "log", "--format=", "--name-only", "-z", "--no-renames", "--relative",
        "--full-history", "--diff-filter=A", "--no-ext-diff", "--no-show-signature", "HEAD", "--",
        *(f":(glob){folder}/{beginning}*.md" for folder in folders),
    )  # fmt: skip
    paths = {path.strip() for path in output.decode(errors="surrogateescape").split("\0")}
    return sorted(path for path in paths if path and not (root / path).is_file())


def last_name(root: Path, path: str) -> str:
    """The last name that a file had, through all renames; raises NoHistory."""
    seen = {path}
    while True:
        ended = [
            logged.commit.hash
            for logged in walk(root, "HEAD", [path])
            if not logged.is_merge and any(entry.new is None for entry in logged.entries)
        ]
        renamed = renames_of(root, ended[:1]).get(ended[0], {}) if ended else {}
        later = next((new for new, old in renamed.items() if old == path), path)
        if later in seen:
            return path
        seen.add(later)
        path = later
        if (root / path).is_file():
            return path
