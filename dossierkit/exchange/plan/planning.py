"""The plan of an import: what becomes of each arrival, and the files that come of it.

Who arrives is compared with the book and with those who arrived before, so that one person on two
cards becomes one dossier. Nothing is written here, and nothing is asked of a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal
from dossierkit.exchange.arrival import Arrival
from dossierkit.exchange.plan.drawing import Drawing, Drawn
from dossierkit.exchange.plan.entry import Entry, Plan, Write
from dossierkit.exchange.plan.spreading import spread
from dossierkit.exchange.plan.told import Wishes


def plan_import(book: Book, arrivals: Sequence[Arrival], wishes: Wishes) -> Plan:
    """What an import would do, with the first follow-ups of new people; the same book, arrivals and
    wishes give the same plan."""
    drawing = Drawing(book, arrivals, wishes)
    drawn = _drawn(drawing, arrivals)
    people, firms = drawing.people.by_id.values(), drawing.firms.by_id.values()
    new = [(subject, drawing.country(subject)) for subject in people if subject.is_new]
    days = spread(book, new, wishes.on, wishes.per_day)
    writes: dict[str, Write] = {}
    failed: dict[str, str] = {}
    for subject in (*firms, *people):
        try:
            write = subject.write(book.policy.fields)
        except Refusal as error:
            failed[subject.path] = f"{subject.path}: {error}"
            continue
        if write and write.before != write.after:
            writes[subject.path] = write
    for path in _lost(drawn, failed):
        writes.pop(path, None)
    return Plan(tuple(_settled(one, failed, days) for one in drawn), tuple(writes.values()))


def _drawn(drawing: Drawing, arrivals: Sequence[Arrival]) -> list[Drawn]:
    """What becomes of each arrival. Who could not be told is looked for again as long as others
    bring something to light: else the same file would say more when it comes a second time."""
    drawn = [drawing.draw(arrival) for arrival in arrivals]
    is_new = True
    while is_new:
        is_new = False
        for number, arrival in enumerate(arrivals):
            if drawn[number].entry.verdict == "ambiguous":
                drawn[number] = drawing.draw(arrival)
                is_new = is_new or drawn[number].entry.verdict in ("add", "update")
    return drawn


def _lost(drawn: Sequence[Drawn], failed: Mapping[str, str]) -> set[str]:
    """The files of people whose company could not be written: they are not written either."""
    return {
        subject.path
        for one in drawn
        if any(subject.path in failed for subject in one.subjects)
        for subject in one.subjects
        if subject.kind == "customer"
    }


def _settled(one: Drawn, failed: Mapping[str, str], days: Mapping[str, date]) -> Entry:
    reasons = [failed[subject.path] for subject in one.subjects if subject.path in failed]
    if reasons:
        return one.entry._replace(verdict="refused", reason=reasons[0], changes=())
    day = days.get(one.entry.id) if one.entry.verdict == "add" else None
    return one.entry._replace(first_contact=day.isoformat()) if day else one.entry
