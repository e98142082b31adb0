"""`refusal`: a deal failed; thank them the same day, and sell nothing (M39)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict, quoted


def refusal(case: Case) -> Verdict:
    """Due on the day of the last `lost`, until thanks went out or an order came."""
    for touch in reversed(case.course):
        if touch.event == "lost":
            text = f"the deal failed on {touch.date}{quoted(touch)}: thank them, no selling"
            return [case.ground(text, touch.date, touch.line, letter="refusal-thanks")]
        if touch.event == "order" or (touch.event == "thanks" and touch.goes_out):
            return f"{touch.event} since the last lost deal"
    return "no deal was lost"
