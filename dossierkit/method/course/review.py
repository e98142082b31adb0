"""What moved across a book in a span of days; a pure function of what is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dossierkit.book.book import Book
from dossierkit.method.course.conversions import conversions
from dossierkit.method.course.moves import Arrival, Move, Promised, Pushed, Review, Seen, Turned
from dossierkit.method.course.plans import judge, plans

COUNTED = (
    "forward", "back", "won", "lost", "returned", "new", "gone",
    "kept", "late", "missed", "pushed",
)  # fmt: skip
"""What is counted. `won` are first orders, `lost` both lapsed customers and lost deals."""

CONVERTED = ("won", "returned", "lost")
"""Of these, what is counted by the channel that customers came through."""

_CONVERSIONS = {"first-order": "won", "lapsed": "lost", "lost": "lost", "returned": "returned"}


def review(book: Book, seen: Seen | None, since: date, on: date, owner: str | None) -> Review:
    """What moved in a book from `since` to `on`, both days included; of one owner, or of all.

    `seen` is what history tells (`history.seen`); without it only what the logs alone know:
    conversions (M33). What counts for an owner is what happened to the customers that are theirs
    now; terms count for everybody who has a customer in the company.
    """
    seen = seen or Seen((), (), (), {})
    wanted = [
        dossier for dossier in book.customers.values() if owner in (None, dossier.facts.owner)
    ]
    ids = {dossier.id for dossier in wanted}
    turned = [
        Turned(dossier.id, conversion, dossier.facts.source.channel)
        for dossier in wanted
        for conversion in conversions(dossier.log, since, on, book.policy.follow_up)
    ]
    moves = [move for move in seen.moves if owner is None or move.id in ids]
    companies = {dossier.facts.company for dossier in wanted}
    found = Review(
        since=since,
        on=on,
        stages=tuple(move for move in moves if move.field == "stage"),
        intents=tuple(move for move in moves if move.field == "intent"),
        terms=tuple(
            move
            for move in seen.moves
            if move.field.startswith("terms.") and (owner is None or move.id in companies)
        ),
        turned=tuple(sorted(turned, key=lambda one: (one.conversion.date, one.id))),
        came=_of(seen.came, owner),
        went=_of(seen.went, owner),
        pushed=(),
        promised=(),
        owners={},
        channels={},
    )
    found = _with_steps(book, seen, found, ids)
    return found._replace(owners=_by_owner(book, found), channels=_by_channel(found))


def _of(arrivals: Sequence[Arrival], owner: str | None) -> tuple[Arrival, ...]:
    return tuple(one for one in arrivals if owner in (None, one.owner))


def _with_steps(book: Book, seen: Seen, found: Review, ids: set[str]) -> Review:
    """With the next steps that were pushed back, and those whose day was in the span."""
    since, on = found.since, found.on
    pushed: list[Pushed] = []
    promised: list[Promised] = []
    for customer, changes in sorted(seen.steps.items()):
        if customer not in ids:
            continue
        dossier = book.customers[customer]
        calendar = book.calendar(book.country_code(dossier.facts))
        for plan in plans(changes):
            in_span = sum(since <= planned.written <= on for planned in plan.pushes)
            one = Pushed(customer, plan, in_span)
            if in_span or (one.is_often and plan.ended is None):
                pushed.append(one)
            if since <= plan.days[-1].day <= on:
                judged = judge(plan, dossier.log.lines, on, calendar)
                promised += [Promised(customer, plan, judged)] if judged else []
    pushed.sort(key=lambda one: (-len(one.plan.pushes), one.id))
    promised.sort(key=lambda one: (one.plan.days[-1].day, one.id))
    return found._replace(pushed=tuple(pushed), promised=tuple(promised))


def _by_owner(book: Book, found: Review) -> dict[str | None, Counter[str]]:
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for name, what in _counted(found):
        dossier = book.customers.get(name)
        counts[dossier.facts.owner if dossier else None][what] += 1
    for one in found.came:
        counts[one.owner]["new"] += 1
    for one in found.went:
        counts[one.owner]["gone"] += 1
    return dict(sorted(counts.items(), key=lambda pair: pair[0] or "\uffff"))


def _counted(found: Review) -> Iterator[tuple[str, str]]:
    """Every customer with what is counted for their owner."""
    yield from ((move.id, _direction(move)) for move in found.stages)
    yield from ((one.id, _CONVERSIONS[one.conversion.kind]) for one in found.turned)
    yield from ((one.id, one.judged.outcome) for one in found.promised)
    yield from ((one.id, "pushed") for one in found.pushed for _ in range(one.in_span))


def _direction(move: Move) -> str:
    return "forward" if move.is_forward else "back"


def _by_channel(found: Review) -> dict[str | None, Counter[str]]:
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for one in found.turned:
        counts[one.channel][_CONVERSIONS[one.conversion.kind]] += 1
    return dict(sorted(counts.items(), key=lambda pair: pair[0] or "\uffff"))
