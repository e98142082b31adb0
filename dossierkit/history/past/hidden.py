"""What a life does not tell: sensitive facts without the person's consent in force (promise 31)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dossierkit.history.past.changes import FactChange
from dossierkit.history.past.step import Step
from dossierkit.schema.customer import Customer
from dossierkit.schema.sensitive import is_sensitive, may_use_sensitive
from dossierkit.text.translation import N_, _

NOT_SHOWN = N_("(no consent)")
"""What stands for a value; that there was one, and when, is told."""


def as_told(steps: Sequence[Step], now: Customer | None, on: date) -> list[Step]:
    """Steps of a customer's life as they may be told on a day. `now` is what the file says now;
    None where it is gone or can't be read."""
    if now is not None and may_use_sensitive(now, on):
        return list(steps)
    return [step._replace(facts=tuple(map(untold, step.facts))) for step in steps]


def untold(change: FactChange) -> FactChange:
    """A change without its values, if they are sensitive."""
    if not is_sensitive(change.field):
        return change
    old, new = (None if value is None else _(NOT_SHOWN) for value in (change.old, change.new))
    return FactChange(change.field, old, new)
