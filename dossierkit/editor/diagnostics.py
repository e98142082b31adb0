"""What is wrong in a file that is open: read strictly as it stands, checked against the book.

The checks that must go through the whole book (the same address in two dossiers, letters sent
twice) are left to `dossier check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dossierkit.book.checks import TRACES, of_file, quotes, references
from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import days_of
from dossierkit.book.checks.traces import TracesInMemory
from dossierkit.book.files import walk_folder
from dossierkit.book.playbook import playbook_findings
from dossierkit.editor.document import (
    PLAYBOOK,
    POLICY,
    PRICES,
    RATES,
    STORIES,
    Document,
    Placed,
    is_id,
)
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.schema.playbook import read_playbook
from dossierkit.schema.policy import read_policy
from dossierkit.schema.pricelist import read_price_list, read_rates
from dossierkit.schema.story import read_stories
from dossierkit.text.finding import Finding
from dossierkit.text.source import Source


def findings(workspace: Workspace, document: Document) -> list[Finding]:
    """Everything that is wrong in a file of the book, by place; nothing for other files."""
    where = document.placed
    if where is None:
        return []
    if where.is_dossier:
        found = _of_dossier(workspace, document, where)
    else:
        found = _of_table(workspace, document, where)
    return sorted({one for one in found if one.path == document.path})


def _of_dossier(workspace: Workspace, document: Document, where: Placed) -> Iterator[Finding]:
    if not is_id(where.id):
        yield from walk_folder(workspace.root, where.kind).refused
    read = document.read(workspace.policy.fields)
    if read is None:
        return
    if isinstance(read, Unreadable):
        yield from read.findings
        return
    given = Given(workspace.root, workspace.policy, workspace.book.price_lists)
    yield from of_file(where.kind, read, given, days_of(workspace.today)).findings
    yield from references.check_dossier(read, workspace.targets)
    yield from quotes.join(workspace.book, _terms(workspace, where.kind, read))


def _terms(workspace: Workspace, kind: str, dossier: Dossier[Any]) -> TracesInMemory:
    """What a dossier leaves, and what its company has agreed to."""
    traces = TracesInMemory()
    left = [each for leave in TRACES[kind] for each in leave(dossier)]
    traces.add(kind, dossier.id, left, is_readable=True)
    company = getattr(dossier.facts, "company", None)
    if company and company in workspace.around.ids("company"):
        firm = workspace.dossier("company", company)
        said = quotes.agreed(company, incoterm=True, payment=True)
        agreed = [*(quotes.trace(firm) if firm else said)]
        traces.add("company", company, agreed, is_readable=firm is not None)
    return traces


def _of_table(workspace: Workspace, document: Document, where: Placed) -> Iterator[Finding]:
    source = document.source()
    if where.kind == POLICY:
        yield from _of_policy(workspace, source)
    elif where.kind == PLAYBOOK:
        playbook = read_playbook(source)
        yield from playbook_findings(replace(workspace.book, playbook=playbook))
    elif where.kind == STORIES:
        yield from read_stories(source).findings
    else:
        source.findings[:] = [one for one in source.findings if one.code != "byte-order-mark"]
        yield from _of_sheet(source, where)


def _of_sheet(source: Source, where: Placed) -> Iterator[Finding]:
    if where.kind == RATES:
        yield from read_rates(source).findings
    elif where.kind == PRICES:
        yield from read_price_list(_start(where.id), source).findings


def _start(name: str) -> date:
    """The day on which a list comes into force; any, if its name does not say."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        return date.max


def _of_policy(workspace: Workspace, source: Source) -> Iterator[Finding]:
    policy = read_policy(source)
    yield from source.findings
    sender = policy.mail.from_
    if sender and not workspace.targets.has("member", sender):
        message, hint = workspace.targets.explain("member", sender)
        offset = source.text.find(sender, max(source.text.find("from"), 0))
        yield source.finding(max(offset, 0), references.CODE, message, hint)
