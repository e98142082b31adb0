"""`after-order`: thanks, a question about service, and one about recommending us (M44)."""

from __future__ import annotations

from datetime import date

from dossierkit.method.case import Case, Ground, Verdict
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _


def after_order(case: Case) -> Verdict:
    """Each step after the last order until it is done, or until 90 days have gone by.

    `thanks` closes the first step, any outgoing touch from its day on one of the others.
    """
    order = next((touch for touch in reversed(case.course) if touch.event == "order"), None)
    if order is None:
        return _("no order yet")
    figures = case.figures.after_order
    if case.on > figures.until.after(order.date):
        return _("the last order is more than {until} old").format(until=figures.until)
    since = [touch for touch in case.course if touch.date >= order.date]
    grounds = []
    if not any(touch.event == "thanks" and touch.goes_out for touch in since):
        due = figures.thanks.after(order.date)
        grounds.append(_step(case, order, _("say thanks"), due, "thanks"))
    for what, after, letter in (
        (_("is any service needed?"), figures.service, "service"),
        (_("would they recommend us?"), figures.recommendation, "referral"),
    ):
        due = after.after(order.date)
        if not any(touch.goes_out and touch.date >= due for touch in since):
            grounds.append(_step(case, order, what, due, letter))
    return grounds or _("every step after the order of {date} is done").format(date=order.date)


def _step(case: Case, order: LogLine, what: str, due: date, letter: str) -> Ground:
    return case.ground(
        _("order of {date}: {what}").format(date=order.date, what=what),
        due,
        order.line,
        letter=letter,
    )
