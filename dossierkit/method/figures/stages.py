"""The funnel: who stands where (M31, M32, M34), and how long people stay at a stage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from dossierkit.method.course.moves import Move, Seen
from dossierkit.method.figures.ledger import Ledger, Person
from dossierkit.schema.customer import INTENTS, RAPPORTS, STAGES
from dossierkit.text.translation import N_

NOT_SET = N_("not set")

_SIGNS = {"assimilation": ("sample", "out"), "harmony": ("order", "in")}
"""The event that shows a stage to be reached (M31)."""


class StageCount(NamedTuple):
    """The people at a stage, by intent, and how many of them are actual customers."""

    stage: str
    people: int
    customers: int
    intents: Mapping[str, int]


class Stay(NamedTuple):
    """Somebody's time at a stage. Without `since` its begin is not known; without `until` it goes
    on."""

    id: str
    stage: str
    since: date | None
    until: date | None


class StageTime(NamedTuple):
    """How long people are at a stage: medians in days, None where no stay is known.

    `known` of the `people` there have been there for `so_far`; the one there longest is `id`, for
    `longest`. `left` people have left it in the span, after `stayed`.
    """

    stage: str
    people: int
    known: int
    so_far: int | None
    id: str | None
    longest: int | None
    left: int
    stayed: int | None


def by_stage(ledger: Ledger) -> list[StageCount]:
    """Every stage in its order, and those without one, if there are any."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in ledger.people:
        groups[person.facts.stage or NOT_SET].append(person)
    return [
        StageCount(
            stage,
            len(groups[stage]),
            sum(one.standing == "customer" for one in groups[stage]),
            _intents(groups[stage]),
        )
        for stage in (*STAGES, NOT_SET)
        if stage in STAGES or groups[stage]
    ]


def _intents(people: Sequence[Person]) -> dict[str, int]:
    counts = Counter(one.facts.intent or NOT_SET for one in people)
    return {intent: counts[intent] for intent in (*INTENTS, NOT_SET)}


def by_rapport(ledger: Ledger) -> list[tuple[str, int]]:
    """How many people each depth of rapport has (M32), and those without one."""
    counts = Counter(one.facts.rapport or NOT_SET for one in ledger.people)
    return [
        (name, counts[name]) for name in (*RAPPORTS, NOT_SET) if name in RAPPORTS or counts[name]
    ]


def stage_times(ledger: Ledger, seen: Seen | None) -> list[StageTime]:
    """How long people stay at each stage, by history; without it, by what the logs prove."""
    every = stays(ledger, seen)
    return [_time(ledger, stage, [one for one in every if one.stage == stage]) for stage in STAGES]


def stays(ledger: Ledger, seen: Seen | None) -> list[Stay]:
    """Every stay at a stage up to the day, person by person.

    A stay begins on the day on which history sets the stage. The first one begins when the dossier
    was begun, if we had no touch with them before; else with the event that shows the stage to be
    reached: a sample sent (assimilation), the first order (harmony). Otherwise nobody knows.
    """
    moves: dict[str, list[Move]] = defaultdict(list)
    for move in seen.moves if seen else ():
        if move.field == "stage" and move.day <= ledger.on:
            moves[move.id].append(move)
    began = {one.id: one.day for one in seen.came} if seen else {}
    return [
        stay
        for person in ledger.people
        for stay in _stays(person, moves[person.id], began.get(person.id))
    ]


def _stays(person: Person, moves: Sequence[Move], began: date | None) -> list[Stay]:
    first = moves[0].old if moves else person.facts.stage
    stage = str(first) if first in STAGES else None
    since = _first_day(person, stage, began)
    found = []
    for move in moves:
        if stage is not None:
            found.append(Stay(person.id, stage, since, move.day))
        stage = str(move.new) if move.new in STAGES else None
        since = move.day
    if stage is not None:
        found.append(Stay(person.id, stage, since, None))
    return found


def _first_day(person: Person, stage: str | None, began: date | None) -> date | None:
    """When someone came to the stage at which their dossier was begun, where that is known."""
    if began is not None and not any(line.date < began for line in person.course):
        return began
    sign = _SIGNS.get(stage or "")
    shown = (line.date for line in person.course if (line.event, line.direction) == sign)
    return next((day for day in shown if began is None or day <= began), None)


def _time(ledger: Ledger, stage: str, every: Sequence[Stay]) -> StageTime:
    now = [one for one in every if one.until is None]
    lasting = sorted(((ledger.on - one.since).days, one.id) for one in now if one.since)
    gone = [
        (one.until - one.since).days
        for one in every
        if one.since and one.until and ledger.is_counted(one.until)
    ]
    longest, who = lasting[-1] if lasting else (None, None)
    return StageTime(
        stage=stage,
        people=len(now),
        known=len(lasting),
        so_far=middle([days for days, _unused in lasting]),
        id=who,
        longest=longest,
        left=len(gone),
        stayed=middle(gone),
    )


def middle(days: Sequence[int]) -> int | None:
    """The median of days; half a day is rounded down."""
    return int(median(days)) if days else None
