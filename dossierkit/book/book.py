"""A book in memory: dossiers by id, and what follows from their references."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dossierkit.book.calendar import WorkCalendar, calendar_of
from dossierkit.book.countries import CountryFacts, country_facts, country_name
from dossierkit.book.holidays import HolidaySource, public_holidays
from dossierkit.book.noted import BOXES, COMPANY, OWNER, Note, several
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.schema.member import Member
from dossierkit.schema.playbook import NO_PLAYBOOK, Playbook
from dossierkit.schema.policy import Policy
from dossierkit.schema.pricelist import PriceList, Rates
from dossierkit.text.finding import Finding

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Book:
    """All that a book's files say. Price lists are sorted by their first day.

    `unreadable` are files that can't be read as a whole; `strays` and `refused` are findings
    about files that are no dossiers; `purposes` are the kinds of letters that can be written;
    `playbook` holds the team's own rules of advice; `holidays` gives the public holidays of any
    country.
    """

    root: Path
    policy: Policy
    customers: Mapping[str, Dossier[Customer]]
    companies: Mapping[str, Dossier[Company]]
    countries: Mapping[str, Dossier[Country]]
    members: Mapping[str, Dossier[Member]]
    price_lists: tuple[PriceList, ...]
    rates: Rates
    unreadable: tuple[Unreadable, ...]
    strays: tuple[Finding, ...]
    refused: tuple[Finding, ...]
    purposes: frozenset[str]
    playbook: Playbook = NO_PLAYBOOK
    holidays: HolidaySource = public_holidays
    _calendars: dict[str | None, WorkCalendar] = field(default_factory=dict)
    _memory: dict[Any, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def company_of(self, customer: Customer) -> Dossier[Company] | None:
        """The company a customer works for, if its dossier can be read."""
        return self.companies.get(customer.company or "")

    def country_code(self, customer: Customer) -> str | None:
        """The customer's own country, else the company's; lower case, ISO 3166."""
        if customer.country:
            return customer.country
        company = self.company_of(customer)
        return company.facts.country if company else None

    def country_of(self, customer: Customer) -> Country | None:
        """What the country's dossier says, if there is one."""
        country = self.countries.get(self.country_code(customer) or "")
        return country.facts if country else None

    def packaged_country(self, customer: Customer) -> CountryFacts | None:
        """What the program itself knows of the customer's country."""
        code = self.country_code(customer)
        return country_facts(code) if code else None

    def country_name(self, code: str) -> str:
        """What a country is called: by its dossier, else by what is packaged, else by its code."""
        country = self.countries.get(code)
        return country_name(code, country.facts.name if country else None)

    def people_in(self, code: str) -> list[Dossier[Customer]]:
        """The customers of a country, by its code, in the order of the book."""
        return self.once("lands", self._lands).get(code, [])

    def _lands(self) -> dict[str, list[Dossier[Customer]]]:
        found: dict[str, list[Dossier[Customer]]] = {}
        for customer in self.customers.values():
            found.setdefault(self.country_code(customer.facts) or "", []).append(customer)
        return found

    def calendar(self, code: str | None) -> WorkCalendar:
        """The working days of a country."""
        if code not in self._calendars:
            country = self.countries.get(code or "")
            self._calendars[code] = calendar_of(
                code, country.facts if country else None, self.holidays
            )
        return self._calendars[code]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key: for what takes long and depends on nothing
        but this book and the key."""
        if key not in self._memory:
            self._memory[key] = make()
        made: T = self._memory[key]
        return made

    def noted(self, note: Note) -> Mapping[str, str]:
        """What all dossiers of a kind say of one fact, by id in the order of the book; those that
        say nothing are left out."""

        def ask() -> dict[str, str]:
            shelf: Mapping[str, Dossier[Any]] = getattr(self, _SHELVES[note.kind])
            said = ((one.id, note.of(one)) for one in shelf.values())
            return {dossier_id: text for dossier_id, text in said if text is not None}

        return self.once(note, ask)

    def staff_of(self, company: str) -> list[Dossier[Customer]]:
        """The customers who work for a company."""
        at = self.once("staff", lambda: _turned(self.noted(COMPANY).items()))
        return [self.customers[one] for one in at.get(company, ())]

    def customers_of(self, member: str) -> list[Dossier[Customer]]:
        """The customers of one of our own people."""
        of = self.once("customers of members", lambda: _turned(self.noted(OWNER).items()))
        return [self.customers[one] for one in of.get(member, ())]

    def owners(self) -> set[str]:
        """Everybody to whom a customer belongs."""
        return set(self.noted(OWNER).values())

    def holders_of(self, box: str) -> list[Dossier[Customer]]:
        """The customers in whose dossiers a letter box stands, in any spelling (`keys.mailbox`)."""

        def ask() -> dict[str, list[str]]:
            notes = self.noted(BOXES).items()
            return _turned((who, one) for who, boxes in notes for one in several(boxes))

        return [self.customers[one] for one in self.once("holders", ask).get(box, ())]

    def all_dossiers(self) -> list[Dossier[Any]]:
        """Every dossier that could be read, by kind and id."""
        kinds: tuple[Mapping[str, Any], ...] = (
            self.customers,
            self.companies,
            self.countries,
            self.members,
        )
        return [dossier for kind in kinds for dossier in kind.values()]

    def unreadable_findings(self) -> list[Finding]:
        """The errors of files that nobody may overlook: unreadable ones, and doubts of others."""
        found = [finding for file in self.unreadable for finding in file.findings]
        found += self.refused
        found += [doubt for dossier in self.all_dossiers() for doubt in dossier.doubts]
        return sorted(finding for finding in found if finding.is_error)


_SHELVES = {
    "customer": "customers",
    "company": "companies",
    "country": "countries",
    "member": "members",
}


def _turned(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The first of each pair, in their order, by the second."""
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(other, []).append(one)
    return found
