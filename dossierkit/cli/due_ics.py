"""Follow-ups as a calendar: one all-day event for each customer, from the due day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from dossierkit.cli.due_data import entry_data
from dossierkit.exchange.ical import Entry, calendar_bytes
from dossierkit.index.asked import Listed, Listing
from dossierkit.report.deeds import what_to_do
from dossierkit.text.translation import _, word


def followup_calendar(lists: Mapping[str | None, Listing], now: datetime | None) -> bytes:
    """The lists of one book, or of several by what they are called, for a calendar program.

    An event begins on the due day; an overdue one reaches until the list's day, where it is seen.
    `now` stamps today's list; that of another day is stamped with its midnight.
    """
    first = next(iter(lists.values()))
    name = calendar_name(first.book_name if len(lists) == 1 else None, _("follow-ups"))
    return calendar_bytes(name, followup_entries(lists), stamp_of(first.on, now))


def followup_entries(lists: Mapping[str | None, Listing]) -> Iterator[Entry]:
    """The follow-ups of lists as events."""
    for book, found in lists.items():
        for one in found.entries:
            yield _entry(one, entry_data(found, one, None), found.on, book)


def calendar_name(book_name: str | None, what: str) -> str:
    """How a calendar program calls what it was given."""
    return f"{book_name}: {what}" if book_name else what


def stamp_of(day: date, now: datetime | None) -> datetime:
    """When a calendar counts as made."""
    return now or datetime.combine(day, time(), UTC)


def _entry(entry: Listed, data: dict[str, Any], on: date, book: str | None) -> Entry:
    first, late = date.fromisoformat(data["due"]), entry.overdue_days
    who = f"{entry.name} ({entry.firm})" if entry.firm else entry.name
    lines = [f"{_(reason['rule'])}: {reason['text']}" for reason in data["reasons"]]
    lines += [_("note: {note}").format(note=note) for note in data["notes"]]
    way = _("by {channel}").format(channel=word(entry.channel, "channel")) if entry.channel else ""
    lateness = _("{late} days overdue").format(late=late) if late else ""
    lines += [", ".join(filter(None, (way, lateness)))] if way or late else []
    lines.append(f"dossier due --why {entry.id}")
    return Entry(
        key=f"due {book} {entry.id}" if book else f"due {entry.id}",
        first=first,
        last=max(first, on) if entry.urgency == "overdue" else first,
        summary=f"{who}: {what_to_do(entry.rule or '')}",
        description="\n".join(lines),
        categories=("dossier", entry.urgency or ""),
        is_tentative=_is_estimated(data),
    )


def _is_estimated(data: dict[str, Any]) -> bool:
    """Whether the day depends on a sighting of the moon, or is not announced yet."""
    reasons = (reason for reason in data["reasons"] if reason["due"] == data["due"])
    return any(reason.get("estimated") for reason in reasons)
