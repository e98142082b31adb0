"""`ladder`: after a quote, an introduction or a sample that nobody answered (M35)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _, word

STARTS = {"quote": "quote-follow-up", "intro": "introduction", "sample": "sample-follow-up"}
"""The events that begin a ladder, with the letter for its rungs."""


def running_ladder(case: Case) -> LogLine | None:
    """The latest quote, introduction or sample of ours that nothing answered since, or None.

    Intent `never` has no ladder.
    """
    if case.customer.intent == "never":
        return None
    for touch in reversed(case.course):
        if touch.event in STARTS and touch.direction == "out":
            return touch
        if touch.comes_in:
            return None
    return None


def ladder(case: Case) -> Verdict:
    """Due on the first rung later than the last touch; after the last rung, weekly."""
    start, last = running_ladder(case), case.last_touch
    if start is None or last is None:
        return _("no quote, introduction or sample of ours is unanswered")
    figures, letter = case.figures, STARTS[start.event]
    rungs = figures.sample_ladder if start.event == "sample" else figures.ladder
    what = _("the {event} of {date}, unanswered").format(
        event=word(start.event, "event"), date=start.date
    )
    for rung in rungs:
        day = rung.after(start.date)
        if day > last.date:
            steps = ", ".join(map(str, rungs))
            return [
                case.ground(
                    _("{rung} after {what} (rungs {steps})").format(
                        rung=rung, what=what, steps=steps
                    ),
                    day,
                    start.line,
                    letter=letter,
                )
            ]
    day = figures.after_ladder.after(last.date)
    text = _("{after_ladder} after the last touch, past the ladder of {what}").format(
        after_ladder=figures.after_ladder, what=what
    )
    return [case.ground(text, day, start.line, letter=letter)]
