"""The chain of rules for one customer: each rule's grounds, and what silences them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dossierkit.book.calendar import WEEKEND
from dossierkit.book.holiday_names import holiday_name
from dossierkit.method.case import Case, Ground, Verdict
from dossierkit.method.ceiling import Ceiling, ceiling
from dossierkit.method.rules import RULES, Rule
from dossierkit.text.translation import _
from dossierkit.text.weekdays import weekday


class Considered(NamedTuple):
    """What one rule says, seen through everything that has precedence over it.

    `due` and `last` are the days after any move, None where the rule does not apply;
    `moved_from` is the first day before a move to a working day. `silenced_by` names what keeps
    the rule from listing anybody. From `since` on it is listed: the due date, or a lead before it
    that has begun. `letter` is the purpose of a letter that would do. `estimated`: the day is one.
    """

    rule: str
    text: str
    due: date | None = None
    last: date | None = None
    moved_from: date | None = None
    silenced_by: str | None = None
    path: str | None = None
    line: int | None = None
    since: date | None = None
    letter: str | None = None
    estimated: bool = False

    @property
    def applies(self) -> bool:
        """Whether the rule finds a ground at all."""
        return self.due is not None

    def is_listed(self, horizon: date) -> bool:
        """Whether it puts the customer on the list of a span that ends on a day."""
        is_open = self.silenced_by in (None, "ceiling")
        return is_open and self.since is not None and self.since <= horizon

    def is_dropped(self, horizon: date) -> bool:
        """Whether it would be listed, if there were a need (M40)."""
        is_near = self.since is not None and self.since <= horizon
        return self.silenced_by == "no-need" and is_near


def verdicts_of(case: Case) -> dict[str, Verdict]:
    """What every rule says of a case by itself, by the rule's id."""
    return {rule.id: rule.find(case) for rule in RULES}


def consider(case: Case, found: dict[str, Verdict] | None = None) -> list[Considered]:
    """What every rule says of a case, in the order of the registry; `found` are the verdicts, if
    they are at hand.

    Silences are judged as of the case's day; only a snooze that ends by its horizon is over.
    """
    verdicts = found or verdicts_of(case)
    waits = _next_in_future(case)
    has_ladder = isinstance(verdicts["ladder"], list)
    limit = ceiling(case)
    chain = []
    for rule in RULES:
        verdict = verdicts[rule.id]
        if isinstance(verdict, str):
            chain.append(Considered(rule.id, verdict))
            continue
        silence = _silence(case, rule, waits, has_ladder)
        chain += [_weigh(case, rule, ground, silence, limit) for ground in verdict]
    return chain


def _next_in_future(case: Case) -> bool:
    return any(item.date > case.on for item in case.open_items())


def _silence(case: Case, rule: Rule, waits: bool, has_ladder: bool) -> str | None:
    """What has precedence over a rule, in the order of precedence."""
    customer = case.customer
    if customer.consent.do_not_contact:
        return "do-not-contact"
    if rule.snoozes and customer.snooze and customer.snooze.date >= max(case.on, case.horizon):
        return "snooze"
    if customer.potential.need == 0 and not (rule.is_asked_for or case.is_customer):
        return "no-need"
    if waits and rule.waits_for_next:
        return "next"
    return "ladder" if has_ladder and rule.waits_for_ladder else None


def _weigh(
    case: Case, rule: Rule, ground: Ground, silence: str | None, limit: Ceiling | None
) -> Considered:
    """A ground with its final days: after the ceiling, and moved to working days."""
    text, first, last = ground.text, ground.due, ground.last
    is_held_back = rule.has_ceiling and not (rule.id == "rhythm" and case.customer.every)
    if is_held_back and limit is not None and limit.free > first:
        first, last = limit.free, max(limit.free, last)
        text += _("; waits until {free}: {text}").format(free=limit.free, text=limit.text)
        silence = silence or ("ceiling" if limit.free > case.on else None)
    due, last, moved_from = _moved(case, rule, ground, first, last)
    if moved_from is not None:
        text += _("; moved from {first}: {day_off}").format(
            first=first, day_off=_day_off(case, first)
        )
    has_begun = ground.lead is not None and ground.lead <= case.on
    since = ground.lead if has_begun else due
    place = (ground.path, ground.line)
    found = Considered(rule.id, text, due, last, moved_from, silence, *place, since)
    return found._replace(letter=ground.letter, estimated=ground.estimated)


def _moved(
    case: Case, rule: Rule, ground: Ground, first: date, last: date
) -> tuple[date, date, date | None]:
    """Both ends of a window on working days, and the first day if that was moved.

    What would move past its limit moves back instead.
    """
    if not (rule.moves and ground.moves):
        return first, last, None
    calendar, limit = case.calendar, ground.limit or date.max
    due, end = calendar.next_working_day(first), calendar.next_working_day(last)
    if due > limit:
        due = calendar.last_working_day(first)
    return due, max(min(end, limit), due), first if due != first else None


def _day_off(case: Case, day: date) -> str:
    """What keeps people from work on a day; a weekend by the name of its day."""
    name = case.calendar.day_off(day)
    if name == WEEKEND:
        return _("{weekday}, weekend").format(weekday=weekday(day))
    return holiday_name(name or "")
