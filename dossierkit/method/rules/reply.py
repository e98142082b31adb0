"""`reply`: the last touch came in and nothing went out since."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict, quoted
from dossierkit.text.translation import _, word


def reply(case: Case) -> Verdict:
    """Due on the day the first unanswered touch came in."""
    unanswered = None
    for touch in reversed(case.course):
        if touch.direction != "in":
            break
        unanswered = touch
    if unanswered is None:
        return _("nothing unanswered came in")
    text = _("{event} of {date} is unanswered{unanswered}").format(
        event=word(unanswered.event, "event"), date=unanswered.date, unanswered=quoted(unanswered)
    )
    return [case.ground(text, unanswered.date, unanswered.line)]
