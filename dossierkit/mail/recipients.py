"""Who gets letters of one purpose: the one list that preview and sending share (promises 3, 9)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.letter import GREETING
from dossierkit.mail.purposes.greetings import due_occasion
from dossierkit.mail.stops import Stop, stops_of, unreadable_stops
from dossierkit.method.followups import FollowUp, due
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier


class Recipient(NamedTuple):
    """Somebody who may get a letter, and the one address it goes to."""

    dossier: Dossier[Customer]
    address: str


class Recipients(NamedTuple):
    """Those who may get letters, by the order in which they were asked for, and those who may
    not, each with the reason."""

    allowed: tuple[Recipient, ...]
    stops: tuple[Stop, ...]


def candidates(
    book: Book, purpose: str, due_on: datetime.date | None
) -> tuple[list[Dossier[Customer]], list[Stop]]:
    """Everybody, or those of whose reasons one that is due on a day proposes the purpose, whatever
    else is due; unreadable files are stops at once, so that nobody is passed over in silence.

    A friendly word for no special day is the exception: any other letter, or a person's own words,
    take its place, for several reasons become one message (M36).
    """
    stops = unreadable_stops(book)
    if due_on is None:
        return list(book.customers.values()), stops
    entries = due(book, due_on).entries
    return [one.customer for one in entries if _proposes(book, one, purpose)], stops


def _proposes(book: Book, entry: FollowUp, purpose: str) -> bool:
    if purpose != GREETING or entry.action.template == GREETING:
        return purpose in entry.letters
    has_day = due_occasion(book, entry.customer, entry.on) is not None
    return has_day and purpose in entry.letters


def recipients(
    book: Book, purpose: str, dossiers: Iterable[Dossier[Customer]], *, many: bool = False
) -> Recipients:
    """Who of some customers may get a letter of a purpose. `many`: they were not named one by
    one, which makes bulk mail of a kind of our own."""
    found = stops_of(book)
    allowed: list[Recipient] = []
    stops: list[Stop] = []
    for dossier in {one.id: one for one in dossiers}.values():
        stop = found.stop(dossier, purpose, many=many)
        if stop:
            stops.append(stop)
        else:
            allowed.append(Recipient(dossier, found.address(dossier) or ""))
    return Recipients(tuple(allowed), tuple(stops))
