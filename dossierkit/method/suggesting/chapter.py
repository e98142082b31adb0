"""The chapter of a relationship that is open now: what was before it no longer counts.

An order, a lost deal, a new inquiry, an answer after long silence and an expected purchase whose
day has come each begin a new one: contacts and silences are counted from there.
"""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import Literal, NamedTuple

from dossierkit.method.case import Case
from dossierkit.text.event import LogLine

Opening = Literal["beginning", "order", "lost", "inquiry", "answer", "expected"]

NO_ANSWER_WANTED = ("greeting", "thanks", "shipment")
"""What goes out and asks nothing: silence after it says nothing."""


class Chapter(NamedTuple):
    """How it began, on which day (None: with the file), with which touch, and those since."""

    opening: Opening
    since: date | None
    first: LogLine | None
    touches: tuple[LogLine, ...]

    @property
    def contacts(self) -> list[LogLine]:
        """How often we reached them (M34)."""
        return [touch for touch in self.touches if touch.goes_out]

    @property
    def unanswered(self) -> list[LogLine]:
        """The touches of ours at its end that nobody answered, but for those that ask nothing."""
        silent = takewhile(lambda touch: not touch.comes_in, reversed(self.touches))
        return [touch for touch in silent if touch.event not in NO_ANSWER_WANTED][::-1]


def chapter_of(case: Case) -> Chapter:
    """The chapter that is open on the day of a case."""
    opened = Chapter("beginning", None, None, tuple(case.course))
    silence = 0
    for place, touch in enumerate(case.course):
        opening = _opening(touch, place, silence >= case.figures.suggest.unanswered)
        if opening:
            opened = Chapter(opening, touch.date, touch, tuple(case.course[place + 1 :]))
        if touch.comes_in:
            silence = 0
        elif touch.event not in NO_ANSWER_WANTED:
            silence += 1
    expected = case.customer.expected_purchase
    if expected and (opened.since or date.min) < expected.first_day() < case.on:
        day = expected.first_day()
        later = tuple(touch for touch in case.course if touch.date >= day)
        return Chapter("expected", day, None, later)
    return opened


def _opening(touch: LogLine, place: int, was_silent: bool) -> Opening | None:
    """What a touch begins, if it begins something."""
    if touch.direction == "in":
        if touch.event == "order":
            return "order"
        if touch.event == "lost":
            return "lost"
        if touch.event == "inquiry" and place:
            return "inquiry"
    return "answer" if touch.comes_in and was_silent else None


def orders_of(case: Case) -> list[LogLine]:
    """What they ordered; an order of ours is none of theirs."""
    return [one for one in case.course if one.event == "order" and one.direction == "in"]
