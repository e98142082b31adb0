"""Since when a fact has been as it is: the day on which somebody last changed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from pathlib import Path

from dossierkit.history.past.life import lives
from dossierkit.history.past.step import Step


def changed_on(
    root: Path, paths: Sequence[str], field: str, zone: tzinfo | None, today: date
) -> dict[str, date]:
    """The days on which a fact of dossiers was last changed, by the dossiers' paths.

    The author's date counts, in the time zone given (None: the author's own); a change that is not
    committed is one of today. A fact as it was when its file began has no such day. Raises
    NoHistory.
    """
    found: dict[str, date] = {}
    for path, steps in lives(root, paths, facts_only=True).items():
        last = next((one for one in reversed(steps) if _changes(one, field)), None)
        if last is not None and not last.is_birth:
            when = last.commit.when.astimezone(zone) if last.commit else None
            found[path] = when.date() if when else today
    return found


def _changes(step: Step, field: str) -> bool:
    return any(change.field == field for change in step.facts)
