"""The line in the log that a letter leaves when it has gone out (DESIGN 2.1, 2.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from dossierkit.mail.sending.draft import Draft
from dossierkit.method.feasts.occasions import OCCASIONS, SEASON
from dossierkit.text.event import DIRECTIONS, Money
from dossierkit.text.log_line import Bullet, format_log_line

_EVENTS = {"introduction": "intro"}
"""Purposes that are called otherwise in the log; one that is no event of it is an email."""
_UNTAGGED = ("weekend", SEASON)
_MONEY = re.compile(r"([A-Z]{3})\s*([0-9][0-9,_ ]*(?:\.[0-9]+)?)")


def event_of(draft: Draft) -> str:
    """The event of a letter: that of its purpose, else what the note beside it says, else email."""
    named = _EVENTS.get(draft.key.purpose, draft.key.purpose)
    noted = (draft.note or {}).get("event")
    event = noted if isinstance(noted, str) else named
    return event if DIRECTIONS.get(event) == "out" else "email"


def valid_until(draft: Draft) -> datetime.date | None:
    """The last day of the prices in a letter, where the note beside it says so."""
    valid = (draft.note or {}).get("valid")
    try:
        return datetime.date.fromisoformat(str(valid)) if valid else None
    except ValueError:
        return None


def log_entry(draft: Draft, day: datetime.date, member: str) -> Bullet:
    """The line: event, amount, member, subject or the note's text, validity, tags.

    Raises `text.scalar.CannotEdit`.
    """
    note = draft.note or {}
    said = note.get("text")
    text = " ".join((said if isinstance(said, str) and said.strip() else draft.subject).split())
    until = valid_until(draft)
    words = [text.replace("#", "") if said is None else text]
    if until and not re.search(rf"\bvalid {until}\b", text):
        words[0] = f"{text}, valid {until}"
    words += [f"#{tag}" for tag in _tags(draft) if f"#{tag}" not in text.split()]
    money = _money(note.get("money"))
    return format_log_line(
        event_of(draft), day, " ".join(words), direction="out", money=money, member=member
    )


def _tags(draft: Draft) -> Iterator[str]:
    occasion = draft.key.occasion
    if occasion in OCCASIONS and occasion not in _UNTAGGED:
        yield occasion
    tags: Any = (draft.note or {}).get("tags") or ()
    for tag in (tags,) if isinstance(tags, str) else tags:
        if word := str(tag).strip().removeprefix("#"):
            yield word


def _money(value: Any) -> Money | None:
    """`USD 12,400.00`, or a currency and an amount."""
    if isinstance(value, dict):
        value = f"{value.get('currency')} {value.get('amount')}"
    elif isinstance(value, list | tuple):
        value = " ".join(map(str, value))
    match = _MONEY.fullmatch(str(value or "").strip())
    if match is None:
        return None
    try:
        return Money(match[1], Decimal(re.sub(r"[,_ ]", "", match[2])))
    except InvalidOperation:
        return None
