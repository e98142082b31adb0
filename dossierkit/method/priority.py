"""Who comes first: a number from 1 (first) to 9, from what is known of the customer (M40)."""

from __future__ import annotations

from dossierkit.method.case import Case

FIRST, LAST, MIDDLE = 1, 9, 5
_HIGH_POTENTIAL, _LOW_POTENTIAL = 9, 3


def priority(case: Case, rules: list[str], overdue_days: int) -> int:
    """The priority of a follow-up that these rules ask for.

    From 5: two less for a promise of ours or an unanswered message, one less for a running
    ladder, more than a week's delay, an actual customer, intent `interested`, and high potential
    (9 of 12); one more for low potential (3 or less), intent `not-soon`, three for `never`. No
    need at all is 9.
    """
    potential = case.customer.potential
    if potential.need == 0:
        return LAST
    score = MIDDLE
    score -= 2 if "next" in rules or "reply" in rules else 0
    score -= "ladder" in rules
    score -= overdue_days > 7
    score -= case.is_customer
    score += {"interested": -1, "not-soon": 1, "never": 3}.get(case.customer.intent or "", 0)
    known = [potential.need, potential.volume, potential.power, potential.likelihood]
    if None not in known:
        total = sum(value or 0 for value in known)
        score += (total <= _LOW_POTENTIAL) - (total >= _HIGH_POTENTIAL)
    return min(max(score, FIRST), LAST)
