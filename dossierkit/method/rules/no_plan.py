"""`no-plan`: someone whom no other rule would ever bring up again."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _, word


def no_plan(case: Case) -> Verdict:
    """Due 30 days after the last touch of a customer without next step, rhythm or intent."""
    customer, last = case.customer, case.last_touch
    if customer.every or customer.intent or case.is_customer:
        return _("there is a plan: a rhythm, an intent or a recent order")
    if case.open_items():
        return _("there is a plan: a next step")
    if last is None:
        return _("no touch yet to count from")
    gap = case.figures.no_plan
    text = _("neither next step nor intent, last touch {date} ({event})").format(
        date=last.date, event=word(last.event, "event")
    )
    return [case.ground(text, gap.after(last.date), last.line, letter="greeting")]
