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
from dossierkit.book.checks.common import Days, log_place, place_of, policy_file
from dossierkit.book.checks.targets import Targets
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.finding import Finding

CODE = "dangling-reference"

Where: TypeAlias = "tuple[str, ...] | LogLine | int"
"""A field, a log line, or an offset."""


class Reference(NamedTuple):
    """The id of another dossier; `kind` is empty where any kind may be meant."""

    kind: str
    id: str
    where: Where


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Every reference, in headers, notes, logs and book.yaml, to a dossier that is not there."""
    targets = Targets(book)
    for dossier in book.all_dossiers():
        yield from check_dossier(dossier, targets)
    sender = book.policy.mail.from_
    if sender and not targets.has("member", sender):
        message, hint = targets.explain("member", sender)
        source, header, _ = policy_file(book)
        yield source.finding(place_of(header, sender, "mail", "from"), CODE, message, hint)


def check_dossier(dossier: Dossier[Any], targets: Targets) -> Iterator[Finding]:
    """Every reference of one dossier to another that is not there."""
    for reference in references_of(dossier):
        if not targets.has(reference.kind, reference.id):
            message, hint = targets.explain(reference.kind, reference.id)
            yield dossier.source.finding(_offset(dossier, reference), CODE, message, hint)


def references_of(dossier: Dossier[Any]) -> Iterator[Reference]:
    """The dossiers that a dossier names."""
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
        yield Reference("", name, offset)


def _of_customer(facts: Customer) -> Iterator[Reference]:
    if facts.company:
        yield Reference("company", facts.company, ("company",))
    if facts.owner:
        yield Reference("member", facts.owner, ("owner",))
    if facts.position.reports_to:
        yield Reference("customer", facts.position.reports_to, ("position", "reports-to"))
    if facts.source.referred_by:
        yield Reference("customer", facts.source.referred_by, ("source", "referred-by"))


def _offset(dossier: Dossier[Any], reference: Reference) -> int:
    where = reference.where
    if isinstance(where, LogLine):
        return log_place(dossier, where, reference.id, after="by")
    if isinstance(where, int):
        return where
    return place_of(dossier.header, reference.id, *where)
