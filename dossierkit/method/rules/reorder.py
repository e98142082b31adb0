"""`reorder`: they use to order again after about so long (M47)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _


def reorder(case: Case) -> Verdict:
    """Due the median gap of at least three orders after the last; a touch from then on closes it.

    Orders of one day count as one; half days are rounded down.
    """
    lines = {touch.date: touch.line for touch in case.course if touch.event == "order"}
    days, least = sorted(lines), case.figures.reorder_orders
    if len(days) < least:
        return _("fewer than {least} orders to read a rhythm from").format(least=least)
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    middle = len(gaps) // 2
    gap = gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) // 2
    due = days[-1] + timedelta(gap)
    if case.touched_since(due):
        return _("there was contact since {due}, {gap} days after the last order").format(
            due=due, gap=gap
        )
    text = _("they order about every {gap} days, last on {days} ({count} orders)").format(
        gap=gap, days=days[-1], count=len(days)
    )
    return [case.ground(text, due, lines[days[-1]], letter="reorder")]
