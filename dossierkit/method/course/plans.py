"""Next steps through time: when each was planned for, pushed back, kept or missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from dossierkit.book.calendar import WorkCalendar
from dossierkit.schema.values import DatedText
from dossierkit.text.event import LogLine

Outcome = Literal["kept", "late", "missed"]

OFTEN = 3
"""So often pushed back, a step is shown whenever it is still open."""

_ALIKE = 0.6
"""How much of two texts must be the same for one to be the other reworded."""


class NextChange(NamedTuple):
    """A change of the `next` items of a customer: on which day, by whom, and the log as it then
    was, for whoever asks. The items are without their places in the file."""

    day: date
    by: str
    old: Sequence[DatedText]
    new: Sequence[DatedText]
    log: Callable[[], Sequence[LogLine]]


class Planned(NamedTuple):
    """A day that was set for a step: when that was written, by whom, beside which log."""

    day: date
    written: date
    by: str
    log: Callable[[], Sequence[LogLine]]


class Plan(NamedTuple):
    """A next step with all days that were set for it, in the order of writing.

    `ended` is the day on which it was taken out of the header; None while it stands there.
    """

    text: str
    days: tuple[Planned, ...]
    ended: date | None = None

    @property
    def pushes(self) -> list[Planned]:
        """The days to which it was pushed back."""
        pairs = zip(self.days, self.days[1:], strict=False)
        return [later for earlier, later in pairs if later.day > earlier.day]


def plans(changes: Iterable[NextChange]) -> list[Plan]:
    """All next steps of a customer, from the changes of `next`, the earliest change first.

    A step is the same one on another day if its words are the same or much alike, or if it is the
    only one that takes the place of the only one that went, and no touch has closed it.
    """
    open_plans: list[Plan] = []
    done: list[Plan] = []
    for change in changes:
        gone = [item for item in change.old if item not in change.new]
        come = [item for item in change.new if item not in change.old]
        for item, other in _pairs(change, gone, come):
            plan = _of(open_plans, item)
            gone.remove(item)
            come.remove(other)
            if plan is not None:
                open_plans.remove(plan)
                open_plans.append(Plan(other.text, (*plan.days, _planned(other, change))))
            else:
                open_plans.append(Plan(other.text, (_planned(other, change),)))
        for item in gone:
            plan = _of(open_plans, item)
            if plan is not None:
                open_plans.remove(plan)
                done.append(plan._replace(ended=change.day))
        open_plans += [Plan(item.text, (_planned(item, change),)) for item in come]
    return done + open_plans


def _planned(item: DatedText, change: NextChange) -> Planned:
    return Planned(item.date, change.day, change.by, change.log)


def _of(open_plans: Sequence[Plan], item: DatedText) -> Plan | None:
    """The open plan that an item of the header is."""
    same = (p for p in open_plans if p.text == item.text and p.days[-1].day == item.date)
    return next(same, None)


def _pairs(
    change: NextChange, gone: Sequence[DatedText], come: Sequence[DatedText]
) -> list[tuple[DatedText, DatedText]]:
    """Items that went, with those that took their places; the most alike first."""
    if not gone or not come:
        return []
    touched = max((line.date for line in change.log() if line.is_touch), default=date.min)
    is_only = len(gone) == len(come) == 1
    likeness = [
        (_alike(item, other), item, other) for item in gone for other in come if item.date > touched
    ]
    likeness.sort(key=lambda found: -found[0])
    pairs: list[tuple[DatedText, DatedText]] = []
    taken: set[DatedText] = set()
    for alike, item, other in likeness:
        if (alike >= _ALIKE or is_only) and not taken & {item, other}:
            taken |= {item, other}
            pairs.append((item, other))
    return pairs


def _alike(one: DatedText, other: DatedText) -> float:
    """From 0 to 1, how much two items say the same."""
    return SequenceMatcher(None, one.text.casefold(), other.text.casefold()).ratio()


class Judged(NamedTuple):
    """What became of a step whose day has come; `done` is the day of the touch."""

    outcome: Outcome
    done: date | None


def judge(plan: Plan, log: Sequence[LogLine], on: date, calendar: WorkCalendar) -> Judged | None:
    """Whether a step was done by its day, which moves to the next working day; None while there is
    still time for it, or where it was taken back before.

    A touch on or after its day has done it, as for `due`; so has an earlier one, made after it was
    written, if the step was then taken out.
    """
    planned = plan.days[-1]
    day = calendar.next_working_day(planned.day)
    touches = sorted(
        line.date
        for line in log
        if line.is_touch and line.date <= on
        and (line.date >= planned.day or (plan.ended is not None and _is_new(line, planned)))
    )  # fmt: skip
    if touches:
        return Judged("kept" if touches[0] <= day else "late", touches[0])
    if on <= day or (plan.ended is not None and plan.ended <= planned.day):
        return None
    return Judged("missed", None)


def _is_new(line: LogLine, planned: Planned) -> bool:
    """Whether a log line came after a step was written, were it on the same day."""
    if line.date != planned.written:
        return line.date > planned.written
    return bare(line) not in map(bare, planned.log())


def bare(line: LogLine) -> LogLine:
    """A log line without its place in the file."""
    return line._replace(line=0, position=0)
