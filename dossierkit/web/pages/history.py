"""How a dossier, or one of its facts, came about: a timeline, the latest first."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.book.zone import zone_named
from dossierkit.history.git import NoHistory
from dossierkit.history.past.hidden import as_told
from dossierkit.history.past.life import is_below, life
from dossierkit.history.past.step import Step
from dossierkit.schema.customer import Customer
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _, word
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around
from dossierkit.web.values import value_text
from dossierkit.web.whom import Whom, whom

_SHORT = 8
"""Letters of a hash that are enough for git to know it again."""


class Turn(NamedTuple):
    """A step of a life as the page shows it: when and by whom, what was said of it, the facts as
    (field, old, new), and other lines."""

    when: str
    who: str
    commit: str
    said: list[str]
    facts: list[tuple[str, str, str]]
    lines: list[tuple[str, str]]


def page(desk: Desk, ask: Ask) -> Answer:
    """The life of a dossier, or of one of its facts."""
    found = whom(desk, ask)
    field = ask.query.get("field", "").strip()
    steps, fields, refused = list[Step](), list[str](), ""
    try:
        steps = life(desk.root, found.dossier.path)
        if isinstance(found.dossier.facts, Customer):
            steps = as_told(steps, found.dossier.facts, desk.today())
        fields = sorted({change.field for step in steps for change in step.facts})
    except NoHistory as error:
        refused = str(error)
    told = [_turn(found, step, field) for step in reversed(steps) if _tells(step, field)]
    html = around(
        desk,
        found.book,
        "history.html",
        whom=found,
        turns=told,
        field=field,
        fields=fields,
        refused=refused,
    )
    return Answer(html)


def _tells(step: Step, field: str) -> bool:
    return not field or step.is_gone or any(is_below(one.field, field) for one in step.facts)


def _turn(found: Whom, step: Step, field: str) -> Turn:
    commit = step.commit
    when, who = _("not committed yet"), ""
    if commit:
        zone = zone_named(found.book.policy.timezone)
        when = f"{commit.when.astimezone(zone) if zone else commit.when:%Y-%m-%d %H:%M}"
        who = commit.author or commit.email or _("no name")
    said = [commit.subject, *commit.body.split("\n")] if commit else []
    facts = [
        (one.field, value_text(one.old), value_text(one.new))
        for one in step.facts
        if not field or is_below(one.field, field)
    ]
    lines = [] if field else _lines(step)
    short = commit.hash[:_SHORT] if commit else ""
    return Turn(when, who, short, [line for line in said if line.strip()], facts, lines)


def _lines(step: Step) -> list[tuple[str, str]]:
    """What else a step changed: a mark (+ or - for lines of the log, none for the rest), and a
    text."""
    if step.unreadable is not None:
        return [("", _("can't be read here: {finding}").format(finding=step.unreadable))]
    lines = [("", _("decided in a merge"))] if step.is_merge else []
    lines += [("", _("the file was deleted"))] if step.is_gone else []
    if step.old_path not in (None, step.path):
        lines.append(("", _("renamed from {path}").format(path=step.old_path)))
    for mark, logged in (("+", step.added), ("-", step.removed)):
        lines += [(mark, _logged(line)) for line in logged]
    lines += [("", _("the notes changed"))] if step.notes else []
    lines += [("", _("only comments or the layout changed"))] if step.only_form else []
    return lines


def _logged(line: LogLine) -> str:
    return f"{line.date} {word(line.event, 'event')}: {line.text}"
