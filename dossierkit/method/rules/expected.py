"""`expected`: the purchase they spoke of is near (M34)."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict


def expected(case: Case) -> Verdict:
    """Due the lead (14 days) before `expected-purchase`; any touch from then on closes it."""
    purchase = case.customer.expected_purchase
    if purchase is None:
        return "no purchase is expected"
    lead = case.figures.expected_lead
    due = lead.before(purchase.first_day())
    if case.touched_since(due):
        return f"there was contact since {due}, {lead} before the expected purchase"
    text = f"they expect to buy {'on' if purchase.day else 'in'} {purchase}"
    return [case.ground(text, due, case.dossier.line("expected-purchase"), letter="greeting")]
