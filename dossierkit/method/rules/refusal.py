"""`refusal`: a deal failed; thank them the same day, and sell nothing (M39)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict, quoted
from dossierkit.text.translation import _, word


def refusal(case: Case) -> Verdict:
    """Due on the day of the last `lost`, until thanks went out or an order came."""
    for touch in reversed(case.course):
        if touch.event == "lost":
            text = _("the deal failed on {date}{touch}: thank them, no selling").format(
                date=touch.date, touch=quoted(touch)
            )
            return [case.ground(text, touch.date, touch.line, letter="refusal-thanks")]
        if touch.event == "order" or (touch.event == "thanks" and touch.goes_out):
            return _("{event} since the last lost deal").format(event=word(touch.event, "event"))
    return _("no deal was lost")
