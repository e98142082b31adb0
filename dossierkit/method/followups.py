"""`due(book, on)`: who is to hear from us, when, why, and what to do. The heart of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.action import Action, action
from dossierkit.method.case import Case, case_of, own_holidays_near
from dossierkit.method.considered import Considered, consider
from dossierkit.method.feasts.long_holidays import LongHoliday
from dossierkit.method.priority import Score, score
from dossierkit.method.remarks import Mailed, bulk_mail, bulk_mail_at, remarks
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding

Class = Literal["overdue", "today", "soon"]


class Reason(NamedTuple):
    """Why a follow-up is due, since when, and the place of the fact that starts it. `estimated`:
    the day depends on a sighting of the moon, or is not announced yet."""

    rule: str
    text: str
    due: date
    path: str
    line: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One customer with all reasons. `overdue_days` count from the last day of a window; `letters`
    are the purposes that the reasons propose, of which the action's template is one.

    Without reasons (nothing is due) `due` and `moved_from` are None.
    """

    id: str
    customer: Dossier[Customer]
    due: date | None
    overdue_days: int
    score: Score
    reasons: tuple[Reason, ...]
    action: Action
    moved_from: date | None
    notes: tuple[str, ...]
    on: date
    letters: frozenset[str]

    @property
    def priority(self) -> int:
        """From 1 (first) to 9."""
        return self.score.priority

    @property
    def urgency(self) -> Class:
        """`overdue`, `today` (due, or inside its window) or `soon`."""
        if self.overdue_days:
            return "overdue"
        return "today" if self.due is not None and self.due <= self.on else "soon"


class Snoozed(NamedTuple):
    """Someone of whom nothing is wanted until after a day."""

    id: str
    name: str
    until: date
    text: str
    path: str
    line: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The list of a day: by priority, then due date, then id. `without_need` are those left out
    because they have no need at all (M40)."""

    on: date
    entries: tuple[FollowUp, ...]
    snoozed: tuple[Snoozed, ...]
    without_need: tuple[Dossier[Customer], ...]
    unreadable: tuple[Finding, ...]


class Why(NamedTuple):
    """The whole chain of rules of one customer, beside what comes of it."""

    entry: FollowUp
    chain: tuple[Considered, ...]


def due(
    book: Book,
    on: date,
    *,
    within: int = 0,
    owner: str | None = None,
    entered: Mapping[str, date] | None = None,
) -> Due:
    """The follow-ups of a book on a day, and of `within` days more; of one owner, or of all.

    `entered` gives the days on which files entered git, by customer id, for those never
    contacted. A pure function: the same arguments give the same list.
    """
    horizon = horizon_of(on, within)
    mailed = bulk_mail(book, on)
    holidays = own_holidays_near(book, on, horizon)
    found: list[Weighed] = []
    for dossier in book.customers.values():
        if owner and dossier.facts.owner != owner:
            continue
        case = case_of(book, dossier, on, (entered or {}).get(dossier.id), horizon, holidays)
        found.append(weigh(case, mailed.get(dossier.facts.company or "", ())))
    entries = [one.entry for one in found if one.entry]
    entries.sort(key=lambda entry: (entry.priority, entry.due or date.max, entry.id))
    snoozed = [one.snoozed for one in found if one.snoozed]
    snoozed.sort(key=lambda sleeper: (sleeper.until, sleeper.id))
    without_need = tuple(one.dossier for one in found if one.drops_out)
    findings = tuple(book.unreadable_findings())
    return Due(on, tuple(entries), tuple(snoozed), without_need, findings)


class Weighed(NamedTuple):
    """What a day's list has of one customer: a follow-up, a snooze that still lasts, or that they
    would be due if they had any need."""

    dossier: Dossier[Customer]
    entry: FollowUp | None = None
    snoozed: Snoozed | None = None
    drops_out: bool = False


def weigh(case: Case, mailed: Mailed = ()) -> Weighed:
    """What the list of a case's span has of its customer; `mailed` is the bulk mail that they and
    their colleagues got lately (`remarks.bulk_mail`)."""
    dossier, snooze = case.dossier, case.customer.snooze
    if case.customer.consent.do_not_contact:
        return Weighed(dossier)
    chain = consider(case)
    sleeper = snoozed_of(dossier) if snooze and snooze.date >= case.on else None
    if any(considered.is_listed(case.horizon) for considered in chain):
        return Weighed(dossier, _follow_up(case, chain, mailed), sleeper)
    drops_out = any(considered.is_dropped(case.horizon) for considered in chain)
    return Weighed(dossier, None, sleeper, drops_out)


def why(
    book: Book,
    dossier: Dossier[Customer],
    on: date,
    *,
    within: int = 0,
    entered: Mapping[str, date] | None = None,
) -> Why:
    """Every rule considered for one customer, and the follow-up that comes of them."""
    horizon = horizon_of(on, within)
    case = case_of(book, dossier, on, (entered or {}).get(dossier.id), horizon)
    chain = consider(case)
    entry = _follow_up(case, chain, bulk_mail_at(book, dossier.facts.company, on))
    return Why(entry, tuple(chain))


def score_on(
    book: Book, dossier: Dossier[Customer], on: date, holidays: Sequence[LongHoliday] | None = None
) -> Score:
    """The priority of one customer on a day, with what is due and how late (M40).

    `holidays` are those of `own_holidays_near`, if they are at hand.
    """
    case = case_of(book, dossier, on, None, on, holidays)
    listed = [considered for considered in consider(case) if considered.is_listed(on)]
    late = max((_days_late(considered, on) for considered in listed), default=0)
    return score(case, [considered.rule for considered in listed], late)


def needs_entry_day(book: Book, on: date) -> list[Dossier[Customer]]:
    """The customers for whom it matters on a day when their file entered git."""
    return [dossier for dossier in book.customers.values() if has_no_day(dossier, on)]


def has_no_day(dossier: Dossier[Customer], on: date) -> bool:
    """Whether it matters on a day when a customer's file entered git."""
    facts = dossier.facts
    if facts.next or facts.source.date is not None:
        return False
    return not any(line.is_touch and line.date <= on for line in dossier.log.lines)


