"""`expected`: the purchase they spoke of is near (M34)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _


def expected(case: Case) -> Verdict:
    """Due the lead (14 days) before `expected-purchase`; any touch from then on closes it."""
    purchase = case.customer.expected_purchase
    if purchase is None:
        return _("no purchase is expected")
    lead = case.figures.expected_lead
    due = lead.before(purchase.first_day())
    if case.touched_since(due):
        return _("there was contact since {due}, {lead} before the expected purchase").format(
            due=due, lead=lead
        )
    text = (
        _("they expect to buy on {purchase}")
        if purchase.day
        else _("they expect to buy in {purchase}")
    ).format(purchase=purchase)
    return [case.ground(text, due, case.dossier.line("expected-purchase"), letter="greeting")]
