"""`dangling-reference`: a dossier is named that does not exist.

Companies, colleagues and customers are tied by ids: whom someone reports to (M2), who sent them
(M1), which companies know each other (M17), which of us made the call (M51). A slip of the pen
breaks the tie in silence, and the person is left without company, owner or country.

A file that exists but can't be read is no dangling reference: its own finding says what is wrong.
The `person` in a company's `org` may be a name and is not checked.

PASS: `company: brightlite`, and there is `dossiers/companies/brightlite.md`
FAIL: `company: brightlight`, and there is none
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.checks.common import place_of, policy_file
from dossierkit.book.checks.targets import Targets
from dossierkit.book.checks.traces import ANY, Held, Trace, Traces, in_order
from dossierkit.book.files import FOLDERS
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import ERROR, Finding

CODE = "dangling-reference"

Place: TypeAlias = "tuple[int, int]"
"""A line and a column, from 1."""
Reference: TypeAlias = "tuple[str, str, Place]"
"""The kind of dossier that is named, or any, its id, and where."""


def trace(dossier: Dossier[Any]) -> Iterator[Trace]:
    """The dossiers that a dossier names: how many it named before, and the place."""
    wanted: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for number, (kind, wanted_id, place) in enumerate(references_of(dossier)):
        wanted.setdefault((kind, wanted_id), []).append((number, *place))
    for (kind, wanted_id), places in wanted.items():
        yield Trace(kind, wanted_id, "wants", places)


def join(book: Book, traces: Traces) -> Iterator[Finding]:
    """Every reference, in headers, notes, logs and book.yaml, to a dossier that is not there."""
    targets = Targets(book, traces)
    for path, kind, wanted_id, place in _lacking(traces):
        if not targets.has(kind, wanted_id):
            message, hint = targets.explain(kind, wanted_id)
            yield Finding(path, *place, ERROR, CODE, message, hint)
    sender = book.policy.mail.from_
    if sender and not targets.has("member", sender):
        message, hint = targets.explain("member", sender)
        source, header, _ = policy_file(book.root)
        yield source.finding(place_of(header, sender, "mail", "from"), CODE, message, hint)


class _Lacking(NamedTuple):
    """A reference to what is not there, at its line and column."""

    path: str
    kind: str
    id: str
    place: Place


def _lacking(traces: Traces) -> list[_Lacking]:
    """In the order of the book, since the first ones get a suggestion."""
    found: dict[Held, list[tuple[int, _Lacking]]] = {}
    for space in (*FOLDERS, ANY):
        for wanted_id, naming in traces.lacking(space):
            for one in naming:
                here = found.setdefault(one._replace(detail=()), [])
                for number, *place in one.detail:
                    kind = "" if space == ANY else space
                    here.append((number, _Lacking(one.path, kind, wanted_id, (*place,))))
    return [lacking for one in in_order(found) for _, lacking in sorted(found[one])]


def check_dossier(dossier: Dossier[Any], targets: Targets) -> Iterator[Finding]:
    """Every reference of one dossier to another that is not there."""
    for kind, wanted_id, place in references_of(dossier):
        wanted = "" if kind == ANY else kind
        if not targets.has(wanted, wanted_id):
            message, hint = targets.explain(wanted, wanted_id)
            yield Finding(dossier.path, *place, ERROR, CODE, message, hint)


def references_of(dossier: Dossier[Any]) -> Iterator[Reference]:
    """The dossiers that a dossier names."""
    facts, source = dossier.facts, dossier.source
    for kind, wanted_id, *names in _fields(facts):
        if wanted_id:
            yield kind, wanted_id, source.place(place_of(dossier.header, wanted_id, *names))
    find = source.text.find
    for line in dossier.log.lines:
        if member := line.member:
            start = source.start_of(line.line)
            yield "member", member, (line.line, find(member, find("by", start)) - start + 1)
    for name, offset in dossier.links():
        yield ANY, name, source.place(offset)


def _fields(facts: Any) -> Iterator[tuple[str, str | None, *tuple[str, ...]]]:
    """The fields that name others: the kind of dossier, its id if there is one, the field."""
    if isinstance(facts, Customer):
        yield "company", facts.company, "company"
        yield "member", facts.owner, "owner"
        yield "customer", facts.position.reports_to, "position", "reports-to"
        yield "customer", facts.source.referred_by, "source", "referred-by"
    elif isinstance(facts, Company):
        yield from (("company", link.company, "links") for link in facts.links)
