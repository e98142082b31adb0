"""Don't annoy: how much contact is too much, and until when to wait (M36)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dossierkit.method.case import Case
from dossierkit.text.translation import _


class Ceiling(NamedTuple):
    """Nothing before `free`, which is a day on which one may again; `text` says why."""

    free: date
    text: str


def ceiling(case: Case) -> Ceiling | None:
    """What holds back rhythm and ladder on a day, or None.

    Two outgoing calls less than seven days apart hold until the older is seven days past, a visit
    of ours until it is fourteen days past; on that day one is free again.
    """
    found = [*_calls(case), *_visits(case)]
    return max(found, default=None)


def _calls(case: Case) -> list[Ceiling]:
    """Every run of as many calls as are allowed, within the time in which they count."""
    figures = case.figures.ceiling
    calls = [touch.date for touch in case.course if touch.event == "call" and touch.goes_out]
    several = max(figures.calls, 1)
    runs = zip(calls, calls[several - 1 :], strict=False)
    return [
        Ceiling(
            free,
            _("{several} calls from {first} to {latest}").format(
                several=several, first=first, latest=latest
            ),
        )
        for first, latest in runs
        if latest < (free := figures.calls_within.after(first))
    ]


def _visits(case: Case) -> list[Ceiling]:
    visits = [t.date for t in case.course if t.event == "visit" and t.goes_out]
    within = case.figures.ceiling.visit_within
    return (
        [Ceiling(within.after(visits[-1]), _("a visit on {visits}").format(visits=visits[-1]))]
        if visits
        else []
    )
