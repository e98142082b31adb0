"""`never-contacted`: a dossier was made, and nobody has written or called since."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict
from dossierkit.text.translation import _

_LETTER = "introduction"


def never_contacted(case: Case) -> Verdict:
    """Due since `source.date`, else since the file entered git, else today.

    Where only today is known, it does not move: on a weekend they would drop off the list.
    """
    if case.course:
        return _("there was contact")
    if case.customer.next:
        return _("the first step is planned")
    origin = case.customer.source.date
    if origin:
        line = case.dossier.line("source", "date")
        text, day = _("never contacted since {origin}").format(origin=origin), origin.first_day()
        return [case.ground(text, day, line, letter=_LETTER)]
    if case.entered:
        text = _("never contacted; on file since {entered}").format(entered=case.entered)
        return [case.ground(text, case.entered, 1, letter=_LETTER)]
    return [case.ground(_("never contacted"), case.on, 1, moves=False, letter=_LETTER)]
