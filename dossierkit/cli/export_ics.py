"""`dossier export ics`: follow-ups, next steps, birthdays, feasts and days off, for a calendar."""

from __future__ import annotations

from calendar import isleap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from dossierkit.book.book import Book
from dossierkit.cli.calendar_data import coming_entries
from dossierkit.cli.calendar_scope import scope_of_people
from dossierkit.cli.calendar_text import say_unknown
from dossierkit.cli.due_ics import calendar_name, followup_entries, stamp_of
from dossierkit.cli.entry_days import entry_days
from dossierkit.cli.export_chosen import Chosen, Wish, choose, say_rest
from dossierkit.cli.export_file import write_parts
from dossierkit.exchange.ical import END_OF_FEBRUARY, YEARLY, Entry, calendar_bytes
from dossierkit.index.answers import whole_listing
from dossierkit.method.case import case_of
from dossierkit.method.feasts.coming.countries import unknown_holidays
from dossierkit.method.feasts.coming.days import coming
from dossierkit.method.followups import Due, due
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.values import Birthday
from dossierkit.text.translation import _

_FOLLOW_UPS_AHEAD = 30
"""Days; what is due later will have been decided anew by then."""
_YEARLY = ("birthday", "wedding")
"""Occasions that have one event for all years."""


def export_ics(wish: Wish, within: int) -> int:
    """Prints or writes a calendar of so many days; gives the exit status."""
    found = choose(wish)
    now = datetime.now(UTC) if wish.on == date.today() else None
    name = calendar_name(found.book.policy.name, "dossiers")
    entries = [*_entries(wish, found, within)]
    data = calendar_bytes(name, entries, stamp_of(wish.on, now))
    write_parts(wish.target, found.book.root, iter((data,)))
    return say_rest(wish, found)


def _entries(wish: Wish, found: Chosen, within: int) -> Iterator[Entry]:
    book, on = found.book, wish.on
    until = on + timedelta(days=min(within, (date.max - on).days))
    people = [one for one in found.dossiers if not one.facts.consent.do_not_contact]
    ids = {one.id for one in people}
    ahead = min(within, _FOLLOW_UPS_AHEAD)
    every = due(book, on, within=ahead, entered=entry_days(book, on))
    mine = Due(on, tuple(one for one in every.entries if one.id in ids), (), (), ())
    yield from followup_entries({None: whole_listing(book, mine)})
    yield from _next_steps(book, people, mine)
    for dossier in people:
        yield from _every_year(book, dossier, on)
    scope = scope_of_people(book, people)
    days = [one for one in coming(book, scope, on, until) if one.occasion not in _YEARLY]
    yield from coming_entries(book, days)
    say_unknown(book, scope, unknown_holidays(book, scope.countries, on, until))


def _next_steps(book: Book, people: Iterable[Dossier[Customer]], listed: Due) -> Iterator[Entry]:
    """The open next steps, but those that a follow-up of the same day speaks of. What is to be
    done names an event, so that another date moves it."""
    said = {
        (entry.id, reason.due)
        for entry in listed.entries
        for reason in entry.reasons
        if reason.rule == "next" and reason.due == entry.due
    }
    for dossier in people:
        seen: Counter[str] = Counter()
        for item in case_of(book, dossier, listed.on, None).open_items():
            seen[item.text] += 1
            if (dossier.id, item.date) in said:
                continue
            yield Entry(
                key=f"next {dossier.id} {item.text} {seen[item.text]}",
                first=item.date,
                last=item.date,
                summary=f"{_whom(book, dossier)}: {item.text or _('next step')}",
                description=f"dossier show {dossier.id}",
                categories=("dossier", "next"),
            )


def _every_year(book: Book, dossier: Dossier[Customer], on: date) -> Iterator[Entry]:
    """Birthday and wedding day, from the day's year on."""
    facts = dossier.facts
    for occasion, title, day in (
        ("birthday", _("birthday"), facts.birthday),
        ("wedding", _("wedding anniversary"), facts.family_life.anniversary),
    ):
        if day is None:
            continue
        first = _in_year(day, on.year)
        yield Entry(
            key=f"{occasion} {dossier.id}",
            first=first,
            last=first,
            summary=f"{title}: {_whom(book, dossier)}",
            description=f"dossier show {dossier.id}",
            categories=("dossier", occasion),
            recurrence=END_OF_FEBRUARY if (day.month, day.day) == (2, 29) else YEARLY,
        )


def _in_year(day: Birthday, year: int) -> date:
    """The day in a year; 29 February is kept on the 28th in common years."""
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return date(year, day.month, day.day)


def _whom(book: Book, dossier: Dossier[Customer]) -> str:
    company = book.company_of(dossier.facts)
    return f"{dossier.facts.name} ({company.facts.name})" if company else dossier.facts.name
