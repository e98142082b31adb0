"""What a portrait says of a company and of a country."""

from __future__ import annotations

from datetime import date, datetime

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.cli.portrait_layout import Row, listed, marks, named
from dossierkit.method.clock import local_time
from dossierkit.schema.company import Company, Terms
from dossierkit.schema.country import WEEKDAYS, Country

_BRAND = {"own": "own brand", "resells": "resells brands", "both": "own brand and others"}
_TASTE = {
    "sensitive": "cheap counts",
    "balanced": "price and quality count",
    "quality": "quality counts",
}
FIRST_LINES = 3
"""How much of a country's etiquette stands in the portrait of a person."""


def company_rows(company: Company) -> list[Row]:
    """The company in brief, and the terms to confirm instead of asking again (M24)."""
    return [
        Row(
            "Company",
            [
                company.type,
                named("size", company.size),
                None if company.stores is None else f"{company.stores or 'no'} stores",
                _BRAND.get(company.brand or ""),
                listed(company.markets, "sells in"),
                listed((f"{name} {how}" for name, how in company.departments.items())),
                named("founded", company.founded),
            ],
        ),
        *terms_rows(company.terms),
    ]


def terms_rows(terms: Terms) -> list[Row]:
    """What was agreed (M24–M28)."""
    forwarder = terms.forwarder
    whose = {"theirs": "their forwarder", "ours": "our forwarder"}.get(forwarder.whose or "")
    signed = {True: "signed sample is the standard", False: "no signed sample", None: None}
    change = terms.price_adjustment
    return [
        Row(
            "Confirm",
            [
                " ".join(filter(None, (terms.incoterm, terms.place))) or None,
                named(whose or "forwarder", forwarder.name),
                terms.payment,
                terms.currency,
                None if change is None else f"list price {change:+} %",
                terms.quality and f"{terms.quality} quality",
                terms.proof,
                signed[terms.signed_sample],
                _rebate(terms),
            ],
        ),
        Row("Inspect", [one_line(terms.inspection_note)]),
    ]


def _rebate(terms: Terms) -> str | None:
    rate, payee = terms.rebate.rate, terms.rebate.payee
    if rate is None:
        return None
    return f"rebate {rate} %" + (f" to {payee}" if payee else "")


def more_company_rows(company: Company, on: date) -> list[Row]:
    """What only the portrait of the company itself has room for."""
    goods = company.products
    events = [
        " ".join(filter(None, (str(event.date), event.kind, event.text)))
        for event in sorted(company.events, key=lambda event: str(event.date))
        if event.date and event.date.first_day() >= on
    ]
    held = [
        " ".join(filter(None, (mark.name, named("until", mark.until))))
        for mark in company.compliance
    ]
    return [
        Row("Buys", [listed(company.buys)]),
        Row(
            "Sells",
            [
                listed(goods.best_sellers),
                listed(goods.new, "new:"),
                named("price level", company.price_level),
            ],
        ),
        Row("Strong in", [listed(company.strengths)]),
        Row("Against", [listed(company.competitors)]),
        Row("Suppliers", [listed(company.suppliers)]),
        Row("Holds", [listed(filter(None, held))]),
        Row("Ahead", events, one_a_line=True),
        Row("Ties", [" ".join(filter(None, (link.how, link.company))) for link in company.links]),
        Row("At", [one_line(company.address), company.website]),
        marks(company.tags, company.custom),
    ]


def country_rows(code: str, book: Book, now: datetime | None, *, whole: bool = False) -> list[Row]:
    """The country: its clock if the day shown is today, its rules, its manners.

    What its dossier does not say comes from the packaged data; `whole` shows all manners.
    """
    dossier = book.countries.get(code)
    country = dossier.facts if dossier else Country(name=country_name(code, book))
    packaged = country_facts(code)
    taste = country.taste
    currency = country.currency or (packaged.currency if packaged else None)
    risk = country.fx.risk and f"{country.fx.risk} currency risk"
    manners = country.etiquette if whole else country.etiquette[:FIRST_LINES]
    weekend = sorted(book.calendar(code).weekend)
    return [
        Row(
            "Country",
            [
                f"{country.name} ({code})",
                _clock(code, country, book, now),
                listed((WEEKDAYS[day] for day in weekend), "weekend"),
                currency,
                risk,
            ],
        ),
        Row("Requires", [listed(country.certification)]),
        Row(
            "Taste",
            [
                _TASTE.get(taste.price or ""),
                taste.finish,
                listed(taste.colours),
                one_line(taste.note),
            ],
        ),
        Row("Manners", [one_line(line) for line in manners], one_a_line=True),
    ]


def more_country_rows(country: Country) -> list[Row]:
    """What only the portrait of the country itself has room for."""
    people = None if country.population is None else f"{country.population:,} people"
    wealth = None if country.gdp_per_head is None else f"USD {country.gdp_per_head:,} a head"
    duties = [" ".join(filter(None, (t.group, t.rate))) for t in country.tariffs]
    return [
        Row("Market", [people, wealth, one_line(country.economy), listed(country.industries)]),
        Row("Duties", duties),
        Row("Laws", [one_line(law) for law in country.regulations], one_a_line=True),
        Row("Relations", [one_line(country.relations)]),
        Row("Faiths", [listed(f"{name} {share}" for name, share in country.religions.items())]),
        Row("Food", [listed(country.diet)]),
        Row("Sights", [listed(country.sights)]),
        marks(country.tags, country.custom),
    ]


def country_name(code: str, book: Book) -> str:
    """A country's name by its dossier, else by the packaged data, else its code."""
    dossier = book.countries.get(code)
    if dossier:
        return dossier.facts.name
    packaged = country_facts(code)
    return packaged.name if packaged else code


def one_line(prose: str | None) -> str | None:
    """Prose with its line breaks as blanks."""
    return " ".join(prose.split()) if prose else None


def _clock(code: str, country: Country, book: Book, now: datetime | None) -> str | None:
    """The time of day there."""
    packaged = country_facts(code)
    zones = country.timezones or (packaged.timezones if packaged else ())
    if now is None or not zones:
        return None
    hours = book.policy.follow_up.working_hours
    clock = local_time(zones[0], now, book.calendar(code), hours)
    if clock is None:
        return None
    return f"{clock.time:%a %H:%M} there, {'at work' if clock.at_work else 'off work'}"
