"""Follow-ups as data: the stable JSON of `due`, and its rows for a spreadsheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dossierkit.book.book import Book
from dossierkit.method.clock import LocalTime, local_time, time_zone
from dossierkit.method.followups import Due, FollowUp, Snoozed, Why
from dossierkit.text.finding import Finding

FIELDS = (
    "id", "name", "company", "country", "owner", "due", "overdue_days", "class", "priority",
    "rules", "reasons", "action", "channel", "template", "local_time", "at_work", "moved_from",
)  # fmt: skip


def clock_of(book: Book, entry: FollowUp, now: datetime | None) -> LocalTime | None:
    """The customer's local time, if the list is today's and their country is known."""
    zone = time_zone(book, entry.customer.facts)
    if now is None or zone is None:
        return None
    calendar = book.calendar(book.country_code(entry.customer.facts))
    return local_time(zone, now, calendar, book.policy.follow_up.working_hours)


def followup_data(book: Book, found: Due, now: datetime | None) -> dict[str, Any]:
    """The whole list, as `due --format json` prints it (DESIGN 4)."""
    return {
        "on": found.on.isoformat(),
        "due": [entry_data(book, entry, now) for entry in found.entries],
        "snoozed": [_snoozed_data(sleeper) for sleeper in found.snoozed],
        "unreadable": [finding_data(finding) for finding in found.unreadable],
    }


def entry_data(book: Book, entry: FollowUp, now: datetime | None) -> dict[str, Any]:
    """One follow-up."""
    customer = entry.customer.facts
    clock = clock_of(book, entry, now)
    return {
        "id": entry.id,
        "name": customer.name or entry.id,
        "company": customer.company,
        "country": book.country_code(customer),
        "owner": customer.owner,
        "due": entry.due.isoformat() if entry.due else None,
        "overdue_days": entry.overdue_days,
        "class": entry.urgency if entry.due else None,
        "priority": entry.priority,
        "reasons": [
            {**reason._asdict(), "due": reason.due.isoformat()} for reason in entry.reasons
        ],
        "action": entry.action._asdict(),
        "local_time": clock.time.isoformat(timespec="minutes") if clock else None,
        "at_work": clock.at_work if clock else None,
        "moved_from": entry.moved_from.isoformat() if entry.moved_from else None,
        "notes": list(entry.notes),
    }


def why_data(book: Book, found: Why, now: datetime | None) -> dict[str, Any]:
    """One follow-up with its chain of rules."""
    chain = [
        {
            "rule": step.rule,
            "applies": step.applies,
            "text": step.text,
            "due": step.due.isoformat() if step.due else None,
            "silenced_by": step.silenced_by,
            "path": step.path,
            "line": step.line,
        }
        for step in found.chain
    ]
    return {**entry_data(book, found.entry, now), "chain": chain}


def csv_row(book: Book, entry: FollowUp, now: datetime | None) -> list[str]:
    """One follow-up as cells, in the order of FIELDS."""
    data = entry_data(book, entry, now)
    data |= {
        "rules": " ".join(reason.rule for reason in entry.reasons),
        "reasons": "; ".join(reason.text for reason in entry.reasons),
        "action": entry.action.kind,
        "channel": entry.action.channel,
        "template": entry.action.template,
    }
    return ["" if data[name] is None else str(data[name]) for name in FIELDS]


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding, as every command prints it in JSON."""
    return finding._asdict()


def _snoozed_data(sleeper: Snoozed) -> dict[str, Any]:
    return {
        "id": sleeper.id,
        "name": sleeper.name,
        "until": sleeper.until.isoformat(),
        "text": sleeper.text,
        "path": sleeper.path,
        "line": sleeper.line,
    }
