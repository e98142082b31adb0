"""Remarks between the words of a file: days since the last touch, and when somebody's turn is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dossierkit.editor.document import Document
from dossierkit.editor.outline import headings
from dossierkit.editor.turns import days_ago, days_ahead, last_touch, next_turn, turns
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.nodes import Scalar, Sequence
from dossierkit.text.places import line_end
from dossierkit.text.translation import _
from dossierkit.text.weekdays import weekday


class Hint(NamedTuple):
    """A remark at the end of a line; `why` is shown on pointing at it."""

    offset: int
    text: str
    why: str


def hints(workspace: Workspace, document: Document) -> list[Hint]:
    """The remarks of a file as it stands, by place; none while it can't be read."""
    dossier = document.read(workspace.policy.fields)
    if not isinstance(dossier, Dossier):
        return []
    found = [*_of_turn(workspace, dossier), *_of_steps(workspace, dossier)]
    found += _of_log(workspace, document, dossier)
    return sorted(found)


def _of_turn(workspace: Workspace, dossier: Dossier[Any]) -> Iterator[Hint]:
    name = dossier.header.get("name")
    if name is None or not isinstance(dossier.facts, Customer):
        return
    place = line_end(dossier.source.text, name.start)
    if dossier.facts.consent.do_not_contact:
        yield Hint(place, _("asked not to be contacted"), "")
        return
    turn = next_turn(turns(workspace, dossier))
    if turn is not None and turn.due is not None:
        when = days_ahead(turn.due, workspace.today)
        text = _("due {when}: {rule}").format(when=when, rule=_(turn.rule))
        yield Hint(place, text, f"{turn.due} {turn.text}")


def _of_steps(workspace: Workspace, dossier: Dossier[Any]) -> Iterator[Hint]:
    """How long until each next step, or that a touch has closed it."""
    if not isinstance(dossier.facts, Customer):
        return
    node = dossier.header.get("next")
    scalars = node.items if isinstance(node, Sequence) else [node]
    touch = last_touch(dossier, workspace.today)
    by_line = {step.line: step for step in dossier.facts.next}
    for scalar in scalars:
        if not isinstance(scalar, Scalar):
            continue
        step = by_line.get(dossier.source.line(scalar.start))
        if step is None:
            continue
        is_done = touch is not None and touch.date >= step.date
        text = _("done") if is_done else days_ahead(step.date, workspace.today)
        why = (
            _("touched on {day}").format(day=touch.date)
            if is_done and touch
            else weekday(step.date)
        )
        yield Hint(line_end(dossier.source.text, scalar.start), text, why)


def _of_log(workspace: Workspace, document: Document, dossier: Dossier[Any]) -> Iterator[Hint]:
    touch = last_touch(dossier, workspace.today)
    heading = next((one for one in headings(document) if one.title.casefold() == "log"), None)
    if touch is None or heading is None:
        return
    ago = days_ago(touch.date, workspace.today)
    text = _("last touch {ago}").format(ago=ago)
    yield Hint(heading.span.end, text, f"{touch.date} {touch.event}: {touch.text[:80]}")