def horizon_of(on: date, within: int) -> date:
    """The last day of a span; the calendar ends with the year 9999."""
    return date.fromordinal(min(on.toordinal() + within, date.max.toordinal()))


def _follow_up(case: Case, chain: list[Considered], mailed: Mailed) -> FollowUp:
    listed = [considered for considered in chain if considered.is_listed(case.horizon)]
    rules = [considered.rule for considered in listed]
    letters = [considered.letter for considered in listed]
    listed.sort(key=lambda considered: considered.due or date.max)
    late = max((_days_late(considered, case.on) for considered in listed), default=0)
    return FollowUp(
        id=case.dossier.id,
        customer=case.dossier,
        due=listed[0].due if listed else None,
        overdue_days=late,
        score=score(case, rules, late),
        reasons=tuple(_reason(considered) for considered in listed),
        action=action(case, rules, letters, case.book.purposes),
        moved_from=_moved_from(listed),
        notes=remarks(case, mailed),
        on=case.on,
        letters=frozenset(letter for letter in letters if letter),
    )


def _moved_from(listed: list[Considered]) -> date | None:
    """The day from which a reason was moved to the due date, which is the first one's."""
    same_day = (considered for considered in listed if considered.due == listed[0].due)
    return next((considered.moved_from for considered in same_day if considered.moved_from), None)


def _days_late(considered: Considered, on: date) -> int:
    last = considered.last or on
    return max((on - last).days, 0)


def _reason(considered: Considered) -> Reason:
    due_day = considered.due or date.max
    path, line = considered.path or "", considered.line or 1
    return Reason(considered.rule, considered.text, due_day, path, line, considered.estimated)


def snoozed_of(dossier: Dossier[Customer]) -> Snoozed | None:
    """The snooze of someone of whom anything could be wanted, over or not."""
    facts = dossier.facts
    if facts.snooze is None or facts.consent.do_not_contact:
        return None
    until, text, line = facts.snooze.date, facts.snooze.text, facts.snooze.line
    return Snoozed(dossier.id, facts.name or dossier.id, until, text, dossier.path, line)
