"""Price levels and terms by country: what buyers there pay, and how (M18, M22, M24–M26)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from dossierkit.method.figures.ledger import Ledger, Person, Value
from dossierkit.schema.company import Company
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import N_, _

NO_COUNTRY = N_("not known")
_QUALITIES = ("strict", "standard", "relaxed")


class CountryTerms(NamedTuple):
    """A country: the companies with terms, the price adjustments that they have (in per cent; a
    company with terms and without one pays the list price, 0), the quality that they expect and
    their currencies with counts; and the orders of the span from people there."""

    code: str | None
    name: str
    taste: str | None
    companies: int
    adjustment: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    qualities: tuple[tuple[str, int], ...]
    currencies: tuple[tuple[str, int], ...]
    orders: int
    value: Value


class TermCount(NamedTuple):
    """So many companies of a country have agreed on this."""

    code: str | None
    name: str
    term: str
    companies: int


def by_country(ledger: Ledger) -> list[CountryTerms]:
    """The countries with terms or orders; the most valuable first, then by name."""
    terms = _companies(ledger)
    people: dict[str | None, list[Person]] = defaultdict(list)
    for person in ledger.people:
        people[ledger.book.country_code(person.facts)].append(person)
    found = [
        _country(ledger, code, terms.get(code, []), people.get(code, []))
        for code in {*terms, *people}
    ]
    return sorted(
        (one for one in found if one.companies or one.orders),
        key=lambda one: (-one.value.rank, one.name),
    )


def payments(ledger: Ledger) -> list[TermCount]:
    """The payment terms of each country, as they are written; most companies first."""
    return _counted(ledger, lambda company: company.terms.payment)


def incoterms(ledger: Ledger) -> list[TermCount]:
    """The Incoterms of each country with their places; most companies first."""
    return _counted(ledger, _delivery)


def _delivery(company: Company) -> str | None:
    incoterm, place = company.terms.incoterm, company.terms.place
    return f"{incoterm} {place}".strip() if incoterm and place else incoterm


def _companies(ledger: Ledger) -> dict[str | None, list[Dossier[Company]]]:
    """The companies with terms, by country; with an owner, those with a customer of theirs."""
    wanted = {person.facts.company for person in ledger.people}
    found: dict[str | None, list[Dossier[Company]]] = defaultdict(list)
    for company in ledger.book.companies.values():
        if _has_terms(company) and (ledger.owner is None or company.id in wanted):
            found[company.facts.country].append(company)
    return found


def _has_terms(company: Dossier[Company]) -> bool:
    terms = company.facts.terms
    return any(
        fact is not None
        for fact in (
            terms.incoterm, terms.payment, terms.currency, terms.quality, terms.price_adjustment
        )
    )  # fmt: skip


def _name(ledger: Ledger, code: str | None) -> str:
    return ledger.book.country_name(code) if code else _(NO_COUNTRY)


def _country(
    ledger: Ledger,
    code: str | None,
    companies: Sequence[Dossier[Company]],
    people: Sequence[Person],
) -> CountryTerms:
    terms = [company.facts.terms for company in companies]
    adjustments = sorted(one.price_adjustment or Decimal(0) for one in terms)
    qualities = Counter(one.quality for one in terms)
    currencies = Counter(one.currency for one in terms if one.currency)
    orders = [line for person in people for line in ledger.orders(person)]
    country = ledger.book.countries.get(code or "")
    return CountryTerms(
        code=code,
        name=_name(ledger, code),
        taste=country.facts.taste.price if country else None,
        companies=len(companies),
        adjustment=median(adjustments) if adjustments else None,
        lowest=adjustments[0] if adjustments else None,
        highest=adjustments[-1] if adjustments else None,
        qualities=tuple((name, qualities[name]) for name in _QUALITIES if qualities[name]),
        currencies=tuple(sorted(currencies.items(), key=lambda pair: (-pair[1], pair[0]))),
        orders=len(orders),
        value=ledger.value(orders),
    )


def _counted(ledger: Ledger, term_of: Callable[[Company], str | None]) -> list[TermCount]:
    counts: Counter[tuple[str | None, str]] = Counter()
    for code, companies in _companies(ledger).items():
        for company in companies:
            term = term_of(company.facts)
            if term:
                counts[code, " ".join(term.split())] += 1
    found = [
        TermCount(code, _name(ledger, code), term, count) for (code, term), count in counts.items()
    ]
    return sorted(found, key=lambda one: (one.name, -one.companies, one.term))
