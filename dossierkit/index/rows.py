"""What the index keeps of a dossier, worked out from its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.files import FOLDERS
from dossierkit.book.holidays import HolidaySource, public_holidays
from dossierkit.book.lazy import Refused, found_in, lazy_book
from dossierkit.book.load import load_dossier
from dossierkit.book.noted import COMPANY, COUNTRY, INTENT, NOTES, OWNER, STAGE
from dossierkit.index.answers import Answer, answer, sleeping
from dossierkit.index.digest import digest_of
from dossierkit.method.case import own_holidays_key, own_holidays_near
from dossierkit.method.earliest import earliest, looked_until, next_turn
from dossierkit.method.feasts.long_holidays import LongHoliday
from dossierkit.method.followups import horizon_of, snoozed_of
from dossierkit.method.remarks import bulk_mail_to
from dossierkit.method.selling.trades import FIRM, TRADE
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.text.finding import Finding


class Row(NamedTuple):
    """The columns of one dossier. Days are ordinals; `errors` and `sleeper` are JSON, or None.

    From `looked_at` on they are a customer's only: between `looked_at` and the day before `wakes`
    nothing can be due; `touched` is the day of the first touch of someone `undated`, who has
    neither a next step nor a day since which we know them, `last` that of the last one, even if it
    is still to come; `remarks` counts the findings that no follow-up depends on.

    `unreadable` holds all findings of a file that can't be read, as JSON; what follows is noted of
    all others (`NOTES`).
    """

    kind: str
    id: str
    digest: bytes
    name: str
    owner: str | None
    company: str | None
    country: str | None
    errors: str | None
    looked_at: int | None = None
    wakes: int | None = None
    undated: int | None = None
    touched: int | None = None
    snooze: str | None = None
    snooze_text: str | None = None
    sleeper: str | None = None
    stage: str | None = None
    intent: str | None = None
    last: str | None = None
    remarks: int = 0
    unreadable: str | None = None
    sender: str | None = None
    boxes: str | None = None
    tags: str | None = None
    links: str | None = None
    trade: str | None = None


class Read(NamedTuple):
    """One file that was read: its row, its lines of bulk mail, and the answer for the day asked
    for, where it needs nothing of git."""

    row: Row
    bulk: list[tuple[str, int, str, str, str, int]]
    answer: Answer | None


class Span(NamedTuple):
    """The day of a list, and how many days more it looks ahead."""

    on: date
    within: int

    @property
    def last(self) -> int:
        """The ordinal of its last day."""
        return min(self.on.toordinal() + self.within, date.max.toordinal())


OwnHolidays: TypeAlias = "Callable[[Book, date, date], list[LongHoliday]]"
"""What gives our own long holidays from a day up to another: `own_holidays_near`, or what was
worked out before."""


class Sources(NamedTuple):
    """Where public holidays and our own long ones come from: both take a while to work out."""

    holidays: HolidaySource = public_holidays
    own: OwnHolidays = own_holidays_near


PLAIN = Sources()
_HAS = (COMPANY, COUNTRY, OWNER, STAGE, INTENT)
"""What a row has anyway."""
_NOTES = {
    kind: [note for note in (*NOTES, TRADE, FIRM) if note.kind == kind and note not in _HAS]
    for kind in FOLDERS
}


def read_files(
    root: Path,
    refused: Refused,
    files: Iterable[tuple[str, str]],
    span: Span | None,
    sources: Sources = PLAIN,
) -> list[Read]:
    """What is to be kept of some files, given by kind and id; without a span, nothing is answered.
    Raises BrokenBook."""
    book = _book(root, refused, span, sources)
    return [_read(book, kind, dossier_id, span) for kind, dossier_id in files]


def answers_for(
    root: Path,
    refused: Refused,
    customers: Iterable[str],
    span: Span,
    entered: Mapping[str, date],
    sources: Sources,
) -> Iterator[tuple[Answer, int]]:
    """The answers of some customers for a day, each with the day on which they may be due next."""
    ids = list(customers)
    if not ids:
        return
    book = _book(root, refused, span, sources)
    for dossier_id in ids:
        dossier = book.customers[dossier_id]
        found = answer(book, dossier, span.on, span.within, entered.get(dossier_id))
        yield found, _wakes(book, dossier, span, found)


def _book(root: Path, refused: Refused, span: Span | None, sources: Sources) -> Book:
    """A book that opens only what is asked for, and knows our own holidays of a span."""
    book = lazy_book(root, refused, sources.holidays)
    if span is None:
        return book
    for until in (horizon_of(span.on, span.within), looked_until(book, span.on)):
        key = own_holidays_key(span.on, until)
        book.once(key, partial(sources.own, book, span.on, until))
    return book


def _read(book: Book, kind: str, dossier_id: str, span: Span | None) -> Read:
    found = found_in(book.root, kind, dossier_id)
    digest = digest_of(found.file)
    dossier = load_dossier(found, book.policy)
    if isinstance(dossier, Unreadable):
        row = Row(kind, dossier_id, digest, "", None, None, None, _errors(dossier.findings))
        return Read(row._replace(unreadable=json.dumps(dossier.findings)), [], None)
    facts: Any = dossier.facts
    noted: dict[str, Any] = {note.name: note.of(dossier) for note in _NOTES[kind]}
    row = Row(
        kind, dossier_id, digest, facts.name, getattr(facts, "owner", None),
        getattr(facts, "company", None), getattr(facts, "country", None), _errors(dossier.doubts),
    )._replace(**noted)  # fmt: skip
    return _customer(book, dossier, row, span) if kind == "customer" else Read(row, [], None)


def _customer(book: Book, dossier: Dossier[Customer], row: Row, span: Span | None) -> Read:
    facts = dossier.facts
    snoozed = snoozed_of(dossier)
    sleeper = sleeping(snoozed) if snoozed else None
    touched = sorted(line.date for line in dossier.log.lines if line.is_touch)
    first, last = (touched[0], touched[-1].isoformat()) if touched else (None, None)
    undated = not facts.next and facts.source.date is None
    bulk = [
        (mail.id, mail.position, facts.company or "", mail.name, mail.event, mail.date.toordinal())
        for mail in bulk_mail_to(dossier)
    ]
    found = None
    if span is not None and not (undated and (first is None or first > span.on)):
        found = answer(book, dossier, span.on, span.within, None)
    row = row._replace(
        looked_at=span.on.toordinal() if span and found else date.max.toordinal(),
        wakes=_wakes(book, dossier, span, found) if span and found else 0,
        undated=int(undated),
        touched=first.toordinal() if first else None,
        snooze=sleeper.until if sleeper else None,
        snooze_text=sleeper.text if sleeper else None,
        sleeper=sleeper.in_full if sleeper else None,
        stage=facts.stage,
        intent=facts.intent,
        last=last,
        remarks=len(dossier.findings) - len(dossier.doubts),
    )
    return Read(row, bulk, found)


def _wakes(book: Book, dossier: Dossier[Customer], span: Span, found: Answer) -> int:
    if span.within:
        return earliest(book, dossier, span.on).toordinal()
    is_on_list = found.listed is not None or found.drops_out
    day = span.on if is_on_list else next_turn(book, dossier, span.on)
    return day.toordinal()


def _errors(findings: Iterable[Finding]) -> str | None:
    errors = [finding for finding in findings if finding.is_error]
    return json.dumps(errors) if errors else None
