"""What all figures are counted from: the people of a book, their orders, and one currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.touches import Standing, standing, touches
from dossierkit.prices.currency import Conversion, NoRate, conversion, usual_digits
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine


class Value(NamedTuple):
    """A sum of money in the currency of the figures; None where they have none.

    `others` are amounts that no rate converts, by their own currency: never guessed, never lost.
    """

    total: Decimal | None
    others: tuple[tuple[str, Decimal], ...] = ()

    @property
    def rank(self) -> Decimal:
        """For putting sums in order: what can be compared."""
        return self.total or Decimal(0)


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded half up; None of none."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None


class Person(NamedTuple):
    """A customer as the figures see them: the touches up to the day, in order, and the orders."""

    dossier: Dossier[Customer]
    course: list[LogLine]
    orders: tuple[LogLine, ...]
    standing: Standing
    first_contact: date | None

    @property
    def id(self) -> str:
        return self.dossier.id

    @property
    def facts(self) -> Customer:
        return self.dossier.facts

    @property
    def name(self) -> str:
        return self.facts.name or self.id


@dataclass(frozen=True)
class Ledger:
    """The people of a book on a day; `everybody` too, where only one owner's are wanted.

    `since` is the first day of what is counted, None for all that the logs tell. `currency` is
    the book's, else the only one there is, else None. One rate serves for each currency, the
    newest not after the day, so that sums of different years can be compared: `used` holds it.
    """

    book: Book
    on: date
    since: date | None
    owner: str | None
    people: tuple[Person, ...]
    everybody: Mapping[str, Person]
    currency: str | None
    used: dict[str, Conversion | NoRate] = field(default_factory=dict)

    def is_counted(self, day: date) -> bool:
        """Whether a day is in the span."""
        return (self.since is None or day >= self.since) and day <= self.on

    def orders(self, person: Person) -> list[LogLine]:
        """The orders of a person in the span."""
        return [line for line in person.orders if self.is_counted(line.date)]

    def value(self, lines: Iterable[LogLine]) -> Value:
        """What log lines are worth together; those without an amount add nothing."""
        sums: Counter[str] = Counter()
        for line in lines:
            if line.money is not None:
                sums[line.money.currency] += line.money.amount  # type: ignore[assignment]
        total = Decimal(0) if self.currency else None
        others = []
        for currency, amount in sorted(sums.items()):
            rate = self._rate(currency)
            if total is None or rate is None:
                others.append((currency, Decimal(amount)))
            else:
                total += amount * rate
        if total is not None:
            digits = usual_digits(self.currency or "")
            total = total.quantize(Decimal(1).scaleb(-digits))
        return Value(total, tuple(others))

    def _rate(self, currency: str) -> Decimal | None:
        """What one unit is worth in the currency of the figures, where that is known."""
        if currency == self.currency:
            return Decimal(1)
        if self.currency is None:
            return None
        if currency not in self.used:
            self.used[currency] = conversion(self.book.rates, currency, self.currency, self.on)
        rate = self.used[currency]
        return rate.rate if isinstance(rate, Conversion) else None


def ledger_of(book: Book, on: date, since: date | None, owner: str | None) -> Ledger:
    """The ledger of a book on a day, of one owner or of all."""
    everybody = {dossier.id: _person(book, dossier, on) for dossier in book.customers.values()}
    people = [one for one in everybody.values() if owner in (None, one.facts.owner)]
    currencies = {
        line.money.currency for one in everybody.values() for line in one.orders if line.money
    }
    only = currencies.pop() if len(currencies) == 1 else None
    currency = book.policy.currency or only
    return Ledger(book, on, since, owner, tuple(people), everybody, currency)


def _person(book: Book, dossier: Dossier[Customer], on: date) -> Person:
    course = touches(dossier.log, on)
    met = dossier.facts.source.date
    first = met.first_day() if met else course[0].date if course else None
    return Person(
        dossier=dossier,
        course=course,
        orders=tuple(line for line in course if line.event == "order"),
        standing=standing(course, on, book.policy.follow_up),
        first_contact=first,
    )
