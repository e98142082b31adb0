"""Follow-ups as a calendar: one all-day event for each customer, from the due day on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from dossierkit.book.book import Book
from dossierkit.cli.due_text import what_to_do
from dossierkit.exchange.ical import Entry, calendar_bytes
from dossierkit.method.followups import Due, FollowUp


def followup_calendar(book: Book, found: Due, now: datetime | None) -> bytes:
    """The list of a day for a calendar program.

    An event begins on the due day; an overdue one reaches until the list's day, where it is seen.
    `now` stamps today's list; that of another day is stamped with its midnight.
    """
    entries = [_entry(book, one) for one in found.entries]
    return calendar_bytes(calendar_name(book, "follow-ups"), entries, stamp_of(found.on, now))


def calendar_name(book: Book, what: str) -> str:
    """How a calendar program calls what it was given."""
    return f"{book.policy.name}: {what}" if book.policy.name else what


def stamp_of(day: date, now: datetime | None) -> datetime:
    """When a calendar counts as made."""
    return now or datetime.combine(day, time(), UTC)


def _entry(book: Book, entry: FollowUp) -> Entry:
    customer, first = entry.customer.facts, entry.due or entry.on
    company = book.company_of(customer)
    firm = company.facts.name if company else customer.company
    who = f"{customer.name or entry.id} ({firm})" if firm else customer.name or entry.id
    late = f"{entry.overdue_days} days overdue" if entry.overdue_days else ""
    lines = [f"{reason.rule}: {reason.text}" for reason in entry.reasons]
    lines += [f"note: {note}" for note in entry.notes]
    way = f"by {entry.action.channel}" if entry.action.channel else ""
    lines += [", ".join(filter(None, (way, late)))] if way or late else []
    lines.append(f"dossier due --why {entry.id}")
    return Entry(
        key=f"due {entry.id}",
        first=first,
        last=max(first, entry.on) if entry.urgency == "overdue" else first,
        summary=f"{who}: {what_to_do(entry)}",
        description="\n".join(lines),
        categories=("dossier", entry.urgency),
        is_tentative=_is_estimated(entry, first),
    )


def _is_estimated(entry: FollowUp, day: date) -> bool:
    """Whether the day is that of a feast that depends on a sighting of the moon."""
    return any("(estimated)" in reason.text for reason in entry.reasons if reason.due == day)
