"""`rhythm`: the last touch and the rhythm of `every`, of a customer, or of the intent (M34)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.schema.values import Rhythm
from dossierkit.text.translation import _, word


def own_rhythm(case: Case) -> tuple[str, Rhythm] | None:
    """The rhythm that counts, with its name: `every`, else a customer's, else the intent's."""
    customer, figures = case.customer, case.figures
    if customer.every:
        return _("own rhythm"), customer.every
    if case.is_customer:
        return _("rhythm of a customer"), figures.rhythm.customer
    if customer.intent:
        return _("rhythm of '{intent}'").format(
            intent=word(customer.intent, "intent")
        ), figures.rhythm.of(customer.intent)
    return None


def rhythm(case: Case) -> Verdict:
    """Due from the first day of the window after the last touch, overdue after its last."""
    found, last = own_rhythm(case), case.last_touch
    if found is None:
        return _("neither own rhythm nor intent, and no order in the last year")
    if last is None:
        return _("no touch yet to count from")
    name, window = found
    text = _("last touch {date} ({event}), {name} {window}").format(
        date=last.date, event=word(last.event, "event"), name=name, window=window
    )
    first_day, last_day = window.first.after(last.date), window.last.after(last.date)
    return [case.ground(text, first_day, last.line, last=last_day, letter="greeting")]
