"""What time it is for a customer, and whether they are at work."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dossierkit.book.book import Book
from dossierkit.book.calendar import WorkCalendar
from dossierkit.schema.customer import Customer
from dossierkit.schema.policy import WorkingHours


class LocalTime(NamedTuple):
    """A moment on the customer's clock."""

    time: datetime
    at_work: bool


def local_time(
    zone: str, now: datetime, calendar: WorkCalendar, hours: WorkingHours
) -> LocalTime | None:
    """The moment `now` (aware) in a time zone, and whether it is working time; None if unknown."""
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    is_open = hours.from_ <= there.hour < hours.to and calendar.day_off(there.date()) is None
    return LocalTime(there, is_open)


def time_zone(book: Book, customer: Customer) -> str | None:
    """The main time zone of a customer's country, from its dossier or the packaged data."""
    country = book.country_of(customer)
    if country and country.timezones:
        return country.timezones[0]
    facts = book.packaged_country(customer)
    return facts.timezones[0] if facts and facts.timezones else None
