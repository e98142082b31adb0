"""What is asked of the index, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from dossierkit.text.finding import Finding

Tell = Callable[[int], None]
BETWEEN = "\x1f"
"""What stands between several texts in one column; no text of a file can hold it."""
AT = "\x01"
"""What stands around a place whose clock is to be shown; nothing that is drawn can hold it."""
NOTE = "\x02"
"""What stands before a note among the reasons of an entry; no text of a file can hold it."""


class Asked(NamedTuple):
    """The list of a day and of `within` days more, of one owner or of all; `in_full` with all that
    a program may want to know, else with what a person reads.

    `entered` gives the days on which the files of some customers entered git; `progress` is told
    how many files are to be read, and gives what is told of every batch that has been.
    """

    on: date
    within: int
    owner: str | None
    in_full: bool
    entered: Callable[[Sequence[str]], Mapping[str, date]]
    progress: Callable[[int], Tell]


class Listed(NamedTuple):
    """One follow-up as a list shows it. Days are written as in files.

    `firm` is the company's name; `rule` that of the first reason; `said` holds the reasons and
    notes, each with what it is, `colleagues` the notes on what colleagues got, both with `BETWEEN`
    in between. `zone` is the customer's time zone, and `days_off` are those of the days around the
    list's own on which nobody works there: what the clock says is known only when it is shown.
    `places` are the widths of name and firm. `in_full` is all of it as JSON, if asked for.
    """

    priority: int
    due: str | None
    id: str
    name: str
    firm: str | None
    country: str | None
    overdue_days: int
    urgency: str | None
    rule: str | None
    channel: str | None
    zone: str | None
    days_off: str
    name_places: int
    firm_places: int
    said: str
    colleagues: str
    in_full: str


class Page(NamedTuple):
    """A day's list as a person reads it.

    `drawn` holds the entries in lines; in it stand `AT`, a place (a time zone and the days off
    there, with `BETWEEN` in between) and `AT` again where the clock of that place belongs. `asleep`
    are the lines of those of whom nothing is wanted yet, `due` and `late` count the entries. The
    rest is as in a `Listing`.
    """

    on: date
    drawn: str
    asleep: str
    due: int
    late: int
    without_need: list[str]
    errors: list[Finding]
    has_customers: bool
    hours: tuple[int, int]


class Pen(Protocol):
    """Who draws a list. What an entry takes of each column goes before, since columns are as wide
    as their widest cell."""

    @property
    def form(self) -> str:
        """All that the drawing depends on besides what is drawn."""

    def beside(self, places: Callable[[], Iterable[str]], hours: tuple[int, int]) -> Pen:
        """A pen that leaves as much room for clocks as those of some places take now."""

    def places(self, entry: Listed) -> Sequence[int]:
        """How many places the cells of an entry take."""

    def widths(self, places: Sequence[int]) -> Sequence[int]:
        """How wide columns are whose widest cells take so many places."""

    def heading(self, widths: Sequence[int]) -> str:
        """The line above the entries."""

    def entry(self, entry: Listed, places: Sequence[int], widths: Sequence[int]) -> str:
        """The lines of an entry whose cells take so many places."""

    def asleep(self, sleepers: Sequence[Sleeping]) -> str:
        """The lines of those of whom nothing is wanted yet."""


def place_of(entry: Listed) -> str:
    """Where an entry's clock is: its time zone, if that is known, and the days off there."""
    return f"{entry.zone or ''}{BETWEEN}{entry.days_off}"


class Person(NamedTuple):
    """A customer as `list` shows them; `last` is the day of the last touch."""

    id: str
    name: str | None
    company: str | None
    country: str | None
    stage: str | None
    intent: str | None
    owner: str | None
    last: str | None


class People(NamedTuple):
    """The customers of a book by id, with the errors of files that can't be trusted, and how many
    other findings these customers have."""

    rows: list[Person]
    errors: list[Finding]
    remarks: int


class Sleeping(NamedTuple):
    """Someone of whom nothing is wanted until after a day; `in_full` is all of it as JSON."""

    until: str
    id: str
    name: str
    text: str
    in_full: str


class Listing(NamedTuple):
    """A day's list, ready to be shown in any form.

    `entries` are sorted by priority, `without_need` the ids of those left out; `errors` are
    findings of files that can't be trusted. `hours` are those at which people work, `book_name`
    the book's own.
    """

    on: date
    entries: list[Listed]
    snoozed: list[Sleeping]
    without_need: list[str]
    errors: list[Finding]
    has_customers: bool
    hours: tuple[int, int]
    book_name: str | None
