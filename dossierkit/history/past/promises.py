"""The next steps of one customer through time, from the life of the dossier (M51)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dossierkit.history.past.life import Step
from dossierkit.method.course.plans import NextChange, Plan, plans
from dossierkit.schema.times import parse_dated
from dossierkit.schema.types import Refused
from dossierkit.schema.values import DatedText
from dossierkit.text.event import LogLine


def promises(steps: Iterable[Step]) -> list[Plan]:
    """All next steps there ever were, each with every day that was set for it."""
    return plans(_changes(steps))


def plan_of(item: DatedText, known: Sequence[Plan]) -> Plan | None:
    """The history of a next step that stands in the header, or None."""
    same = (one for one in known if one.text == item.text and one.ended is None)
    return next((one for one in same if one.days[-1].day == item.date), None)


def _changes(steps: Iterable[Step]) -> Iterator[NextChange]:
    log: list[LogLine] = []
    for step in steps:
        log = [line for line in log if line not in step.removed] + list(step.added)
        for change in step.facts:
            if change.field == "next" and step.commit is not None:
                by = step.commit.author or step.commit.email
                items = next_items(change.old), next_items(change.new)
                yield NextChange(step.commit.when.date(), by, *items, partial(tuple, tuple(log)))


def next_items(value: object) -> list[DatedText]:
    """The next steps that a header states, however they are written; what is none is left out."""
    texts = value if isinstance(value, list) else [value]
    items = []
    for text in texts:
        try:
            items.append(parse_dated(str(text or ""), 0))
        except Refused:
            continue
    return items
