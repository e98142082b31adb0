"""`quote-expiry`: a quote that nobody answered is about to end (M45)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _


def quote_expiry(case: Case) -> Verdict:
    """Due three days before the last day of the newest quote of ours, if nothing came in since.

    The quote is valid through its last day; after that there is nothing to remind of.
    """
    for touch in reversed(case.course):
        if touch.event == "quote" and touch.goes_out:
            break
        if touch.comes_in:
            return _("they have answered since the last quote")
    else:
        return _("no quote of ours")
    if touch.valid is None:
        return _("the quote of {date} has no last day ('valid DATE')").format(date=touch.date)
    if touch.valid < case.on:
        return _("the quote of {date} ended on {valid}").format(date=touch.date, valid=touch.valid)
    due = max(case.figures.quote_expiry.before(touch.valid), touch.date)
    text = _("the quote of {date}, unanswered, is valid through {valid}").format(
        date=touch.date, valid=touch.valid
    )
    return [case.ground(text, due, touch.line, limit=touch.valid, letter="quote-follow-up")]
