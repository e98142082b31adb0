"""The history of a dossier as data: the stable JSON of `history`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.cli.asked import Asked
from dossierkit.history.past.life import Step
from dossierkit.history.past.versions import Commit
from dossierkit.text.event import LogLine, log_data


def history_data(asked: Asked, steps: Sequence[Step]) -> dict[str, Any]:
    """A history as `history --format json` prints it."""
    whose = asked.whose
    return {
        "kind": whose.kind,
        "id": whose.id,
        "path": whose.path,
        "is_gone": whose.is_gone,
        "field": asked.field or None,
        "history": [step_data(step) for step in steps],
    }


def step_data(step: Step) -> dict[str, Any]:
    """One step; without a commit, what is not committed yet."""
    return {
        **commit_data(step.commit),
        "path": step.path,
        "old_path": step.old_path,
        "is_gone": step.is_gone,
        "is_merge": step.is_merge,
        "facts": [change._asdict() for change in step.facts],
        "added": [_line_data(line) for line in step.added],
        "removed": [_line_data(line) for line in step.removed],
        "notes": step.notes,
        "only_form": step.only_form,
        "unreadable": step.unreadable._asdict() if step.unreadable else None,
    }


def commit_data(commit: Commit | None) -> dict[str, Any]:
    """Who made a commit, when and why; all null for what is not committed yet."""
    return {
        "commit": commit.hash if commit else None,
        "when": commit.when.isoformat() if commit else None,
        "author": commit.author if commit else None,
        "email": commit.email if commit else None,
        "subject": commit.subject if commit else None,
        "body": commit.body if commit else None,
        "trailers": commit.trailers if commit else {},
    }


def _line_data(line: LogLine) -> dict[str, Any]:
    """A log line as in `show`, without its place: it has had many."""
    return {name: value for name, value in log_data(line).items() if name != "line"}
