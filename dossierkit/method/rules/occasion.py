"""`occasion`: birthdays, anniversaries and feasts that this person keeps (M42)."""

from __future__ import annotations

from dossierkit.method.case import Case, Ground, Verdict
from dossierkit.method.feasts.kept import Kept, kept_between
from dossierkit.method.feasts.occasions import OCCASIONS
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _


def occasion(case: Case) -> Verdict:
    """Due on the day itself, listed from three days before until three days after.

    A greeting of ours from the lead day on closes it; one with the tag of an occasion closes only
    that one.
    """
    near = _near(case)
    open_ones = [kept for kept in near if not _is_greeted(case, kept)]
    if open_ones:
        return [_ground(case, kept) for kept in open_ones]
    return _("the occasions near are greeted") if near else _("no occasion of theirs is near")


def open_occasions(case: Case) -> list[Kept]:
    """The occasions near that nobody has greeted, by day."""
    return [kept for kept in _near(case) if not _is_greeted(case, kept)]


def _near(case: Case) -> list[Kept]:
    figures = case.figures.occasion
    since = figures.after.before(case.on)
    until = max(case.horizon, figures.lead.after(case.on))
    return kept_between(case.book, case.dossier, since, until, case.on)


def _is_greeted(case: Case, kept: Kept) -> bool:
    lead = case.figures.occasion.lead.before(kept.day)
    return any(_greets(touch, kept) for touch in case.course if touch.date >= lead)


def _greets(touch: LogLine, kept: Kept) -> bool:
    named = [tag for tag in touch.tags if tag in OCCASIONS]
    is_meant = not named or kept.occasion in named
    return touch.event == "greeting" and touch.goes_out and is_meant


def _ground(case: Case, kept: Kept) -> Ground:
    mark = _(" (estimated)") if kept.estimated else ""
    tone = _("; their religion is not known: neutral words") if kept.neutral else ""
    if kept.is_care:
        tone = _("; a considerate word, no congratulation")
    lead = case.figures.occasion.lead.before(kept.day)
    text = f"{kept.title}, {kept.day}{mark}{tone}"
    ground = Ground(text, kept.day, kept.day, kept.path, kept.line, moves=False, lead=lead)
    return ground._replace(letter="greeting", estimated=kept.estimated)
