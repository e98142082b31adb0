"""Follow-ups as data: the stable JSON of `due`, and its rows for a spreadsheet."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from dossierkit.index.asked import BETWEEN, Listed, Listing

FIELDS = (
    "id", "name", "company", "country", "owner", "due", "overdue_days", "class", "priority",
    "rules", "reasons", "action", "channel", "template", "local_time", "at_work", "moved_from",
)  # fmt: skip
Clock = tuple[datetime, bool] | None


def clock_of(found: Listing, entry: Listed, now: datetime | None) -> Clock:
    """The customer's local time and whether they are at work, if the list is today's and their
    country is known."""
    return clock_at(entry.zone, entry.days_off, found.hours, now)


def clock_at(
    zone: str | None, days_off: str, hours: tuple[int, int], now: datetime | None
) -> Clock:
    """The local time of a place with some days off, and whether people are at work there."""
    if now is None or not zone:
        return None
    from dossierkit.method.local_time import local_time

    return local_time(zone, now, lambda day: day.isoformat() in days_off, hours)


def followup_data(found: Listing, now: datetime | None) -> dict[str, Any]:
    """The whole list, as `due --format json` prints it (DESIGN 4)."""
    return {
        "on": found.on.isoformat(),
        "due": [entry_data(found, entry, now) for entry in found.entries],
        "snoozed": [json.loads(sleeper.in_full) for sleeper in found.snoozed],
        "unreadable": [finding._asdict() for finding in found.errors],
    }


def entry_data(found: Listing, entry: Listed, now: datetime | None) -> dict[str, Any]:
    """One follow-up."""
    data: dict[str, Any] = json.loads(entry.in_full)
    data["notes"][:0] = entry.colleagues.split(BETWEEN) if entry.colleagues else ()
    clock = clock_of(found, entry, now)
    if clock:
        data["local_time"], data["at_work"] = clock[0].isoformat(timespec="minutes"), clock[1]
    return data


def csv_row(found: Listing, entry: Listed, now: datetime | None) -> list[str]:
    """One follow-up as cells, in the order of FIELDS."""
    data = entry_data(found, entry, now)
    reasons, action = data["reasons"], data["action"]
    data |= {
        "rules": " ".join(reason["rule"] for reason in reasons),
        "reasons": "; ".join(reason["text"] for reason in reasons),
        "action": action["kind"],
        "channel": action["channel"],
        "template": action["template"],
    }
    return ["" if data[name] is None else str(data[name]) for name in FIELDS]
