"""When files entered git."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from pathlib import Path

from dossierkit.history.git import NoHistory, has_git, read, run

_COMMIT = "\x01"


def entered(
    root: Path, paths: Collection[str], zone: tzinfo | None, rev: str = "HEAD"
) -> dict[str, date]:
    """The days on which files entered git, by path relative to the book; renames are followed.

    What came after `rev` (HEAD or a hash) is left out.
    The author's date counts, in the time zone given (None: the author's own). A file that git
    does not know, and any file of a plain folder or before the first commit, is left out. Raises
    NoHistory if git breaks off: a missing day would pass for a file that git does not know.
    """
    try:
        log = read(
            root, "log", "--diff-filter=AR", "--find-renames", "--name-status", "-z",
            "--relative", "--no-ext-diff", f"--format={_COMMIT}%aI", rev, "--", "dossiers",
        )  # fmt: skip
    except NoHistory:
        if has_git(root) and not run(root, "rev_parse", "--quiet", "--verify", "HEAD").status:
            raise
        return {}
    days: dict[str, date] = {}
    wanted = {path: path for path in paths}
    for commit in log.split(_COMMIT)[1:]:
        stamp, *words = commit.split("\0")
        day = datetime.fromisoformat(stamp.strip()).astimezone(zone).date() if zone else None
        day = day or datetime.fromisoformat(stamp.strip()).date()
        _take(words, day, wanted, days)
    return days


def _take(words: list[str], day: date, wanted: dict[str, str], days: dict[str, date]) -> None:
    """Reads one commit's files: `A path`, or `R100 old new`; the newest commit comes first."""
    rest = [word.strip("\n") for word in words]
    while len(rest) > 1:
        status, path = rest.pop(0), rest.pop(0)
        if status == "A" and path in wanted:
            days.setdefault(wanted.pop(path), day)
        elif status.startswith("R") and rest:
            new = rest.pop(0)
            if new in wanted:
                wanted[path] = wanted.pop(new)
