"""The line in the log that a letter leaves when it has gone out (DESIGN 2.1, 2.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dossierkit.mail.sending.draft import Draft
from dossierkit.mail.sending.note import Note
from dossierkit.method.feasts.occasions import OCCASIONS, SEASON
from dossierkit.text.event import DIRECTIONS
from dossierkit.text.log_line import Bullet, format_log_line

_EVENTS = {"introduction": "intro"}
"""Purposes that are called otherwise in the log; one that is no event of it is an email."""
_UNTAGGED = ("weekend", SEASON)


def event_of(draft: Draft) -> str:
    """The event of a letter: what the note beside it says, else that of its purpose, else email."""
    named = _EVENTS.get(draft.key.purpose, draft.key.purpose)
    event = draft.note.event if draft.note and draft.note.event else named
    return event if DIRECTIONS.get(event) == "out" else "email"


def valid_until(draft: Draft) -> datetime.date | None:
    """The last day of the prices in a letter, where the note beside it says so."""
    return draft.note.valid if draft.note else None


def log_entry(draft: Draft, day: datetime.date, member: str) -> Bullet:
    """The line: event, amount, member, subject or the note's text, validity, tags.

    A subject is quiet there: it makes neither tags nor links. Raises `text.scalar.CannotEdit`.
    """
    note = draft.note or Note()
    subject = " ".join(draft.subject.replace("#", "").replace("[[", "[").split())
    text = note.text or subject
    if note.valid and not re.search(rf"\bvalid {note.valid}\b", text):
        text = f"{text}, valid {note.valid}"
    tags = (f"#{tag}" for tag in _tags(draft, note) if f"#{tag}" not in text.split())
    return format_log_line(
        event_of(draft),
        day,
        " ".join((text, *tags)),
        direction="out",
        money=note.money,
        member=member,
    )


def _tags(draft: Draft, note: Note) -> Iterator[str]:
    occasion = draft.key.occasion
    if occasion in OCCASIONS and occasion not in _UNTAGGED:
        yield occasion
    yield from note.tags
