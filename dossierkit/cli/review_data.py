"""A review as data: the stable JSON of `review`."""

from __future__ import annotations

from typing import Any

from dossierkit.book.book import Book
from dossierkit.method.course.moves import Arrival, Move, Promised, Pushed, Review, Turned
from dossierkit.method.course.review import CONVERTED, COUNTED


def name_of(book: Book, dossier_id: str) -> str:
    """What a customer or a company is called; its id where that can't be read."""
    dossier = book.customers.get(dossier_id) or book.companies.get(dossier_id)
    return (dossier.facts.name if dossier else "") or dossier_id


def owner_of(book: Book, dossier_id: str) -> str | None:
    """Whose customer somebody is now."""
    dossier = book.customers.get(dossier_id)
    return dossier.facts.owner if dossier else None


def review_data(
    book: Book, found: Review, owner: str | None, *, has_history: bool
) -> dict[str, Any]:
    """The whole review, as `review --format json` prints it."""
    return {
        "since": found.since.isoformat(),
        "on": found.on.isoformat(),
        "owner": owner,
        "has_history": has_history,
        "stages": [
            {**_whose(book, move.id), **_move(move), "forward": move.is_forward}
            for move in found.stages
        ],
        "intents": [{**_whose(book, move.id), **_move(move)} for move in found.intents],
        "terms": [
            {"id": move.id, "name": name_of(book, move.id), "field": move.field, **_move(move)}
            for move in found.terms
        ],
        "conversions": [{**_whose(book, one.id), **_conversion(one)} for one in found.turned],
        "new": [_arrival(one) for one in found.came],
        "gone": [_arrival(one) for one in found.went],
        "pushed": [{**_whose(book, one.id), **_pushed(one)} for one in found.pushed],
        "promises": [{**_whose(book, one.id), **_promise(one)} for one in found.promised],
        "owners": [
            {"owner": name, **{what: counter[what] for what in COUNTED}}
            for name, counter in found.owners.items()
        ],
        "channels": [
            {"channel": name, **{what: counter[what] for what in CONVERTED}}
            for name, counter in found.channels.items()
        ],
        "unreadable": [finding._asdict() for finding in book.unreadable_findings()],
    }


def _whose(book: Book, dossier_id: str) -> dict[str, Any]:
    name, owner = name_of(book, dossier_id), owner_of(book, dossier_id)
    return {"id": dossier_id, "name": name, "owner": owner}


def _move(move: Move) -> dict[str, Any]:
    return {
        "old": move.old,
        "new": move.new,
        "day": move.day.isoformat(),
        "by": move.by,
        "commit": move.commit,
        "why": move.why,
    }


def _conversion(one: Turned) -> dict[str, Any]:
    kind, day = one.conversion
    return {"channel": one.channel, "kind": kind, "date": day.isoformat()}


def _arrival(one: Arrival) -> dict[str, Any]:
    return {**one._asdict(), "day": one.day.isoformat()}


def _pushed(one: Pushed) -> dict[str, Any]:
    return {
        "text": one.plan.text,
        "pushes": len(one.plan.pushes),
        "in_span": one.in_span,
        "open": one.plan.ended is None,
        "days": [
            {
                "day": set_for.day.isoformat(),
                "written": set_for.written.isoformat(),
                "by": set_for.by,
            }
            for set_for in one.plan.days
        ],
    }


def _promise(one: Promised) -> dict[str, Any]:
    done = one.judged.done
    return {
        "text": one.plan.text,
        "day": one.plan.days[-1].day.isoformat(),
        "outcome": one.judged.outcome,
        "done": done.isoformat() if done else None,
    }
