"""The rows that a book has in the tables on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.book.fields import GROUPS, type_at
from dossierkit.exchange.parquet.forms import as_decimal, as_text, columns_of
from dossierkit.exchange.parquet.tables import Row
from dossierkit.method.figures.ledger import Person, ledger_of
from dossierkit.method.followups import FollowUp
from dossierkit.prices.currency import Conversion, conversion
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.fact import Group, Record
from dossierkit.schema.sensitive import is_sensitive, may_use_sensitive, shown_facts
from dossierkit.text.event import LogLine, Money

Columns: TypeAlias = tuple[Callable[[Any], Any], ...]
Place: TypeAlias = tuple[str | None, str | None]
"""An owner and a country."""


class Changed(NamedTuple):
    """A fact of a dossier that a commit changed: plain values before and after, None for none.

    `path` is the dossier's file as it is called now; `is_birth` is whether the file began with it.
    """

    path: str
    field: str
    old: object
    new: object
    day: date
    moment: datetime
    author: str
    commit: str
    is_birth: bool


def _columns(kind: type[Record], *left_out: str) -> Columns:
    return tuple(value for name, _, value in columns_of(kind) if name not in left_out)


_CUSTOMER = _columns(Customer, "owner", "country")
_COMPANY = _columns(Company, "country")
_COUNTRY = _columns(Country)


class Rows:
    """The rows of a book on a day. Log lines of later days are left out, and so are sensitive
    facts of whoever's consent is not in force on it."""

    def __init__(self, book: Book, on: date) -> None:
        self._book, self._on = book, on
        self._ledger = ledger_of(book, on, None, None)
        self._rates: dict[str, Decimal | None] = {}

    def book(self, *, has_history: bool) -> Iterator[Row]:
        """The one row that says what all others are about."""
        policy = self._book.policy
        about = (self._on, policy.name, self._ledger.currency, policy.timezone, has_history)
        yield Row((), about)

    def customers(self) -> Iterator[Row]:
        """Every customer with their facts, and how they stand."""
        for person in self._people:
            where = self._place(person.dossier)
            facts = shown_facts(person.facts, self._on)
            last = person.course[-1].date if person.course else None
            country = self._country_name(where[1])
            known = (person.id, country, person.standing, person.first_contact, last)
            yield Row(where, known + _values(facts, _CUSTOMER))

    def companies(self) -> Iterator[Row]:
        """Every company with its facts."""
        for company in self._book.companies.values():
            code = company.facts.country
            known = (company.id, self._country_name(code))
            yield Row((code,), known + _values(company.facts, _COMPANY))

    def countries(self) -> Iterator[Row]:
        """Every country that has a dossier."""
        for country in self._book.countries.values():
            yield Row((), (country.id, *_values(country.facts, _COUNTRY)))

    def touches(self) -> Iterator[Row]:
        """The log lines of customers, companies and countries up to the day."""
        for person in self._people:
            where, company = self._place(person.dossier), person.facts.company
            yield from self._lines("customer", person.dossier, where, company)
        for one in self._book.companies.values():
            yield from self._lines("company", one, (None, one.facts.country), one.id)
        for country in self._book.countries.values():
            yield from self._lines("country", country, (None, country.id), None)

    def followups(self, entries: Iterable[FollowUp]) -> Iterator[Row]:
        """The follow-ups of a list."""
        for one in entries:
            facts, action = one.customer.facts, one.action
            yield Row(
                self._place(one.customer),
                (
                    one.id, facts.name, facts.company, one.due, one.overdue_days,
                    one.urgency if one.due else None, one.priority,
                    [reason.rule for reason in one.reasons],
                    [reason.text for reason in one.reasons],
                    action.kind, action.channel, action.template, one.moved_from, list(one.notes),
                ),
            )  # fmt: skip

    def facts(self, changes: Iterable[Changed]) -> Iterator[Row]:
        """The changes that may be told, of dossiers that are there."""
        for one in changes:
            kind, dossier, where = self._by_path[one.path]
            if self._may_tell(kind, dossier, one.field):
                old = None if one.old is None else as_text(one.old)
                new = None if one.new is None else as_text(one.new)
                when = (one.day, one.moment, one.author, one.commit, one.is_birth)
                yield Row(where, (kind, dossier.id, one.field, old, new, *when))

    def _may_tell(self, kind: str, dossier: Dossier[Any], field: str) -> bool:
        """Whether a fact is a declared one, and not sensitive without consent."""
        if not _is_declared(kind, field):
            return False
        if kind != "customer" or not is_sensitive(field):
            return True
        return may_use_sensitive(dossier.facts, self._on)

    @cached_property
    def _people(self) -> list[Person]:
        """Everybody, those of one partition together."""
        places = {one.id: self._place(one.dossier) for one in self._ledger.people}
        return sorted(self._ledger.people, key=lambda one: [p or "" for p in places[one.id]])

    @cached_property
    def _by_path(self) -> dict[str, tuple[str, Dossier[Any], Place]]:
        """Every dossier by its path, with its kind and where its rows go."""
        book = self._book
        found: dict[str, tuple[str, Dossier[Any], Place]] = {}
        for customer in book.customers.values():
            found[customer.path] = ("customer", customer, self._place(customer))
        for company in book.companies.values():
            found[company.path] = ("company", company, (None, company.facts.country))
        for country in book.countries.values():
            found[country.path] = ("country", country, (None, country.id))
        return found

    def _place(self, customer: Dossier[Customer]) -> Place:
        return customer.facts.owner, self._book.country_code(customer.facts)

    def _country_name(self, code: str | None) -> str | None:
        """In English where its dossier has no other name: a table is no screen."""
        dossier, packaged = self._book.countries.get(code or ""), country_facts(code or "")
        return dossier.facts.name if dossier else packaged.name if packaged else code

    def _lines(
        self, kind: str, dossier: Dossier[Any], where: Place, company: str | None
    ) -> Iterator[Row]:
        for line in dossier.log.lines:
            if line.date <= self._on:
                yield Row(where, (kind, dossier.id, company, *self._line(line)))

    def _line(self, line: LogLine) -> tuple[Any, ...]:
        last = self._book.policy.follow_up.customer_for.after(line.date)
        money = line.money
        return (
            line.date,
            f"{line.time:%H:%M}" if line.time else None,
            line.event,
            line.direction,
            money.currency if money else None,
            as_decimal(money.amount) if money else None,
            self._value(money) if money else None,
            last if line.event == "order" else None,
            line.member,
            line.valid,
            list(line.tags),
            line.text,
            line.line,
        )

    def _value(self, money: Money) -> Decimal | None:
        """An amount in the currency of the report, as the report converts it; None without a
        rate."""
        quote = self._ledger.currency
        if money.currency not in self._rates:
            rate = Decimal(1) if money.currency == quote else None
            if rate is None and quote is not None:
                found = conversion(self._book.rates, money.currency, quote, self._on)
                rate = found.rate if isinstance(found, Conversion) else None
            self._rates[money.currency] = rate
        rate = self._rates[money.currency]
        return None if rate is None else as_decimal(money.amount * rate)


def _values(facts: Record, columns: Columns) -> tuple[Any, ...]:
    return tuple([value(facts) for value in columns])


@lru_cache(4096)
def _is_declared(kind: str, field: str) -> bool:
    """Whether a kind of dossier has such a fact. Of what was once written under another name, or
    where a group belongs, nobody knows how sensitive it is."""
    try:
        return not isinstance(type_at(GROUPS[kind], field.split(".")), Group)
    except KeyError:
        return False
