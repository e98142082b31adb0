"""How complete a whole book is, whose dossiers lack most, and which of them matter (M29)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from dossierkit.method.knowing.completeness import Completeness, Knowledge, percent
from dossierkit.method.touches import standing, touches
from dossierkit.schema.customer import Customer, Potential
from dossierkit.schema.dossier import Dossier

KINDS = ("customer", "company", "country")
HIGH_POTENTIAL = 9
"""The sum of the four scores of `potential`, 12 at most, from which a prospect matters (M40): the
same as for priority."""

Matter = Literal["customer", "potential"]


class Share(NamedTuple):
    """Some dossiers together: how many, and the worth of what is known and of what applies."""

    dossiers: int
    known: int
    askable: int

    @property
    def percent(self) -> int:
        """What is known of what is worth knowing, rounded down."""
        return percent(self.known, self.askable)


class Row(NamedTuple):
    """A dossier with its completeness. `owners` are those of a customer or of a company's people;
    `matters` says why it is worth the effort: an actual customer, or high potential (their company
    and country too)."""

    kind: str
    id: str
    name: str
    owners: tuple[str, ...]
    matters: Matter | None
    completeness: Completeness

    @property
    def missing(self) -> int:
        """The worth of what is missing."""
        return self.completeness.askable - self.completeness.known


class BookCompleteness(NamedTuple):
    """The whole, by kind and by owner (customers and their companies), and every dossier: those
    that matter first, then by the worth that is missing."""

    whole: Share
    kinds: dict[str, Share]
    owners: dict[str, Share]
    rows: tuple[Row, ...]


def completeness_of_book(
    knowledge: Knowledge, *, kind: str | None = None, owner: str | None = None
) -> BookCompleteness:
    """The completeness of all customers, companies and countries, or of one kind; with `owner`
    only their customers, and the companies and countries of these. Who asked not to be contacted
    does not count."""
    rows = [row for row in _rows(knowledge, owner) if kind in (None, row.kind)]
    owners = sorted({name for row in rows for name in row.owners})
    rows.sort(key=lambda row: (row.matters is None, -row.missing, KINDS.index(row.kind), row.id))
    return BookCompleteness(
        whole=_share(rows),
        kinds={
            one: _share([row for row in rows if row.kind == one])
            for one in KINDS
            if kind in (None, one)
        },
        owners={
            name: _share([row for row in rows if name in row.owners])
            for name in owners
            if owner in (None, name)
        },
        rows=tuple(rows),
    )


def _share(rows: list[Row]) -> Share:
    known = sum(row.completeness.known for row in rows)
    return Share(len(rows), known, sum(row.completeness.askable for row in rows))


def _rows(knowledge: Knowledge, owner: str | None) -> Iterator[Row]:
    book = knowledge.book
    companies: dict[str, list[Row]] = {}
    countries: dict[str, list[Row]] = {}
    for customer in book.customers.values():
        if customer.facts.consent.do_not_contact or owner not in (None, customer.facts.owner):
            continue
        names = (customer.facts.owner,) if customer.facts.owner else ()
        row = _row(knowledge, "customer", customer, names, _matters(knowledge, customer))
        companies.setdefault(customer.facts.company or "", []).append(row)
        countries.setdefault(book.country_code(customer.facts) or "", []).append(row)
        yield row
    for company in book.companies.values():
        if owner is None or company.id in companies:
            yield _around(knowledge, "company", company, companies.get(company.id, []))
    for country in book.countries.values():
        if owner is None or country.id in countries:
            row = _around(knowledge, "country", country, countries.get(country.id, []))
            yield row._replace(owners=())


def _around(knowledge: Knowledge, kind: str, dossier: Dossier[Any], people: list[Row]) -> Row:
    """A company or a country, which matters as its people do."""
    owners = tuple(sorted({name for person in people for name in person.owners}))
    reasons = [person.matters for person in people if person.matters]
    return _row(knowledge, kind, dossier, owners, min(reasons, default=None))


def _row(
    knowledge: Knowledge,
    kind: str,
    dossier: Dossier[Any],
    owners: tuple[str, ...],
    matters: Matter | None,
) -> Row:
    found = knowledge.of(dossier)
    return Row(kind, dossier.id, dossier.facts.name, owners, matters, found)


def _matters(knowledge: Knowledge, customer: Dossier[Customer]) -> Matter | None:
    course = touches(customer.log, knowledge.on)
    if standing(course, knowledge.on, knowledge.book.policy.follow_up) == "customer":
        return "customer"
    return "potential" if is_high(customer.facts.potential) else None


def is_high(potential: Potential) -> bool:
    """Whether the scores add up to a high potential; with no need at all they never do (M40)."""
    scores = (potential.need, potential.volume, potential.power, potential.likelihood)
    return potential.need != 0 and sum(filter(None, scores)) >= HIGH_POTENTIAL
