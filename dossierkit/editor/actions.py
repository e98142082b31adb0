"""What an editor can do for its user at a place: mend a slip, log what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any, Literal, NamedTuple, cast

from dossierkit.book.change import ABSENT, Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.book.next_steps import next_steps
from dossierkit.editor.document import Document
from dossierkit.editor.extent import extent
from dossierkit.editor.path import path_at
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.values import DatedText
from dossierkit.text.edit import CannotEdit
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.log_edit import add_log_line
from dossierkit.text.log_line import format_log_line
from dossierkit.text.nodes import Scalar
from dossierkit.text.nodes import Sequence as Items
from dossierkit.text.places import is_flow, line_end, line_start
from dossierkit.text.scalar import is_plain, write_scalar
from dossierkit.text.translation import _

_DONE_BY: dict[str | None, tuple[str, Literal["out"] | None]] = {
    "phone": ("call", "out"),
    "video": ("meeting", None),
    "visit": ("visit", None),
    "whatsapp": ("chat", "out"),
    "wechat": ("chat", "out"),
}
"""The event that a step done is logged as, by the way the customer likes best; else a mail."""
_LINE = re.compile(
    r"[ \t]*(?:(?:-[ \t]+)*[\w-]+:[ \t]+|(?:-[ \t]+)+(?![\w-]+:[ \t]))"
    r"(?P<value>[^\s\"'\[{|>#].*)"
)
_MISREAD = frozenset(("yaml", "comment-in-value", "anchor", "tag"))


class Edit(NamedTuple):
    """Other text for some characters."""

    span: Span
    text: str


class Action(NamedTuple):
    """Something to be done with a file, and the finding that it mends, if it does."""

    title: str
    kind: Literal["mend", "rewrite"]
    edits: tuple[Edit, ...]
    finding: Finding | None = None


def actions(
    workspace: Workspace, document: Document, found: Sequence[Finding], span: Span
) -> list[Action]:
    """What can be done at some characters of a file; `found` are the findings of the file."""
    offered: list[Action] = []
    text = document.text
    first, last = line_start(text, span.start), line_end(text, span.end)
    for finding in found:
        place = extent(document, finding)
        if place.start <= span.end and span.start <= place.end:
            offered += _mend(text, finding, place)
        if finding.code in _MISREAD and first <= place.start <= last:
            offered += _quote_line(text, place.start, finding)
    quoted = _quote_at(document, span.start)
    if quoted and all(quoted.title != action.title for action in offered):
        offered.append(quoted)
    where = document.placed
    dossier = document.read(workspace.policy.fields)
    if where and where.kind in ("customer", "company") and isinstance(dossier, Dossier):
        offered += _done(workspace, document, dossier, span.start)
        offered += _skeleton(workspace, document)
    return offered


def _mend(text: str, finding: Finding, place: Span) -> Iterator[Action]:
    meant = _meant(finding.hint)
    if meant:
        start, end = place
        if text[start] in "\"'" and text[start] == text[end - 1] and end - start > 1:
            start, end = start + 1, end - 1
        title = _("write '{word}'").format(word=meant)
        yield Action(title, "mend", (Edit(Span(start, end), meant),), finding)


def _meant(hint: str) -> str:
    """The word that a hint thinks was meant, or an empty text."""
    before, _hole, after = _("did you mean '{word}'?").partition("{word}")
    if not (hint.startswith(before) and hint.endswith(after)):
        return ""
    word = hint[len(before) : len(hint) - len(after)]
    return "" if "'" in word else word


def _quote_line(text: str, offset: int, finding: Finding) -> Iterator[Action]:
    """The value of a line in quotes, all of it."""
    start, end = line_start(text, offset), line_end(text, offset)
    match = _LINE.match(text[start:end])
    value = match["value"].rstrip() if match else ""
    if match is None or is_plain(value, in_flow=False):
        return
    try:
        quoted = write_scalar(value)
    except CannotEdit:
        return
    begin = start + match.start("value")
    edit = Edit(Span(begin, begin + len(value)), quoted)
    yield Action(_("put the value in quotes"), "mend", (edit,), finding)


def _quote_at(document: Document, offset: int) -> Action | None:
    """A value in quotes that other programs would take for something else."""
    at = path_at(document.text, document.nodes, offset) if document.nodes else None
    if at is None or at.value is None or not at.value.is_plain or at.value.is_null:
        return None
    value = at.value
    in_flow = _is_in_flow(document, value)
    if is_plain(value.text, in_flow=in_flow):
        return None
    edit = Edit(Span(value.start, value.end), write_scalar(value.text, in_flow=in_flow))
    return Action(_("put the value in quotes"), "rewrite", (edit,))


def _is_in_flow(document: Document, value: Scalar) -> bool:
    """Whether a value stands in brackets."""
    waiting: list[Any] = [document.nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            continue
        if is_flow(document.text, node) and node.start <= value.start < node.end:
            return True
        waiting += node.items if isinstance(node, Items) else node.fields.values()
    return False


def _done(
    workspace: Workspace, document: Document, dossier: Dossier[Any], offset: int
) -> Iterator[Action]:
    """For each next step in the line: a log line of today, and the step taken out."""
    if not isinstance(dossier.facts, Customer):
        return
    line = dossier.source.line(offset)
    for step in dossier.facts.next:
        if step.line != line:
            continue
        after = _logged(workspace, document, cast("Dossier[Customer]", dossier), step)
        if after is not None:
            title = _("done: {step}").format(step=str(step)[:60])
            yield Action(title, "rewrite", _differences(document.text, after))


def _logged(
    workspace: Workspace, document: Document, dossier: Dossier[Customer], step: DatedText
) -> str | None:
    """The text of a file after a step was done, as `dossier log` writes it; None if it can't be."""
    event, direction = _DONE_BY.get(dossier.facts.reach.prefers, ("email", "out"))
    words = step.text or _("done")
    try:
        bullet = format_log_line(event, workspace.today, words, direction=direction)
        after = next_steps(dossier, bullet.read(), ())
        still = [item for item in after.open if " ".join(item.split()) != _item(dossier, step)]
        wish = ABSENT if not still else (still[0] if len(still) == 1 else [*still])
        wanted = Wanted({("next",): wish}, bullet)
        data = document.text.encode("utf-8", "surrogatepass")
        kind, custom = GROUPS["customer"], workspace.policy.fields
        return changed(kind, dossier.id, dossier.path, data, None, wanted, custom).decode()
    except (CannotEdit, Refusal):
        return None


def _item(dossier: Dossier[Customer], step: DatedText) -> str:
    """A step as it stands in the file, blanks evened out."""
    node = dossier.header.get("next")
    items = node.items if isinstance(node, Items) else [node]
    here = [
        item.text
        for item in items
        if isinstance(item, Scalar) and dossier.source.line(item.start) == step.line
    ]
    matching = [text for text in here if " ".join(text.split()).endswith(step.text)]
    return " ".join((matching or here or [""])[0].split())


def _skeleton(workspace: Workspace, document: Document) -> Iterator[Action]:
    today = workspace.today
    try:
        after = add_log_line(document.text, f"{today} call out: ", (), today)
    except CannotEdit:
        return
    edits = _differences(document.text, after)
    yield Action(_("add a log line of today"), "rewrite", edits)


def _differences(before: str, after: str) -> tuple[Edit, ...]:
    """The edits, line by line, that make one text of the other."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, old))]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Edit(Span(starts[first], starts[last]), "".join(new[start:end]))
        for tag, first, last, start, end in steps
        if tag != "equal"
    )
