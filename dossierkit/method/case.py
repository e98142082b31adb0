"""One customer on one day: all that the follow-up rules look at."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.calendar import WorkCalendar
from dossierkit.method.feasts.long_holidays import LongHoliday, long_holidays
from dossierkit.method.touches import Standing, standing, touches
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Figures
from dossierkit.schema.values import DatedText
from dossierkit.text.event import LogLine


class Ground(NamedTuple):
    """Why something is due: from `due` on, overdue after `last`; `path` and `line` start it.

    `moves` is False for a day that is kept even where nobody works on it; past `limit` it moves
    back instead. From `lead` on it is listed, though not yet due. `letter` is the purpose of a
    letter that would do. `estimated`: the day depends on a sighting of the moon, or is not
    announced yet.
    """

    text: str
    due: date
    last: date
    path: str
    line: int
    moves: bool = True
    lead: date | None = None
    limit: date | None = None
    letter: str | None = None
    estimated: bool = False


Verdict: TypeAlias = list[Ground] | str
"""What a rule says: the grounds it finds, or why it does not apply."""


@dataclass(frozen=True, slots=True)
class Case:
    """A customer as the rules see them on the day `on`; `horizon` is the last day looked at.

    `course` holds their touches up to that day, the earliest first; `entered` is the day their
    file entered git, where it is known; `own_holidays` are ours that may
    have to be told, if they were looked up already.
    """

    book: Book
    dossier: Dossier[Customer]
    on: date
    horizon: date
    figures: Figures
    calendar: WorkCalendar
    course: list[LogLine]
    standing: Standing
    entered: date | None
    own_holidays: Sequence[LongHoliday] | None

    @property
    def customer(self) -> Customer:
        return self.dossier.facts

    @property
    def company(self) -> Dossier[Company] | None:
        """The dossier of the company they work for, if it can be read."""
        return self.book.company_of(self.customer)

    @property
    def buys(self) -> tuple[str, ...]:
        """The SKUs and product groups that they or their company buy."""
        company = self.company
        return (*self.customer.buys, *(company.facts.buys if company else ()))

    @property
    def open_since(self) -> date | None:
        """The day since which business with them is possible: always (the first of all days), since
        they came back, or since they ordered; None if it is not.

        Actual customers are open, and prospects with a need who have neither ended it for good
        (intent `never`) nor, as the last that was said of a deal, refused.
        """
        is_hopeless = self.customer.intent == "never" or self.customer.potential.need == 0
        since = None if is_hopeless else date.min
        for touch in self.course:
            if touch.event == "lost":
                since = None
            elif touch.event == "order" or (touch.event in _REOPENS and not is_hopeless):
                since = since or touch.date
        if self.is_customer and since is None:
            return max(touch.date for touch in self.course if touch.event == "order")
        return since if self.is_customer or not is_hopeless else None

    @property
    def last_touch(self) -> LogLine | None:
        """The latest touch, wherever it stands in the file."""
        return self.course[-1] if self.course else None

    @property
    def is_customer(self) -> bool:
        """Whether they ordered in the last 365 days."""
        return self.standing == "customer"

    def open_items(self) -> list[DatedText]:
        """The `next` items that no touch on or after their day has closed, by date."""
        last = self.last_touch
        closed_to = last.date if last else date.min
        return sorted(item for item in self.customer.next if item.date > closed_to)

    def touched_since(self, day: date) -> bool:
        """Whether there was any touch on a day or after it."""
        return self.last_touch is not None and self.last_touch.date >= day

    def ground(self, text: str, due: date, line: int, **more: Any) -> Ground:
        """A ground in this customer's own file."""
        return Ground(text, due, more.pop("last", due), self.dossier.path, line, **more)


def own_holidays_near(book: Book, on: date, horizon: date) -> list[LongHoliday]:
    """Our own long holidays that somebody may have to hear of on a day, or up to a horizon: as
    far ahead as the lead, and the longest lead time on our price lists, reach."""
    times = [row.lead_time_days or 0 for prices in book.price_lists for row in prices.rows.values()]
    ahead = book.policy.follow_up.event_lead.after(max(on, horizon))
    until = date.fromordinal(min(ahead.toordinal() + max(times, default=0), date.max.toordinal()))
    return long_holidays(book, on, until)


def own_holidays_key(on: date, horizon: date) -> Hashable:
    """Under what a book keeps those of `own_holidays_once`."""
    return "own holidays", on, horizon


def own_holidays_once(book: Book, on: date, horizon: date) -> list[LongHoliday]:
    """What `own_holidays_near` gives, worked out once for a book."""
    key = own_holidays_key(on, horizon)
    return book.once(key, lambda: own_holidays_near(book, on, horizon))


_REOPENS = ("inquiry", "quote")
"""Events after which a prospect who had refused is one again."""


def case_of(
    book: Book,
    dossier: Dossier[Customer],
    on: date,
    entered: date | None,
    horizon: date | None = None,
    own_holidays: Sequence[LongHoliday] | None = None,
) -> Case:
    """The case of a customer of a book on a day, or in a span of days up to `horizon`.

    `own_holidays` are those of `own_holidays_near`, if they are at hand.
    """
    figures = book.policy.follow_up
    course = touches(dossier.log, on)
    return Case(
        book=book,
        dossier=dossier,
        on=on,
        horizon=horizon or on,
        figures=figures,
        calendar=book.calendar(book.country_code(dossier.facts)),
        course=course,
        standing=standing(course, on, figures),
        entered=entered,
        own_holidays=own_holidays,
    )


def quoted(touch: LogLine, room: int = 48) -> str:
    """The beginning of what a log line says, after a colon, or nothing."""
    words = touch.text if len(touch.text) <= room else touch.text[: room - 1].rstrip() + "…"
    return f": {words}" if words else ""
