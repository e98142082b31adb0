"""The pool: dossiers that are anybody's to take, since nobody has them or nobody works on them.

Customers count from the end of their last order (its last shipment or payment), all others from the
last touch. Whoever was given a dossier meanwhile has the whole time for it; a snooze holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.touches import touches
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.values import Duration
from dossierkit.text.event import LogLine
from dossierkit.text.nodes import Scalar
from dossierkit.text.translation import _, word

Cause = Literal["no-owner", "no-order", "no-contact"]

_NO_DAYS: Mapping[str, date] = {}
_ENDS = (("shipment", "out"), ("payment", "in"))
"""What belongs to an order and may come after it."""


class Place(NamedTuple):
    """A dossier and the pool: it is in it from `since` on (None: for as long as it has no owner),
    for a cause that stands in a line of its file."""

    dossier: Dossier[Customer]
    cause: Cause
    since: date | None
    text: str
    line: int

    def is_inside(self, on: date) -> bool:
        """Whether it is in the pool on a day."""
        return self.since is None or self.since <= on


class Pool(NamedTuple):
    """Who is in the pool on a day, those without an owner first, then the longest; who will be
    before long; and how many are left out because they asked not to be contacted."""

    on: date
    inside: tuple[Place, ...]
    soon: tuple[Place, ...]
    opted_out: int


class _Start(NamedTuple):
    """From what is counted: a day, what happened on it, and where that stands."""

    day: date
    text: str
    line: int
    cause: Cause


def pool(
    book: Book,
    on: date,
    *,
    owner: str | None = None,
    entered: Mapping[str, date] = _NO_DAYS,
    held: Mapping[str, date] = _NO_DAYS,
) -> Pool:
    """The pool of a book on a day; with an owner, what is theirs of it.

    By customer id: `entered` gives the days on which files entered git, for those never contacted;
    `held` the days on which their owners got them.
    """
    inside: list[Place] = []
    soon: list[Place] = []
    opted_out = 0
    warning = warning_of(book)
    for one in book.customers.values():
        found = place_of(book, one, on, entered.get(one.id), held.get(one.id))
        if found is None or (owner is not None and one.facts.owner != owner):
            continue
        if one.facts.consent.do_not_contact:
            opted_out += found.is_inside(on)
        elif found.is_inside(on):
            inside.append(found)
        elif found.since and found.since <= warning.after(on):
            soon.append(found)
    return Pool(on, tuple(sorted(inside, key=_rank)), tuple(sorted(soon, key=_rank)), opted_out)


def warning_of(book: Book) -> Duration:
    """How long before a dossier falls into the pool it is said."""
    return book.policy.pool.warning or book.policy.follow_up.pool_warning


def place_of(
    book: Book,
    dossier: Dossier[Customer],
    on: date,
    entered: date | None = None,
    held: date | None = None,
) -> Place | None:
    """When a dossier falls or fell into the pool, as things stand on a day, and why.

    None where the policy gives it no time, nothing is known to count from, or its owner can't be
    read. Whether they may be contacted is not asked.
    """
    facts = dossier.facts
    if facts.owner is None:
        node = dossier.header.get("owner")
        if node is not None and not (isinstance(node, Scalar) and node.is_null):
            return None
        return Place(dossier, "no-owner", None, _("nobody looks after them"), 1)
    start = _start(dossier, on, entered)
    if start is None:
        return None
    figures = book.policy.pool
    allowed = figures.customers if start.cause == "no-order" else figures.inquiries
    if allowed is None:
        return None
    text = _("{text}; {allowed} allowed").format(text=start.text, allowed=allowed)
    last = allowed.after(max(start.day, held or date.min))
    if held and held > start.day:
        text += _("; {owner}'s since {held}").format(owner=facts.owner, held=held)
    if facts.snooze and facts.snooze.date > last:
        last = facts.snooze.date
        text += _("; snoozed until {last}").format(last=last)
    since = date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))
    return Place(dossier, start.cause, since, text, start.line)


def _start(dossier: Dossier[Customer], on: date, entered: date | None) -> _Start | None:
    """From what is counted: the end of the last order, else the last touch, else the beginning."""
    course = touches(dossier.log, on)
    end: LogLine | None = None
    for touch in course:
        is_order = (touch.event, touch.direction) == ("order", "in")
        if is_order or (end is not None and (touch.event, touch.direction) in _ENDS):
            end = touch
    if end is not None:
        what = (
            ""
            if end.event == "order"
            else _(" ({event} of the last)").format(event=word(end.event, "event"))
        )
        return _Start(
            end.date,
            _("no order since {date}{what}").format(date=end.date, what=what),
            end.line,
            "no-order",
        )
    if course:
        last = course[-1]
        text = _("no contact since {date} ({event})").format(
            date=last.date, event=word(last.event, "event")
        )
        return _Start(last.date, text, last.line, "no-contact")
    origin = dossier.facts.source.date
    if origin:
        line = dossier.line("source", "date")
        return _Start(
            origin.first_day(),
            _("no contact since {origin}").format(origin=origin),
            line,
            "no-contact",
        )
    if entered:
        return _Start(
            entered,
            _("no contact; on file since {entered}").format(entered=entered),
            1,
            "no-contact",
        )
    return None


def _rank(place: Place) -> tuple[date, str]:
    return place.since or date.min, place.dossier.id
