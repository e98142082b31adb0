"""First follow-ups of people who arrive together, spread over the coming working days.

Somebody who was never contacted is due at once; a whole address book would be due on the day of
its import (M36: don't annoy, and nobody writes a hundred first letters in a day).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from dossierkit.book.book import Book
from dossierkit.exchange.plan.subject import Subject
from dossierkit.text.translation import N_, _

PER_DAY = 5
"""First contacts a day for one member, unless the user says otherwise."""
FIRST_CONTACT = N_("first contact")
_PLANNED = (("next",), ("every",), ("snooze",))
_FARTHEST = timedelta(days=366 * 60)
"""A calendar without any working day ends the search."""


def spread(
    book: Book, people: Iterable[tuple[Subject, str | None]], on: date, per_day: int
) -> dict[str, date]:
    """Gives each new person without a plan a `next`, at most so many a day for each owner, from the
    first working day after `on`; the days by id.

    With each person goes the code of their country: days on which either side is off are left out.
    What the owner has planned already counts. Who is not to be contacted gets none.
    """
    diary = _Diary(book, on, per_day)
    days: dict[str, date] = {}
    for subject, country in people:
        if _needs_one(subject):
            owner = str(subject.facts.get(("owner",), ""))
            days[subject.id] = day = diary.take(owner, country)
            subject.want(("next",), (f"{day} {_(FIRST_CONTACT)}",))
    return days


class _Diary:
    """How many next steps each owner has on a day."""

    def __init__(self, book: Book, on: date, per_day: int) -> None:
        self._book, self._start, self._per_day = book, on + timedelta(days=1), per_day
        self._firsts: dict[str, date] = {}
        self._planned = Counter(
            (customer.facts.owner or "", step.date)
            for customer in book.customers.values()
            for step in customer.facts.next
        )

    def take(self, owner: str, country: str | None) -> date:
        """The first day on which an owner has room, and neither side is off."""
        first = self._from(owner, self._firsts.get(owner, self._start), self._book.policy.country)
        self._firsts[owner] = first
        day = self._from(owner, first, self._book.policy.country, country)
        self._planned[owner, day] += 1
        return day

    def _from(self, owner: str, day: date, *countries: str | None) -> date:
        calendars = [self._book.calendar(code) for code in countries if code]
        while day < self._start + _FARTHEST and (
            self._planned[owner, day] >= self._per_day or any(c.day_off(day) for c in calendars)
        ):
            day += timedelta(days=1)
        return day


def _needs_one(subject: Subject) -> bool:
    """Whether somebody has no plan yet, and may be contacted."""
    facts = subject.facts
    says_no = str(facts.get(("consent", "do-not-contact"), "false")).casefold()
    is_barred = says_no not in ("false", "no", "off") or ("consent", "opt-out") in facts
    is_barred = is_barred or facts.get(("intent",)) == "never"
    return not is_barred and not any(path in facts for path in _PLANNED)
