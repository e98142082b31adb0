"""A dossier: one file read strictly, as facts and events, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.custom import check_custom
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Group
from dossierkit.schema.member import Member
from dossierkit.schema.policy import CustomField
from dossierkit.schema.reading import Noted, Reading
from dossierkit.text.event import Log
from dossierkit.text.fence import split
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.log import read_log
from dossierkit.text.nodes import Mapping, Scalar, Sequence
from dossierkit.text.source import Source
from dossierkit.text.translation import _

F = TypeVar("F", Customer, Company, Country, Member)

CUSTOMER = Group(Customer)
COMPANY = Group(Company)
COUNTRY = Group(Country)
MEMBER = Group(Member)

_LINK = re.compile(r"\[\[([^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\]")


@dataclass(frozen=True, slots=True)
class Dossier(Generic[F]):
    """A file that could be read. `facts` are those that are right; `findings` name the others.

    `doubts` are the errors among the findings that follow-ups depend on: whoever acts on this
    dossier must see them. `stops_mail` is set by any doubt about consent.
    """

    id: str
    path: str
    facts: F
    log: Log
    findings: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    stops_mail: bool
    header: Mapping
    source: Source

    def place(self, *names: str | int) -> int:
        """The offset of a field's value, or of its nearest parent that is there. A number names
        an item of a list."""
        node: Any = self.header
        for name in names:
            value = _inner(node, name)
            if value is None:
                break
            node = value
        offset: int = node.start
        return offset

    def line(self, *names: str | int) -> int:
        """The line of a field's value, from 1."""
        return self.source.line(self.place(*names))

    def links(self) -> list[tuple[str, int]]:
        """The ids of other dossiers that the notes and the log name, with their offsets."""
        text = self.source.text
        if "[[" not in text:
            return []
        start = self.header.end
        return [(m.group(1).strip(), m.start()) for m in _LINK.finditer(text, start)]


def _inner(node: Any, name: str | int) -> Any:
    """A field of a mapping or an item of a list; None if it is not there."""
    if isinstance(node, Mapping):
        return node.fields.get(str(name))
    if isinstance(node, Sequence) and isinstance(name, int) and name < len(node.items):
        return node.items[name]
    return None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that can't be read as a whole; nobody may act on it."""

    id: str
    path: str
    findings: tuple[Finding, ...]


def read_dossier(
    kind: Group[F], dossier_id: str, source: Source, custom: Dict[str, CustomField]
) -> Dossier[F] | Unreadable:
    """The dossier in a decoded file, with every finding of the file; never raises for bad text.

    `custom` are the declared fields of the book.
    """
    parts = None if source.is_broken else split(source)
    header = read_header(source, parts.header) if parts else None
    if parts is None or header is None:
        return Unreadable(dossier_id, source.path, tuple(sorted(source.findings)))
    reading: Reading = Reading(source)
    facts = kind.read_fields(header, reading)
    if "custom" in header.fields:
        check_custom(header, kind.title, custom, reading)
    _check_required(kind, header, reading)
    is_broken = source.is_broken
    before_log = len(source.findings)
    log = read_log(source, parts.body)
    log_errors = [finding for finding in source.findings[before_log:] if finding.is_error]
    findings = tuple(sorted([*source.findings, *(note.finding for note in reading.notes)]))
    if is_broken:
        return Unreadable(dossier_id, source.path, findings)
    doubts = [note.finding for note in reading.notes if _is_doubt(kind, note)]
    return Dossier(
        id=dossier_id,
        path=source.path,
        facts=facts,
        log=log,
        findings=findings,
        doubts=tuple(sorted(doubts + log_errors)),
        stops_mail=any(note.field == "consent" for note in reading.notes),
        header=header,
        source=source,
    )


def _check_required(kind: Group[Any], header: Mapping, reading: Reading) -> None:
    for name in (fact.name for fact in kind.required):
        node = header.get(name)
        if node is None or (isinstance(node, Scalar) and (node.is_null or not node.text.strip())):
            reading.field = name
            message = _("the {title} has no {name}").format(title=kind.title, name=name)
            reading.report(
                node or header, "missing-field", message, _("write '{name}: …'").format(name=name)
            )


def _is_doubt(kind: Group[Any], note: Noted) -> bool:
    declared = kind.facts.get(note.field)
    return note.finding.is_error and declared is not None and declared.drives
