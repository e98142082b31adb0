"""A follow-up as plain values: all that any output of `due` says of one customer on one day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.index.asked import BETWEEN, NOTE, Listed, Listing, Sleeping
from dossierkit.method.case import case_of, own_holidays_once
from dossierkit.method.clock import time_zone
from dossierkit.method.followups import Due, FollowUp, Reason, Snoozed, horizon_of, weigh
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _
from dossierkit.text.width import width


class Answer(NamedTuple):
    """What a day's list has of one customer; `listed` is None if they are not on it.

    Notes on what colleagues got are left out: those depend on other files.
    """

    id: str
    owner: str | None
    company: str | None
    listed: Listed | None
    drops_out: bool


def answer(
    book: Book, dossier: Dossier[Customer], on: date, within: int, entered: date | None
) -> Answer:
    """What the list of a span has of one customer; `entered` is the day their file entered git."""
    horizon = horizon_of(on, within)
    holidays = own_holidays_once(book, on, horizon)
    found = weigh(case_of(book, dossier, on, entered, horizon, holidays))
    listed = listed_of(book, found.entry) if found.entry else None
    return Answer(dossier.id, dossier.facts.owner, dossier.facts.company, listed, found.drops_out)


def listed_of(book: Book, entry: FollowUp) -> Listed:
    """One follow-up as a list shows it."""
    customer = entry.customer.facts
    company = book.company_of(customer)
    name = customer.name or entry.id
    firm = company.facts.name if company else customer.company
    said = [f"{_(reason.rule)}: {reason.text}" for reason in entry.reasons]
    said += [f"{NOTE}{note}" for note in entry.notes]
    due = entry.due.isoformat() if entry.due else None
    return Listed(
        priority=entry.priority,
        due=due,
        id=entry.id,
        name=name,
        firm=firm,
        country=book.country_code(customer),
        overdue_days=entry.overdue_days,
        urgency=entry.urgency if due else None,
        rule=entry.reasons[0].rule if entry.reasons else None,
        channel=entry.action.channel,
        zone=time_zone(book, customer),
        days_off=" ".join(_days_off(book, customer, entry.on)),
        name_places=width(name),
        firm_places=width(firm or ""),
        said=BETWEEN.join(said),
        colleagues="",
        in_full=json.dumps(data_of(book, entry), ensure_ascii=False),
    )


def _reason_data(reason: Reason) -> dict[str, Any]:
    """A reason; only one whose day is estimated says so."""
    data = {**reason._asdict(), "due": reason.due.isoformat()}
    if not data["estimated"]:
        del data["estimated"]
    return data


def data_of(book: Book, entry: FollowUp) -> dict[str, Any]:
    """One follow-up as `due --format json` prints it, but for the time there."""
    customer = entry.customer.facts
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
        "reasons": [_reason_data(reason) for reason in entry.reasons],
        "action": entry.action._asdict(),
        "local_time": None,
        "at_work": None,
        "moved_from": entry.moved_from.isoformat() if entry.moved_from else None,
        "notes": list(entry.notes),
    }


def _days_off(book: Book, customer: Customer, on: date) -> list[str]:
    calendar = book.calendar(book.country_code(customer))
    around = (on + timedelta(step) for step in (-1, 0, 1) if date.min < on < date.max)
    return [day.isoformat() for day in around if calendar.day_off(day) is not None]


def whole_listing(book: Book, found: Due) -> Listing:
    """The list of a book that was read as a whole."""
    hours = book.policy.follow_up.working_hours
    return Listing(
        on=found.on,
        entries=[listed_of(book, entry) for entry in found.entries],
        snoozed=[sleeping(sleeper) for sleeper in found.snoozed],
        without_need=[one.id for one in found.without_need],
        errors=list(found.unreadable),
        has_customers=bool(book.customers),
        hours=(hours.from_, hours.to),
        book_name=book.policy.name,
    )


def sleeping(sleeper: Snoozed) -> Sleeping:
    """A snooze as a list shows it."""
    until = sleeper.until.isoformat()
    data = {
        "id": sleeper.id,
        "name": sleeper.name,
        "until": until,
        "text": sleeper.text,
        "path": sleeper.path,
        "line": sleeper.line,
    }
    in_full = json.dumps(data, ensure_ascii=False)
    return Sleeping(until, sleeper.id, sleeper.name, sleeper.text, in_full)
