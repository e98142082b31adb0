"""What is shown on pointing at a word: its meaning, who that is, why somebody is due."""

from __future__ import annotations

from typing import Any, NamedTuple

from dossierkit.editor.brief import brief
from dossierkit.editor.choices import price_rows
from dossierkit.editor.declared import Entry, entry_at, item_type
from dossierkit.editor.document import Document
from dossierkit.editor.occurrences import occurrence_at, occurrences
from dossierkit.editor.page import Page
from dossierkit.editor.path import At, path_at, path_by_text
from dossierkit.editor.turns import days_ago, why_page
from dossierkit.editor.workspace import Workspace
from dossierkit.schema import codes
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import DIRECTIONS, LogLine
from dossierkit.text.fence import Span
from dossierkit.text.source import Source
from dossierkit.text.translation import _, word

_TELLS_WHY = ("next", "every", "intent", "snooze", "expected-purchase", "name")
"""Fields at which one wants to know when somebody is due."""


class Hover(NamedTuple):
    """What is shown, and for which characters; None where that can't be told."""

    page: Page
    span: Span | None


def hover(workspace: Workspace, document: Document, offset: int) -> Hover | None:
    """What is to be shown at a place of a file; None if there is nothing to say."""
    if document.placed is None:
        return None
    dossier = workspace.read(document)
    named = occurrence_at(occurrences(document), offset)
    if named is not None:
        kinds = [named.kind] if named.kind else workspace.kinds_of(named.id)
        for kind in kinds:
            page = brief(workspace, kind, named.id)
            if page is not None:
                return Hover(page, Span(named.start, named.end))
    header = document.header
    if header is not None and header.start <= offset <= header.end:
        return _in_header(workspace, document, dossier, header, offset)
    if dossier is not None and dossier.source.text == document.text:
        return _in_log(workspace, dossier, offset)
    return None


def _in_header(
    workspace: Workspace,
    document: Document,
    dossier: Dossier[Any] | None,
    header: Span,
    offset: int,
) -> Hover | None:
    where = document.placed
    if document.nodes is not None:
        at = path_at(document.text, document.nodes, offset)
    else:
        at = path_by_text(document.text, header, offset)
    entry = entry_at(where, at.path, workspace.policy.fields) if where and at else None
    if at is None or entry is None:
        return None
    page = _product(workspace, entry, at) or _meaning(entry, at)
    if dossier is not None and at.path[0] in _TELLS_WHY:
        line = None
        if at.path[0] == "next" and at.value is not None:
            line = Source("", document.text).line(at.value.start)
        page = page.and_then(why_page(workspace, dossier, line))
    span = at.name or (Span(at.value.start, at.value.end) if at.value else None)
    return Hover(page, span)


def _meaning(entry: Entry, at: At) -> Page:
    """What a field is, how it is written, and the question that fills it."""
    fact = entry.fact
    lines = [entry.doc, _("how it is written: {form}").format(form=entry.type.name)]
    if fact is not None:
        if fact.question:
            lines.append(_("to ask: {question}").format(question=_(fact.question)))
        if fact.sensitive:
            lines.append(_("sensitive: kept only with consent.sensitive"))
        elif fact.personal:
            lines.append(_("personal"))
        if fact.required:
            lines.append(_("required"))
    return Page(".".join(at.path), tuple(filter(None, lines)))


def _product(workspace: Workspace, entry: Entry, at: At) -> Page | None:
    """What the price list in force says of an article or a group of them."""
    if item_type(entry.type) is not codes.SKU or at.value is None:
        return None
    word = at.value.text
    rows = [row for row in price_rows(workspace) if word in (row.sku, row.group)]
    if not rows:
        return Page(word, (_("not in the price list in force"),))
    return Page(
        word, tuple(f"{row.sku} {row.name}: {row.currency} {row.price}/{row.unit}" for row in rows)
    )


def _in_log(workspace: Workspace, dossier: Dossier[Any], offset: int) -> Hover | None:
    """What a log line says, and what is due because of it."""
    number = dossier.source.line(offset)
    line = next((one for one in dossier.log.lines if one.line == number), None)
    if line is None:
        return None
    page = Page(*_event(line, workspace))
    return Hover(page.and_then(why_page(workspace, dossier, number)), None)


def _event(line: LogLine, workspace: Workspace) -> tuple[str, tuple[str, ...]]:
    way = {
        "in": _("came in"),
        "out": _("went out"),
        "both": _("both ways: they were reached, and answered"),
        None: _("no touch"),
    }[line.direction]
    is_given = line.direction != DIRECTIONS[line.event]
    lines = [way if is_given else _("{way}, as usual").format(way=way)]
    if line.valid is not None:
        lines.append(_("valid through {day}").format(day=line.valid))
    title = f"{word(line.event, 'event')}, {days_ago(line.date, workspace.today)}"
    return title, tuple(lines)
