"""One customer on one day: all that the follow-up rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.calendar import WorkCalendar
from dossierkit.method.touches import Standing, standing, touches
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Figures
from dossierkit.schema.values import DatedText
from dossierkit.text.event import LogLine


class Ground(NamedTuple):
    """Why something is due: from `due` on, overdue after `last`; `path` and `line` start it.

    `moves` is False for a day that is kept even where nobody works on it.
    """

    text: str
    due: date
    last: date
    path: str
    line: int
    moves: bool = True


Verdict: TypeAlias = list[Ground] | str
"""What a rule says: the grounds it finds, or why it does not apply."""


@dataclass(frozen=True, slots=True)
class Case:
    """A customer as the rules see them on the day `on`.

    `course` holds their touches up to that day, the earliest first; `entered` is the day their
    file entered git, where it is known.
    """

    dossier: Dossier[Customer]
    on: date
    figures: Figures
    calendar: WorkCalendar
    course: list[LogLine]
    standing: Standing
    entered: date | None

    @property
    def customer(self) -> Customer:
        return self.dossier.facts

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

    def ground(self, text: str, due: date, line: int, last: date | None = None) -> Ground:
        """A ground in this customer's own file."""
        return Ground(text, due, last or due, self.dossier.path, line)


def case_of(book: Book, dossier: Dossier[Customer], on: date, entered: date | None) -> Case:
    """The case of a customer of a book on a day."""
    figures = book.policy.follow_up
    course = touches(dossier.log, on)
    return Case(
        dossier=dossier,
        on=on,
        figures=figures,
        calendar=book.calendar(book.country_code(dossier.facts)),
        course=course,
        standing=standing(course, on, figures),
        entered=entered,
    )


def quoted(touch: LogLine, room: int = 48) -> str:
    """The beginning of what a log line says, after a colon, or nothing."""
    words = touch.text if len(touch.text) <= room else touch.text[: room - 1].rstrip() + "…"
    return f": {words}" if words else ""
