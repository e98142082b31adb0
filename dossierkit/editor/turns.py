"""When somebody's turn is, and why: the chain of `dossier due --why`, for one open dossier."""

from __future__ import annotations

from datetime import date
from typing import Any

from dossierkit.editor.page import Page
from dossierkit.editor.workspace import Workspace
from dossierkit.method.case import Case, case_of, own_holidays_once
from dossierkit.method.considered import Considered, consider
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _, plural


def case(workspace: Workspace, dossier: Dossier[Customer]) -> Case:
    """A customer as they stand today. On which day a file entered git is not asked: it matters only
    for somebody never contacted whose source has no date."""
    book, today = workspace.book, workspace.today
    return case_of(book, dossier, today, None, today, own_holidays_once(book, today, today))


def turns(workspace: Workspace, dossier: Dossier[Any]) -> list[Considered]:
    """The rules that have something to say of a customer, the first day first; none of others, nor
    of somebody who asked not to be contacted."""
    facts = dossier.facts
    if not (workspace.counts_turns and isinstance(facts, Customer)):
        return []
    if facts.consent.do_not_contact:
        return []
    chain = [one for one in consider(case(workspace, dossier)) if one.applies]
    return sorted(chain, key=lambda one: (one.due or date.max, one.rule))


def next_turn(chain: list[Considered]) -> Considered | None:
    """The first of them that nothing silences."""
    return next((one for one in chain if one.silenced_by in (None, "ceiling")), None)


def last_touch(dossier: Dossier[Any], today: date) -> LogLine | None:
    """The latest touch up to today."""
    touches = [line for line in dossier.log.lines if line.is_touch and line.date <= today]
    return max(touches, key=lambda line: line.date, default=None)


def days_ago(day: date, today: date) -> str:
    """How long ago a day is."""
    count = (today - day).days
    if count == 0:
        return _("today")
    return plural("{count} day ago", "{count} days ago", count).format(count=count)


def days_ahead(day: date, today: date) -> str:
    """How long until a day, or since."""
    count = (day - today).days
    if count == 0:
        return _("today")
    if count < 0:
        return plural("{count} day late", "{count} days late", -count).format(count=-count)
    return plural("in {count} day", "in {count} days", count).format(count=count)


def why_page(workspace: Workspace, dossier: Dossier[Any], line: int | None = None) -> Page | None:
    """Why somebody is due: the rules that start in a line of their file, else all; None if none."""
    chain = turns(workspace, dossier)
    here = [one for one in chain if one.path == dossier.path and one.line == line]
    shown = here if line is not None else chain
    if not shown:
        return None
    first = next_turn(shown)
    if first is None or first.due is None:
        title = _("not due")
    else:
        when = days_ahead(first.due, workspace.today)
        title = _("due {day}, {when}").format(day=first.due, when=when)
    return Page(title, tuple(map(_said, shown)))


def _said(one: Considered) -> str:
    text = f"{one.due} {_(one.rule)}: {one.text}"
    if one.silenced_by is None:
        return text
    return _("{text} (silenced by {what})").format(text=text, what=_(one.silenced_by))
