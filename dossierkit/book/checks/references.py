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
from dossierkit.book.checks.common import log_place, place_in, place_of, policy_file
from dossierkit.book.checks.targets import Targets
from dossierkit.book.checks.traces import ANY, Held, Trace, Traces, in_order
from dossierkit.book.files import FOLDERS
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.finding import ERROR, Finding

CODE = "dangling-reference"

Where: TypeAlias = "tuple[str, ...] | LogLine | int"
"""A field, a log line, or an offset."""


class Reference(NamedTuple):
    """The id of another dossier; `kind` is that of a dossier, or any."""

    kind: str
    id: str
    where: Where


def trace(dossier: Dossier[Any]) -> Iterator[Trace]:
    """The dossiers that a dossier names: how many it named before, and the place."""
    wanted: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for number, (kind, wanted_id, where) in enumerate(_references(dossier)):
        place = place_in(dossier.source, _offset(dossier, wanted_id, where))
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
    place: tuple[int, int]


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


def _references(dossier: Dossier[Any]) -> Iterator[Reference]:
    facts = dossier.facts
    if isinstance(facts, Customer):
        yield from _of_customer(facts)
    elif isinstance(facts, Company):
        for link in facts.links:
            if link.company:
                yield Reference("company", link.company, ("links",))
    for line in dossier.log.lines:
        if line.member:
            yield Reference("member", line.member, line)
    for name, offset in dossier.links():
        yield Reference(ANY, name, offset)


def _of_customer(facts: Customer) -> Iterator[Reference]:
    if facts.company:
        yield Reference("company", facts.company, ("company",))
    if facts.owner:
        yield Reference("member", facts.owner, ("owner",))
    if facts.position.reports_to:
        yield Reference("customer", facts.position.reports_to, ("position", "reports-to"))
    if facts.source.referred_by:
        yield Reference("customer", facts.source.referred_by, ("source", "referred-by"))


def _offset(dossier: Dossier[Any], wanted_id: str, where: Where) -> int:
    if isinstance(where, LogLine):
        return log_place(dossier, where, wanted_id, after="by")
    if isinstance(where, int):
        return where
    return place_of(dossier.header, wanted_id, *where)
