"""The values of computed fields on a day (book.computed), for `list` and for the playbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.computed import COMPUTED
from dossierkit.book.fields import Computed, Field
from dossierkit.book.noted import OWNER, SENDER
from dossierkit.method.action import channel
from dossierkit.method.case import case_of, own_holidays_near
from dossierkit.method.feasts.long_holidays import LongHoliday
from dossierkit.method.followups import score_on
from dossierkit.method.knowing.completeness import Knowledge
from dossierkit.method.rules.ladder import running_ladder
from dossierkit.method.touches import contacts_without_order, standing, touches
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.values import DatedText
from dossierkit.text.event import DIRECTIONS

Values = Callable[[Dossier[Any]], list[Any]]

OWN_WAY = ("order", "quote", "sample", "lost", "complaint", "payment", "shipment")
"""Events that count only in the direction they have by nature: an order of ours is not theirs."""

AFRESH = ("order", "quote", "inquiry")
"""Events after which a lost deal is a thing of the past."""


def computed_fields(book: Book, on: date) -> Computed:
    """The computed fields by kind. A company's last touch is that of its people, or in its own log.

    Counts over the whole book are made once, when they are first asked for.
    """

    def last_at(dossier: Dossier[Any]) -> list[date]:
        staff = book.staff_of(dossier.id)
        every = [day for one in (dossier, *staff) for day in last_touch(on, one)]
        return [max(every)] if every else []

    knowledge = Knowledge(book, on)

    def complete(dossier: Dossier[Any]) -> list[int]:
        """Nothing for somebody who asked not to be contacted: there is nothing to ask."""
        consent = getattr(dossier.facts, "consent", None)
        return [] if consent and consent.do_not_contact else [knowledge.of(dossier).percent]

    values: dict[str, dict[str, Values]] = {
        "customer": {
            **_of_course(book, on),
            "last": lambda dossier: last_touch(on, dossier),
            "referrals": _counted(lambda: book.noted(SENDER).values()),
            "channel": lambda dossier: _given(channel(dossier.facts)),
            "completeness": complete,
            "priority": _priority(book, on),
            **{f"log.{event}": _latest(event, on) for event in DIRECTIONS},
        },
        "company": {
            "last": last_at,
            "people": lambda dossier: [len(book.staff_of(dossier.id))],
            "completeness": complete,
            **_of_events(on),
        },
        "country": {
            "companies": _counted(lambda: (c.facts.country for c in book.companies.values())),
            "customers": _counted(
                lambda: (book.country_code(c.facts) for c in book.customers.values())
            ),
            "completeness": complete,
        },
        "member": {
            "customers": _counted(lambda: book.noted(OWNER).values()),
            "completeness": complete,
        },
    }
    return {
        kind: {name: Field(name, declared, values[kind][name]) for name, declared in of.items()}
        for kind, of in COMPUTED.items()
    }


def last_touch(on: date, dossier: Dossier[Any]) -> list[date]:
    """The day of the last touch in a dossier's own log, if there is one."""
    days = [line.date for line in dossier.log.lines if line.is_touch and line.date <= on]
    return [max(days)] if days else []


def _given(value: Any) -> list[Any]:
    return [] if value is None else [value]


def _counted(named: Callable[[], Iterable[str | None]]) -> Values:
    """How often each id is named; asked for when somebody wants to know."""
    counts: list[Counter[str | None]] = []

    def count(dossier: Dossier[Any]) -> list[int]:
        if not counts:
            counts.append(Counter(named()))
        return [counts[0][dossier.id]]

    return count


def _priority(book: Book, on: date) -> Values:
    """The place in the queue (M40)."""
    holidays: list[list[LongHoliday]] = []

    def priority(dossier: Dossier[Customer]) -> list[int]:
        if not holidays:
            holidays.append(own_holidays_near(book, on, on))
        found = score_on(book, dossier, on, holidays[0])
        is_out = found.drops_out or dossier.facts.consent.do_not_contact
        return [] if is_out else [found.priority]

    return priority


def _of_course(book: Book, on: date) -> dict[str, Values]:
    """What follows from the order of a customer's touches."""

    def stands(dossier: Dossier[Customer]) -> list[str]:
        return [standing(touches(dossier.log, on), on, book.policy.follow_up)]

    def unanswered(dossier: Dossier[Customer]) -> list[str]:
        start = running_ladder(case_of(book, dossier, on, None))
        return [start.event] if start else []

    def failed(dossier: Dossier[Customer]) -> list[date]:
        days = _latest("lost", on)(dossier)
        afresh = [day for event in AFRESH for day in _latest(event, on)(dossier)]
        return [day for day in days if day >= max(afresh, default=date.min)]

    def orders(dossier: Dossier[Customer]) -> list[int]:
        course = touches(dossier.log, on)
        return [sum(touch.event == "order" and touch.comes_in for touch in course)]

    def contacts(dossier: Dossier[Customer]) -> list[int]:
        return [contacts_without_order(touches(dossier.log, on))]

    return {
        "standing": stands,
        "unanswered": unanswered,
        "failed": failed,
        "orders": orders,
        "contacts": contacts,
    }


def _latest(event: str, on: date) -> Values:
    """The last day of an event up to a day."""
    own = DIRECTIONS[event] if event in OWN_WAY else None

    def latest(dossier: Dossier[Any]) -> list[date]:
        days = [
            line.date
            for line in dossier.log.lines
            if line.event == event and line.date <= on and own in (None, line.direction)
        ]
        return [max(days)] if days else []

    return latest


def _of_events(on: date) -> dict[str, Values]:
    """What is coming at a company, and what was new last."""

    def coming(kind: str) -> Values:
        return lambda dossier: [item for item in _events(dossier, kind) if item.date >= on][:1]

    def latest(kind: str) -> Values:
        return lambda dossier: [item for item in _events(dossier, kind) if item.date <= on][-1:]

    return {
        "next-exhibition": coming("exhibition"),
        "next-anniversary": coming("anniversary"),
        "last-news": latest("news"),
        "market-change": latest("market"),
    }


def _events(dossier: Dossier[Company], kind: str) -> list[DatedText]:
    """The events of a kind that have a date, the earliest first."""
    line = dossier.line("events")
    return sorted(
        DatedText(event.date.first_day(), event.text or "", line)
        for event in dossier.facts.events
        if event.kind == kind and event.date
    )
