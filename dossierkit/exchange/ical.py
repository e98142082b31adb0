"""Calendars as iCalendar (RFC 5545), which Outlook, Google, Apple and khal read.

The only module that uses the `icalendar` library. Everything is an all-day event, which all of
them show; to-dos are left out by some.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//dossierkit//dossierkit//EN"
_SPACE = uuid.UUID("6f0e1a52-5a3d-5d5c-9d0e-6a6b3c1f7e21")
"""The name space of our event ids (RFC 4122); it must never change."""


class Entry(NamedTuple):
    """An all-day event from `first` to `last`, both included.

    `key` names it among all events of a book, and stays the same when its day changes, so that
    importing again moves the event instead of doubling it. `is_tentative`: the day is an estimate.
    """

    key: str
    first: date
    last: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    is_tentative: bool = False
    url: str | None = None


def calendar_bytes(name: str, entries: Iterable[Entry], stamp: datetime) -> bytes:
    """A calendar of that name, in UTF-8 with CRLF and folded lines.

    `stamp` (with a time zone) says when it was made; the same arguments give the same bytes.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _clean(name))
    for entry in entries:
        calendar.add_component(_event(name, entry, stamp))
    data: bytes = calendar.to_ical()
    return data.rstrip(b"\r\n") + b"\r\n"


def _event(name: str, entry: Entry, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid.uuid5(_SPACE, f"{name}\n{entry.key}")))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    if entry.last < date.max:
        event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", _clean(entry.summary))
    if entry.description:
        event.add("description", _clean(entry.description, lines=True))
    if entry.categories:
        event.add("categories", [_clean(word) for word in entry.categories])
    if entry.url and re.fullmatch(r"https?://[!-~]+", entry.url):
        event.add("url", entry.url)
    event.add("status", "TENTATIVE" if entry.is_tentative else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _clean(text: str, *, lines: bool = False) -> str:
    """Text without what could end a line or act upon a program; line feeds stay with `lines`."""
    unix = re.sub(r"\r\n?", "\n", text)
    return "".join(
        character if character.isprintable() or (lines and character == "\n") else " "
        for character in unix
    )
