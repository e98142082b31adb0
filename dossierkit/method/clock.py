"""What time it is for a customer, and whether they are at work."""

from __future__ import annotations

from datetime import datetime

from dossierkit.book.book import Book
from dossierkit.book.calendar import WorkCalendar
from dossierkit.method.local_time import LocalTime, local_time
from dossierkit.schema.customer import Customer
from dossierkit.schema.policy import WorkingHours


def time_there(
    zone: str, now: datetime, calendar: WorkCalendar, hours: WorkingHours
) -> LocalTime | None:
    """The moment `now` (aware) in a time zone, by a country's calendar; None if unknown."""
    return local_time(
        zone, now, lambda day: calendar.day_off(day) is not None, (hours.from_, hours.to)
    )


def time_zone(book: Book, customer: Customer) -> str | None:
    """The main time zone of a customer's country, from its dossier or the packaged data."""
    country = book.country_of(customer)
    if country and country.timezones:
        return country.timezones[0]
    facts = book.packaged_country(customer)
    return facts.timezones[0] if facts and facts.timezones else None
