"""Which intent the log speaks for (M34): the class that sets the rhythm.

The states exclude each other and don't depend on the intent, and inside one of them no intent leads
back to one that led to it: suggestions that are taken come to an end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.method.case import Case
from dossierkit.method.rules.ladder import STARTS
from dossierkit.method.suggesting.chapter import Chapter, orders_of
from dossierkit.method.suggesting.stage import is_recent
from dossierkit.method.suggesting.suggestion import (
    Evidence,
    Suggestion,
    heard,
    is_legible,
    written,
)
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _, word

COUNTED = ("contacts",)
"""Suggestions that are better made when one knows since when the intent has been so."""


class _Move(NamedTuple):
    """From which intents to which one, and why."""

    id: str
    of: tuple[str | None, ...]
    value: str | None
    reason: str
    source: str
    evidence: Sequence[LogLine | Evidence]


def intent(case: Case, chapter: Chapter, since: date | None = None) -> Suggestion | None:
    """The intent that the open chapter speaks for, where the header says another one.

    `since` is the day on which the intent was set, where that is known: contacts are counted from
    there.
    """
    now = case.customer.intent
    if not is_legible(case, "intent", now):
        return None
    for state in _STATES:
        moves = list(state(case, chapter, since))
        for move in moves:
            if now in move.of:
                return _suggestion(case, now, move)
        if moves:
            return None
    return None


def _suggestion(case: Case, now: str | None, move: _Move) -> Suggestion:
    evidence: list[Evidence] = []
    for one in move.evidence:
        evidence += [one] if isinstance(one, Evidence) else heard(case, [one])
    return Suggestion(move.id, "intent", now, move.value, move.reason, move.source, tuple(evidence))


_Moves = Iterator[_Move]


def _bought(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """An actual customer has no intent."""
    orders = orders_of(case)
    if orders and is_recent(case, orders[-1]):
        of = ("interested", "hesitant", "not-soon", "never", "quoted-silent")
        reason = _("they ordered: the rhythm of a customer takes over")
        yield _Move("bought", of, None, reason, "M34", orders[-1:])


def _failed(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """After a lost deal there is no selling until they raise it, or we make another offer."""
    is_over = not any(one.event in STARTS and one.direction == "out" for one in chapter.touches)
    if chapter.opening == "lost" and chapter.first and is_over:
        of = ("interested", "hesitant", "quoted-silent")
        reason = _("the deal is lost: no selling until they raise it")
        yield _Move("lost", of, "not-soon", reason, "M39", [chapter.first])


def _exhausted(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """A ladder that went on and on past its last rung (DESIGN 3.1)."""
    figures, silent = case.figures, chapter.unanswered
    starts = [one for one in silent if one.event in STARTS and one.direction == "out"]
    if not starts:
        return
    start = starts[-1]
    rungs = figures.sample_ladder if start.event == "sample" else figures.ladder
    end = max((rung.after(start.date) for rung in rungs), default=start.date)
    late = [one for one in silent[silent.index(start) + 1 :] if one.date >= end]
    past = late[1:]  # the first one stands on the last rung, however late
    if len(past) >= figures.suggest.past_ladder:
        of = (None, "interested", "hesitant", "quoted-silent")
        reason = _("{count} touches past the ladder of the {event}, no answer").format(
            count=len(past), event=word(start.event, "event")
        )
        yield _Move("past-ladder", of, "not-soon", reason, "M35", [start, *past])


def _quoted(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """A quote that is out and unanswered."""
    quotes = [one for one in chapter.unanswered if (one.event, one.direction) == ("quote", "out")]
    if quotes:
        of = (None, "interested", "hesitant", "not-soon")
        reason = _("a quote is out and unanswered")
        yield _Move("quoted", of, "quoted-silent", reason, "M34", quotes[-1:])


def _silent(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """Touches of ours in a row that nobody answered, those of the same day left out."""
    limit = case.figures.suggest.unanswered
    silent = [one for one in chapter.unanswered if one.date < case.on]
    if len(silent) < limit:
        return
    reason = _("{count} touches in a row without an answer").format(count=len(silent))
    yield _Move("silent", (None, "interested"), "hesitant", reason, "M34", silent)
    if len(silent) >= 2 * limit:
        of = ("hesitant", "quoted-silent")
        yield _Move("silent", of, "not-soon", reason, "M34", silent)
    yield from _counted(case, chapter, since)


def _speaking(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """They speak with us: the silence is broken, a door has opened, or contacts lead nowhere."""
    yield from _answered(case)
    contacts, limit = chapter.contacts, case.figures.contacts.interested
    if len(contacts) < limit:
        yield from _opened(case, chapter)
    yield from _counted(case, chapter, since)


def _answered(case: Case) -> _Moves:
    """Who was quoted and has answered; without a quote in the log, who spoke last."""
    course = case.course
    quote = max((place for place, one in enumerate(course) if one.event == "quote"), default=None)
    since = course[-1 if quote is None else quote :]
    answers = [one for one in since if one.comes_in and one.event != "order"]
    if answers:
        reason = _("they have broken the silence")
        yield _Move("answered", ("quoted-silent",), "interested", reason, "M34", answers[-1:])


def _opened(case: Case, chapter: Chapter) -> _Moves:
    """A new inquiry that was their last word, or the day on which they wanted to buy."""
    has_spoken = any(one.comes_in for one in chapter.touches)
    if chapter.opening == "inquiry" and chapter.first and not has_spoken:
        of = ("not-soon", "never")
        yield _Move("asked-again", of, "interested", _("they ask again"), "M34", [chapter.first])
    if chapter.opening == "expected":
        day = case.customer.expected_purchase
        place = written(case, "expected-purchase", day)
        reason = _("the purchase was expected for {day}").format(day=day)
        yield _Move("expected", ("not-soon",), "interested", reason, "M34", [place])


def _counted(case: Case, chapter: Chapter, since: date | None) -> _Moves:
    """So many contacts and no order: think again about the class."""
    limits = case.figures.contacts
    contacts = [one for one in chapter.contacts if since is None or one.date > since]
    for name, limit, value in (
        ("interested", limits.interested, "hesitant"),
        ("hesitant", limits.hesitant, "not-soon"),
    ):
        if len(contacts) >= limit:
            reason = _("{count} contacts as {name}, and no order").format(
                count=len(contacts), name=word(name, "intent")
            )
            yield _Move("contacts", (name,), value, reason, "M34", contacts)


_STATES: tuple[Callable[[Case, Chapter, date | None], _Moves], ...] = (
    _bought,
    _failed,
    _exhausted,
    _quoted,
    _silent,
    _speaking,
)
"""The first state that says something decides."""
