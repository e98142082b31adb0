"""Calendars as iCalendar (RFC 5545), which Outlook, Google, Apple and khal read.

Everything is an all-day event, which all of them show; to-dos are left out by some.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from dossierkit.exchange.content_line import content_line, escaped

_PRODUCT = "-//dossierkit//dossierkit//EN"
_SPACE = uuid.UUID("6f0e1a52-5a3d-5d5c-9d0e-6a6b3c1f7e21")
"""The name space of our event ids (RFC 4122); it must never change."""

YEARLY = "FREQ=YEARLY"
END_OF_FEBRUARY = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
"""Every 29 February, and in common years the 28th."""


class Entry(NamedTuple):
    """An all-day event from `first` to `last`, both included.

    `key` names it among all events of a book, and stays the same when its day changes, so that
    importing again moves the event instead of doubling it. `is_tentative`: the day is an estimate.
    `recurrence` is YEARLY or END_OF_FEBRUARY for what comes every year.
    """

    key: str
    first: date
    last: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    is_tentative: bool = False
    url: str | None = None
    recurrence: str | None = None


def calendar_bytes(name: str, entries: Iterable[Entry], stamp: datetime) -> bytes:
    """A calendar of that name, in UTF-8 with CRLF and folded lines.

    `stamp` (with a time zone) says when it was made; the same arguments give the same bytes.
    """
    made = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for entry in entries:
        lines += _event(name, entry, made)
    lines.append("END:VCALENDAR")
    return b"".join(map(content_line, lines))


def _event(name: str, entry: Entry, made: str) -> Iterator[str]:
    whole_key = f"{name}\n{entry.key}"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_SPACE, whole_key)}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.first)}"
    if entry.last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(entry.last + timedelta(days=1))}"
    if entry.recurrence:
        yield f"RRULE:{entry.recurrence}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description, lines=True)}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(map(escaped, entry.categories))}"
    if entry.url and re.fullmatch(r"https?://[!-~]+", entry.url):
        yield f"URL:{entry.url}"
    yield f"STATUS:{'TENTATIVE' if entry.is_tentative else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04d}{day:%m%d}"
