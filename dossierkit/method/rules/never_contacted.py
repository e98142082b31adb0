"""`never-contacted`: a dossier was made, and nobody has written or called since."""

from __future__ import annotations

from dossierkit.method.case import Case, Verdict


def never_contacted(case: Case) -> Verdict:
    """Due since `source.date`, else since the file entered git, else today.

    Where only today is known, it does not move: on a weekend they would drop off the list.
    """
    if case.course:
        return "there was contact"
    if case.customer.next:
        return "the first step is planned"
    origin = case.customer.source.date
    if origin:
        line = case.dossier.line("source", "date")
        return [case.ground(f"never contacted since {origin}", origin.first_day(), line)]
    if case.entered:
        return [case.ground(f"never contacted; on file since {case.entered}", case.entered, 1)]
    return [case.ground("never contacted", case.on, 1)._replace(moves=False)]
