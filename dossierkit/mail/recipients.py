"""Who gets letters of one purpose: the one list that preview and sending share (promises 3, 9)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.stops import Stop, stops_of, unreadable_stops
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
    """Everybody, or those whose follow-up proposes the purpose on a day; unreadable files are
    stops at once, so that nobody is passed over in silence."""
    stops = unreadable_stops(book)
    if due_on is None:
        return list(book.customers.values()), stops
    from dossierkit.method.followups import due

    entries = due(book, due_on).entries
    wanted = [e for e in entries if purpose in (e.action.template, *(r.rule for r in e.reasons))]
    return [entry.customer for entry in wanted], stops


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
