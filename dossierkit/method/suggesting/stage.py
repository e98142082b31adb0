"""Which stage the log speaks for (M31), and when it speaks for going back (M33)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossierkit.method.case import Case
from dossierkit.method.suggesting.chapter import orders_of
from dossierkit.method.suggesting.suggestion import Suggestion, heard, is_legible
from dossierkit.schema.customer import STAGES
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _

_TALK = ("email", "chat", "call", "meeting", "visit", "fair", "inquiry")
"""Events by which somebody asks for more."""
_ASKED_FOR_MORE = 2


class _Sign(NamedTuple):
    """A stage that some lines show to be reached."""

    id: str
    stage: str
    reason: str
    lines: tuple[LogLine, ...]


def stage(case: Case) -> Suggestion | None:
    """The stage that the log shows to be reached, where the header says less; and a stage back for
    someone whose last order is too old. What was before an order or a lost deal is no sign."""
    now = case.customer.stage
    if not is_legible(case, "stage", now):
        return None
    orders, lost = orders_of(case), _lost(case)
    last = orders[-1] if orders else None
    is_lost = last is not None and lost is not None and lost.date >= last.date
    if last and not is_lost and is_recent(case, last):
        return _forward(case, _Sign("ordered", "harmony", _("they ordered"), (last,)))
    reached = max(_signs(case, last, lost), key=lambda sign: STAGES.index(sign.stage), default=None)
    if last and not is_recent(case, last) and (now == "harmony" or not is_lost):
        return _lapsed(case, last, reached)
    return _forward(case, reached) if reached else None


def is_recent(case: Case, order: LogLine) -> bool:
    """Whether an order makes an actual customer of them on the day of a case."""
    return case.figures.customer_for.after(order.date) >= case.on


def _lost(case: Case) -> LogLine | None:
    found = (one for one in reversed(case.course) if one.event == "lost" and one.direction == "in")
    return next(found, None)


def _forward(case: Case, sign: _Sign) -> Suggestion | None:
    """A move up to the stage of a sign; nobody is moved back."""
    now = case.customer.stage
    if now is not None and STAGES.index(now) >= STAGES.index(sign.stage):
        return None
    return Suggestion(
        sign.id, "stage", now, sign.stage, sign.reason, "M31", heard(case, sign.lines)
    )


def _lapsed(case: Case, last: LogLine, reached: _Sign | None) -> Suggestion | None:
    """A lapsed customer is a prospect again, and one who knows us."""
    now = case.customer.stage
    old = _Sign(
        "lapsed", "consideration", _("no order since {date}").format(date=last.date), (last,)
    )
    if reached and STAGES.index(reached.stage) > STAGES.index(old.stage):
        if now != "harmony":
            return _forward(case, reached)
        old = old._replace(stage=reached.stage, lines=(last, *reached.lines))
    if now not in (None, "interest", "harmony"):
        return None
    return Suggestion(old.id, "stage", now, old.stage, old.reason, "M33", heard(case, old.lines))


def _signs(case: Case, order: LogLine | None, lost: LogLine | None) -> Iterator[_Sign]:
    """The signs of stages below harmony since the last order or lost deal."""
    places = [case.course.index(one) for one in (order, lost) if one]
    recent = case.course[max(places) + 1 :] if places else case.course
    if case.customer.intent != "never":
        yield from _asked(recent, is_first=not places)
    samples = [one for one in recent if one.event == "sample" and one.direction == "out"]
    if samples:
        yield _Sign("sampled", "assimilation", _("a sample is with them"), (samples[-1],))
    bargaining = _bargaining(case, recent)
    if bargaining:
        yield _Sign("bargaining", "sincerity", _("the price is being talked about"), bargaining)


def _asked(recent: Sequence[LogLine], *, is_first: bool) -> Iterator[_Sign]:
    """An inquiry shows interest. A new one after an answer of ours shows consideration; so does it,
    before any order, to write or to talk with us more than once after it."""
    inquiries = [one for one in recent if one.event == "inquiry" and one.direction == "in"]
    if inquiries:
        yield _Sign("asked", "interest", _("they asked"), (inquiries[0],))
    answer = next((place for place, one in enumerate(recent) if one.goes_out), len(recent))
    later = [one for one in recent[answer + 1 :] if one.comes_in and one.event in _TALK]
    again = [one for one in later if one.event == "inquiry"]
    lines = again[:1] or (later[-_ASKED_FOR_MORE:] if is_first else [])
    if again or len(lines) == _ASKED_FOR_MORE:
        yield _Sign("asked-more", "consideration", _("they come back for more"), tuple(lines))


def _bargaining(case: Case, recent: Sequence[LogLine]) -> tuple[LogLine, ...]:
    """A counter-offer, or two quotes of ours shortly after each other and a word of theirs between
    them; the lines that show it."""
    quote: LogLine | None = None
    word: LogLine | None = None
    for touch in recent:
        if touch.event == "quote" and touch.direction == "in":
            return (touch,)
        if touch.event == "quote" and touch.direction == "out":
            within = case.figures.suggest.bargaining
            if quote and word and touch.date <= within.after(quote.date):
                return (quote, word, touch)
            quote, word = touch, None
        elif touch.comes_in:
            word = touch
    return ()
