"""The occasions that a person keeps, with the fact that says so (M42).

Religion decides together with the country. A religion that is recorded without consent in force
only keeps greetings of other faiths away. Where the religion is unknown, what is a public holiday
and kept by a clear majority of the country is a reason for a neutral word; and nothing else is.
National days and Golden Week are no occasions for a greeting (DESIGN 3.1): `coming` shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.feast_rules import FeastDay
from dossierkit.book.feasts import FEASTS, feasts_between, may_fall, title_in
from dossierkit.method.feasts.majority import keeps
from dossierkit.method.feasts.occasions import (
    CARE,
    FAITHS,
    PERSONAL,
    elsewhere,
    in_year,
    not_kept,
    personal_day,
)
from dossierkit.method.feasts.secular import keeps_secular
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, plural

_GREETED = tuple(name for name in FEASTS if name not in ("golden-week", "national-day"))


class Kept(NamedTuple):
    """An occasion on its day.

    `occasion` is its fixed name, which is also the tag of a log line. `estimated`: it depends on
    a sighting of the moon. `neutral`: the religion is unknown, so neutral words only. `is_care`: a
    considerate word, no congratulation. `path` and `line` are the place of the fact that says so.
    """

    occasion: str
    title: str
    day: date
    estimated: bool
    neutral: bool
    is_care: bool
    path: str
    line: int


class _Fact(NamedTuple):
    """What says that somebody keeps a feast."""

    path: str
    line: int
    neutral: bool = False


def kept_between(
    book: Book, dossier: Dossier[Customer], since: date, until: date, on: date | None = None
) -> list[Kept]:
    """The occasions that somebody keeps in a span of days, both ends included, by day and name.

    Each is given once, on its first day. What only their religion tells needs consent in force on
    the day that asks, `on` (the first, if it is not named), and on the day of the feast, if that
    is still to come. Someone who asked not to be contacted keeps none that concern us (M36).
    """
    if dossier.facts.consent.do_not_contact or until < since:
        return []
    found = [*_personal(book, dossier, since, until)]
    found += _feasts(book, dossier, since, until, on or since)
    return sorted(found, key=lambda kept: (kept.day, kept.occasion))


def _personal(book: Book, dossier: Dossier[Customer], since: date, until: date) -> Iterator[Kept]:
    customer, company = dossier.facts, book.company_of(dossier.facts)
    for occasion in PERSONAL:
        day = personal_day(occasion, customer, company.facts if company else None)
        if day is None:
            continue
        path, line = _place(occasion, dossier, company)
        for year in range(since.year, until.year + 1):
            kept = in_year(day, year)
            count = year - day.year if day.year else None
            if since <= kept <= until and (count is None or count > 0):
                title = _title(occasion, count, company.facts if company else None)
                yield Kept(occasion, title, kept, False, False, False, path, line)


def _place(
    occasion: str, dossier: Dossier[Customer], company: Dossier[Company] | None
) -> tuple[str, int]:
    if occasion == "company" and company:
        return company.path, company.line("founded")
    names = ("birthday",) if occasion == "birthday" else ("family-life", "anniversary")
    return dossier.path, dossier.line(*names)


def _title(occasion: str, count: int | None, company: Company | None) -> str:
    """What is kept; nobody's age is counted."""
    if occasion == "birthday":
        return _("Birthday")
    years = plural("{count} year", "{count} years", count).format(count=count) if count else ""
    if occasion == "company" and company:
        return _("{years} of {name}").format(years=years, name=company.name)
    return (
        _("Wedding anniversary, {years}").format(years=years) if years else _("Wedding anniversary")
    )


def _feasts(
    book: Book, dossier: Dossier[Customer], since: date, until: date, on: date
) -> Iterator[Kept]:
    country = book.country_code(dossier.facts)
    for occasion in _in_season(book, since, until):
        fact = _fact(book, dossier, occasion, on)
        if fact is None:
            continue
        for feast in feasts_between(occasion, country, since, until):
            holds = feast.day <= on or _fact(book, dossier, occasion, feast.day)
            if holds and _is_on(book, dossier.facts, occasion, feast, fact):
                yield _kept(occasion, country, feast, fact)


def _in_season(book: Book, since: date, until: date) -> list[str]:
    """The feasts that can begin in a span, whoever keeps them."""
    return book.once(
        ("feasts in season", since, until),
        lambda: [occasion for occasion in _GREETED if may_fall(occasion, since, until)],
    )


def _kept(occasion: str, country: str | None, feast: FeastDay, fact: _Fact) -> Kept:
    return Kept(
        occasion=occasion,
        title=title_in(occasion, country),
        day=feast.day,
        estimated=feast.is_estimated,
        neutral=fact.neutral,
        is_care=occasion in CARE,
        path=fact.path,
        line=fact.line,
    )


def _fact(book: Book, dossier: Dossier[Customer], occasion: str, on: date) -> _Fact | None:
    """What says on a day that somebody keeps a feast, in the years in which their country has
    it."""
    customer = dossier.facts
    country = book.country_code(customer)
    if occasion not in FAITHS:
        is_kept = keeps_secular(occasion, customer, country, on)
        return _country_fact(book, dossier) if is_kept else None
    if customer.religion is not None:
        is_theirs = not_kept(occasion, customer, country, on) is None
        return _Fact(dossier.path, dossier.line("religion")) if is_theirs else None
    facts = book.countries.get(country or "")
    faiths = FAITHS[occasion]
    is_clear = facts is not None and occasion not in CARE and keeps(facts.facts, faiths)
    if facts is None or not is_clear:
        return None
    if "christian" in faiths and elsewhere(occasion, "christian", country):
        return None
    return _Fact(facts.path, facts.line("religions"), neutral=True)


def _country_fact(book: Book, dossier: Dossier[Customer]) -> _Fact:
    """Where the country stands: in the customer's dossier, else in the company's."""
    company = book.company_of(dossier.facts)
    if dossier.facts.country is None and company is not None:
        return _Fact(company.path, company.line("country"))
    return _Fact(dossier.path, dossier.line("country"))


def _is_on(book: Book, customer: Customer, occasion: str, feast: FeastDay, fact: _Fact) -> bool:
    """Whether the country keeps the day, where that has to be so: New Year, and neutral words."""
    if occasion != "new-year" and not fact.neutral:
        return True
    calendar = book.calendar(book.country_code(customer))
    if "easter" in occasion:  # a Sunday in any case: names tell, and the Monday may
        days = (feast.day, feast.day + timedelta(days=1))
        return any("Easter" in (calendar.holiday(day) or "") for day in days)
    return calendar.holiday(feast.day) is not None
