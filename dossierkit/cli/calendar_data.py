"""What is coming as data: the stable JSON of `calendar`, and events for calendar programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from dossierkit.book.book import Book
from dossierkit.cli.due_ics import calendar_name, stamp_of
from dossierkit.cli.findings import finding_data
from dossierkit.exchange.ical import Entry, calendar_bytes
from dossierkit.method.feasts.coming.countries import Unknown
from dossierkit.method.feasts.coming.item import Coming
from dossierkit.method.feasts.occasions import PERSONAL
from dossierkit.report.calendar_words import names_of, sentence, together


def calendar_data(
    book: Book, found: Sequence[Coming], unknown: Sequence[Unknown], span: tuple[date, date]
) -> dict[str, Any]:
    """The whole calendar of a span of days, as `calendar --format json` prints it."""
    return {
        "on": span[0].isoformat(),
        "until": span[1].isoformat(),
        "coming": [_data(book, item) for item in found],
        "without_holidays": [{"country": one.country, "years": list(one.years)} for one in unknown],
        "unreadable": [finding_data(finding) for finding in book.unreadable_findings()],
    }


def _data(book: Book, item: Coming) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "occasion": item.occasion,
        "title": item.title,
        "first": item.first.isoformat(),
        "last": item.last.isoformat(),
        "estimated": item.estimated,
        "neutral": item.neutral,
        "country": item.country,
        "company": item.company,
        "people": [
            {"id": one.id, "name": _name(book, one.id), "note": one.note or None,
             "path": one.path, "line": one.line}
            for one in item.people
        ],
        "path": item.path,
        "line": item.line,
        "url": item.url,
    }  # fmt: skip


def _name(book: Book, dossier_id: str) -> str:
    return book.customers[dossier_id].facts.name or dossier_id


def coming_calendar(book: Book, found: Sequence[Coming], on: date, now: datetime | None) -> bytes:
    """What is coming for a calendar program. `now` stamps today's calendar; that of another day is
    stamped with its midnight."""
    name = calendar_name(book.policy.name, "calendar")
    return calendar_bytes(name, coming_entries(book, found), stamp_of(on, now))


def coming_entries(book: Book, found: Iterable[Coming]) -> Iterator[Entry]:
    """What is coming as events."""
    seen: Counter[str] = Counter()
    for items in together(found):
        key = _key(items[0])
        seen[key] += 1
        yield _entry(book, items, f"{key} {seen[key]}" if seen[key] > 1 else key)


def _key(item: Coming) -> str:
    """What an event is among all others. Its year is part of it, its day only where it is nothing
    else, so that a date that turns out otherwise moves the event."""
    who = item.people[0].id if item.occasion in PERSONAL and item.people else None
    tone = "neutral" if item.neutral else None
    country = None if item.kind == "day-off" else item.country
    is_day = item.kind in ("day-off", "order-before")
    when = item.first.isoformat() if is_day else f"{item.first.year}"
    what = item.occasion if item.kind in ("greeting", "care") else item.title
    parts = (item.kind, what, item.company, country, who, tone, when)
    return " ".join(part for part in parts if part)


def _entry(book: Book, items: tuple[Coming, ...], key: str) -> Entry:
    item = items[0]
    if item.country:
        details = [book.country_name(one.country or "") for one in items]
    else:
        details = [
            _name(book, one.id) + (f": {one.note}" if one.note else "") for one in item.people
        ]
    return Entry(
        key=key,
        first=item.first,
        last=item.last,
        summary=sentence(item, names_of(book, items)),
        description="\n".join([*details, *([item.url] if item.url else [])]),
        categories=("dossier", item.kind),
        is_tentative=item.estimated,
        url=item.url,
    )
