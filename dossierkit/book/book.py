"""A book in memory: dossiers by id, and what follows from their references."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dossierkit.book.calendar import WorkCalendar, calendar_of
from dossierkit.book.countries import CountryFacts, country_facts
from dossierkit.book.holidays import HolidaySource, public_holidays
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

    def people_of(self, company: str) -> list[Dossier[Customer]]:
        """The customers who work for a company, by its id, in the order of the book."""
        return self.once("people", self._people).get(company, [])

    def _people(self) -> dict[str, list[Dossier[Customer]]]:
        found: dict[str, list[Dossier[Customer]]] = {}
        for customer in self.customers.values():
            if customer.facts.company:
                found.setdefault(customer.facts.company, []).append(customer)
        return found

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
