"""`next`: due on the date of each open item; a touch on or after that day closes it."""

from __future__ import annotations

from dossierkit.book.calendar import WEEKEND
from dossierkit.book.holiday_names import holiday_name
from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _


def next_step(case: Case) -> Verdict:
    """A ground for every open `next` item; an item never moves, but says if it is a day off."""
    items = case.open_items()
    if not items:
        return _("no open next step") if not case.customer.next else _("every next step is done")
    grounds = []
    for item in items:
        text = item.text or _("follow up")
        day_off = case.calendar.day_off(item.date)
        if day_off:
            off = _(WEEKEND) if day_off == WEEKEND else holiday_name(day_off)
            text += _(" (a day off there: {day_off})").format(day_off=off)
        grounds.append(case.ground(text, item.date, item.line))
    return grounds
