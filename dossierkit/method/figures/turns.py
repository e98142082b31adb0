"""Prospects that became customers, and customers that were lost, through time (M33)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from dossierkit.method.course.conversions import conversions
from dossierkit.method.course.moves import Seen
from dossierkit.method.figures.ledger import Ledger
from dossierkit.method.figures.periods import period_of, periods

POSITIVE = ("first-order", "returned")
NEGATIVE = ("lapsed", "lost")
STEPS = ("forward", "back")
COUNTED = (*POSITIVE, *NEGATIVE, *STEPS)
"""What is counted: a first order, an order after more than a year; a year without one, a lost
deal; a stage forward, a stage back."""


class Turn(NamedTuple):
    """One thing that is counted: with whom it happened and when, and how they came to us."""

    what: str
    id: str
    day: date
    owner: str | None
    channel: str | None


class Turns(NamedTuple):
    """All turns of a span by period, by owner and by channel; every period is there."""

    since: date
    by_period: Mapping[str, Counter[str]]
    by_owner: Mapping[str | None, Counter[str]]
    by_channel: Mapping[str | None, Counter[str]]


def turns(ledger: Ledger, seen: Seen | None, since: date) -> Turns:
    """What turned from `since` to the ledger's day. Without history no stages are counted."""
    found = [*_standings(ledger, since), *_stages(ledger, seen, since)]
    spans = periods(since, ledger.on)
    by_period: dict[str, Counter[str]] = {one.name: Counter() for one in spans}
    for turn in found:
        by_period[period_of(turn.day, spans).name][turn.what] += 1
    return Turns(
        since=since,
        by_period=by_period,
        by_owner=_counted(found, lambda turn: turn.owner),
        by_channel=_counted(found, lambda turn: turn.channel),
    )


def _standings(ledger: Ledger, since: date) -> list[Turn]:
    return [
        Turn(one.kind, person.id, one.date, person.facts.owner, person.facts.source.channel)
        for person in ledger.people
        for one in conversions(person.dossier.log, since, ledger.on, ledger.book.policy.follow_up)
    ]


def _stages(ledger: Ledger, seen: Seen | None, since: date) -> list[Turn]:
    people = {person.id: person.facts for person in ledger.people}
    found = []
    for move in seen.moves if seen else ():
        facts = people.get(move.id)
        if facts is not None and move.field == "stage" and since <= move.day <= ledger.on:
            what = "forward" if move.is_forward else "back"
            found.append(Turn(what, move.id, move.day, facts.owner, facts.source.channel))
    return found


def _counted(
    found: Iterable[Turn], of: Callable[[Turn], str | None]
) -> dict[str | None, Counter[str]]:
    counts: dict[str | None, Counter[str]] = {}
    for turn in found:
        counts.setdefault(of(turn), Counter())[turn.what] += 1
    return dict(sorted(counts.items(), key=lambda pair: pair[0] or "\uffff"))
