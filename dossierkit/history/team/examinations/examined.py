"""The result of an examination, and how long ago something was."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from dossierkit.text.translation import _, plural

Status = Literal["ok", "warning", "error"]


class Examined(NamedTuple):
    """What an examination found: `name` is what was looked at, `remedy` what to do or empty."""

    name: str
    status: Status
    text: str
    remedy: str = ""


def days_since(when: datetime, now: datetime) -> int:
    """Whole days between two moments, never below 0."""
    return max(0, (now - when).days)


def ago(when: datetime, now: datetime) -> str:
    """How long ago something was: `today`, `1 day ago`, `12 days ago`."""
    days = days_since(when, now)
    return (
        _("today")
        if not days
        else plural("{days} day ago", "{days} days ago", days).format(days=days)
    )


def listed(paths: list[str], most: int = 5) -> str:
    """Some paths in one line."""
    more = _(" and {count} more").format(count=len(paths) - most) if len(paths) > most else ""
    return ", ".join(paths[:most]) + more
