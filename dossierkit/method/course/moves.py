"""What there is to say of a book in a span of days, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.method.course.conversions import Conversion
from dossierkit.method.course.plans import OFTEN, Judged, NextChange, Plan
from dossierkit.schema.customer import STAGES


class Move(NamedTuple):
    """A fact of a dossier that changed: on which day, by whom, in which commit and with which
    words. What is not committed yet has no commit."""

    id: str
    field: str
    old: object
    new: object
    day: date
    by: str
    commit: str | None
    why: str

    @property
    def is_forward(self) -> bool:
        """Of a stage: whether it is a later one (M31)."""
        return _rank(self.new) > _rank(self.old)


def _rank(stage: object) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


class Arrival(NamedTuple):
    """A dossier that came or went."""

    id: str
    name: str
    owner: str | None
    day: date
    by: str
    commit: str | None


class Seen(NamedTuple):
    """What history tells of a span: facts of customers and companies that changed, dossiers of
    customers that came and went, and of the others all changes of their next steps."""

    moves: Sequence[Move]
    came: Sequence[Arrival]
    went: Sequence[Arrival]
    steps: Mapping[str, Sequence[NextChange]]


class Turned(NamedTuple):
    """A customer whose standing changed."""

    id: str
    conversion: Conversion
    channel: str | None


class Pushed(NamedTuple):
    """A next step that was pushed back, in the span or, three times or more, before."""

    id: str
    plan: Plan
    in_span: int

    @property
    def is_often(self) -> bool:
        return len(self.plan.pushes) >= OFTEN


class Promised(NamedTuple):
    """A next step whose day was in the span, and what became of it."""

    id: str
    plan: Plan
    judged: Judged


class Review(NamedTuple):
    """All that changed in a span, by day. The last two count it, by owner and by the channel that
    customers came through; see `review.COUNTED`."""

    since: date
    on: date
    stages: tuple[Move, ...]
    intents: tuple[Move, ...]
    terms: tuple[Move, ...]
    turned: tuple[Turned, ...]
    came: tuple[Arrival, ...]
    went: tuple[Arrival, ...]
    pushed: tuple[Pushed, ...]
    promised: tuple[Promised, ...]
    owners: Mapping[str | None, Counter[str]]
    channels: Mapping[str | None, Counter[str]]
