"""What a customer is offered on a day: their products with price, amount and validity (M26, M38).

Nothing is guessed: whatever is wrong with one product becomes a `Problem`, the others are priced.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.find import POLICY
from dossierkit.prices.currency import amount_of
from dossierkit.prices.customer_price import (
    CustomerPrice,
    Given,
    Step,
    customer_price,
    further_steps,
)
from dossierkit.prices.lists import list_on
from dossierkit.prices.products import Item, Problem, Wanted, find_products
from dossierkit.schema.company import Company, Terms
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.price_policy import RATE_AGE, VALID, Concession
from dossierkit.schema.pricelist import PriceList
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


class Line(NamedTuple):
    """A product with its price. `amount` is that of `quantity` units, rounded to the currency;
    both are None where no quantity was said. `valid_until` is the last day, itself included;
    `further` says what larger quantities would bring."""

    price: CustomerPrice
    quantity: int | None
    amount: Decimal | None
    valid_until: datetime.date
    further: tuple[str, ...] = ()

    @property
    def below_minimum(self) -> bool:
        """Whether the quantity is less than the product's minimum."""
        moq = self.price.row.moq
        return self.quantity is not None and moq is not None and self.quantity < moq


class Place(NamedTuple):
    """Where a step comes from."""

    path: str
    line: int


class Offer(NamedTuple):
    """The prices of one customer on a day. `terms` are those the prices are based on."""

    day: datetime.date
    prices: PriceList
    terms: Terms
    lines: tuple[Line, ...]
    concessions: tuple[Concession, ...]
    problems: tuple[Problem, ...]
    company: Dossier[Company] | None = None
    policy_line: int = 1

    @property
    def total(self) -> Decimal | None:
        """The sum of the amounts; None without lines, in several currencies, or if one has no
        amount or something could not be priced."""
        amounts = [line.amount for line in self.lines if line.amount is not None]
        whole = len(amounts) == len(self.lines) and len(self.currencies) == 1 and not self.problems
        return sum(amounts, Decimal(0)) if amounts and whole else None

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the prices; one, unless the list has several and the terms none."""
        return tuple(dict.fromkeys(line.price.currency for line in self.lines))

    @property
    def conditions(self) -> tuple[str, ...]:
        """What is conceded, each with what it is for: `5% for cash on collection`."""
        return tuple(f"{one.discount}% for {one.for_}" for one in self.concessions)

    def place(self, line: Line, step: Step) -> Place | None:
        """Where a step of a line comes from; None for what is computed."""
        price = line.price
        own = step.kind == "list" or (step.kind == "quantity" and price.row.steps)
        if own:
            return Place(self.prices.path, price.row.line)
        if step.kind == "quality" and self.company:
            company = self.company
            return Place(company.path, company.line("terms", "price-adjustment"))
        if step.kind in ("quantity", "concession"):
            return Place(POLICY, self.policy_line)
        if step.kind == "conversion" and price.conversion:
            return Place("dossiers/rates.csv", price.conversion.lines[0])
        return None


class NoOffer(NamedTuple):
    """Why nothing can be priced at all, in a sentence with the remedy."""

    message: str

    def __str__(self) -> str:
        return self.message


class Asked(NamedTuple):
    """What is asked for: products (none: what they buy), concessions by name, and terms that
    count for this offer in place of the agreed ones (names of `Terms`)."""

    wanted: tuple[Wanted, ...] = ()
    concessions: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


class UnknownConcession(Exception):
    """A concession that `book.yaml` does not know; the text says which there are."""


def offer(book: Book, dossier: Dossier[Any], day: datetime.date, asked: Asked) -> Offer | NoOffer:
    """The prices of a customer, or of a company, on a day.

    Raises UnknownConcession: a discount that is no agreed concession is never given (M38).
    """
    concessions = granted(book, asked.concessions)
    company = _company(book, dossier)
    if isinstance(company, NoOffer):
        return company
    current = list_on(book.price_lists, day)
    if current is None:
        first = "dossiers/prices/YYYY-MM-DD.csv"
        return NoOffer(
            _("no price list is in force on {day}; put one into {first}").format(
                day=day, first=first
            )
        )
    wanted = asked.wanted or tuple(map(Wanted, _buys(dossier, company)))
    if not wanted:
        return NoOffer(
            _("{id} buys nothing that is recorded; name SKUs, or fill 'buys' in {path}").format(
                id=dossier.id, path=dossier.path
            )
        )
    terms = (company.facts.terms if company else Terms()).but(**dict(asked.terms))
    items, problems = find_products(wanted, current, book.price_lists)
    settings = book.policy.prices
    steps, age = settings.quantity, settings.rate_age or RATE_AGE
    lines: list[Line] = []
    for item in items:
        given = Given(item.quantity, steps, concessions, age)
        found = _line(book, current, item, terms, day, given)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            lines.append(found)
    problems += [Problem(current.path, f"{wrong}") for wrong in _errors(current.findings)]
    policy_line = book.policy.lines.get("prices", 1)
    return Offer(
        day, current, terms, tuple(lines), concessions, tuple(problems), company, policy_line
    )


def granted(book: Book, names: Sequence[str]) -> tuple[Concession, ...]:
    """The concessions of some names, each once, in the order of the book's policy, so that the
    same ones give the same price. Raises UnknownConcession."""
    known = book.policy.prices.concessions
    for name in names:
        if name not in known:
            there = ", ".join(known) or _(
                "none yet: prices: {concessions: {cash: {discount: 5%, …}}}"
            )
            raise UnknownConcession(
                _("there is no concession '{name}' in {policy}; there is {there}").format(
                    name=name, policy=POLICY, there=there
                )
            )
    return tuple(one for name, one in known.items() if name in names)


def _company(book: Book, dossier: Dossier[Any]) -> Dossier[Company] | NoOffer | None:
    facts = dossier.facts
    company = dossier if isinstance(facts, Company) else book.company_of(facts)
    if company is None and getattr(facts, "company", None):
        path = f"dossiers/companies/{facts.company}.md"
        return NoOffer(
            _("{path} can't be read or is missing; the terms there decide about prices").format(
                path=path
            )
        )
    for wrong in _errors(company.findings if company else ()):
        return NoOffer(_("{wrong}; the terms there decide about prices").format(wrong=wrong))
    return company


def _buys(dossier: Dossier[Any], company: Dossier[Company] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*dossier.facts.buys, *(company.facts.buys if company else ()))))


def _line(
    book: Book, current: PriceList, item: Item, terms: Terms, day: datetime.date, given: Given
) -> Line | Problem:
    row, quantity = item
    if row.valid_until and row.valid_until < day:
        return Problem(
            row.sku,
            _(
                "{path}:{line}: the price was valid until {valid_until}; bring the list up to date"
            ).format(path=current.path, line=row.line, valid_until=row.valid_until),
        )
    price = customer_price(row, terms, book.rates, day, given)
    if not isinstance(price, CustomerPrice):
        return Problem(row.sku, str(price))
    if price.conversion:
        for wrong in _errors(book.rates.findings):
            return Problem(row.sku, _("{wrong}; mend the rates first").format(wrong=wrong))
    if price.price <= 0:
        return Problem(
            row.sku, _("nothing is left of the price; look at the adjustment and the list")
        )
    until = row.valid_until or (book.policy.prices.valid or VALID).after(day)
    amount = None if quantity is None else amount_of(price.price, quantity, price.currency)
    return Line(price, quantity, amount, until, further_steps(row, given.quantity_steps, quantity))


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_error]
