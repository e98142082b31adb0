"""Days off and feasts in the countries of customers, and where nothing is known of them (M20)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.feast_rules import plain_name
from dossierkit.book.feasts import FEASTS, by_sighting, feasts_between
from dossierkit.book.holiday_names import holiday_name
from dossierkit.method.feasts.coming.item import Coming, Concerned
from dossierkit.text.translation import _

_GOLDEN_WEEK_ENDS = (5, 5)


class Unknown(NamedTuple):
    """A country of whose public holidays in some years nothing is known."""

    country: str
    years: tuple[int, ...]


def days_of_countries(
    book: Book, codes: Sequence[str], people: dict[str, list[Concerned]], since: date, until: date
) -> list[Coming]:
    """Public holidays in a span of days, days of one name in a row together, and the feasts that
    a country's dossier names. `people` are those who live there, by code."""
    found: list[Coming] = []
    for code in codes:
        who = tuple(people.get(code, ()))
        found += _days_off(book, code, who, since, until)
        found += _feasts(book, code, who, since, until)
        found += _golden_week(code, who, since, until)
    return found


def unknown_holidays(book: Book, codes: Sequence[str], since: date, until: date) -> list[Unknown]:
    """The countries without holidays in the years of a span, so that none means nothing."""
    years = range(since.year, until.year + 1)
    found = []
    for code in codes:
        calendar = book.calendar(code)
        missing = tuple(year for year in years if not calendar.has_holidays(year))
        if missing:
            found.append(Unknown(code, missing))
    return found


def _days_off(
    book: Book, code: str, who: tuple[Concerned, ...], since: date, until: date
) -> list[Coming]:
    calendar = book.calendar(code)
    national = {one.day for one in feasts_between("national-day", code, since, until)}
    runs: dict[str, Coming] = {}
    found: list[Coming] = []
    for day in _span(since, until):
        for name in (calendar.holiday(day) or "").split("; "):
            title = re.sub(r" \([^()]*\)$", "", plain_name(name))
            if not title:
                continue
            is_estimated = name != plain_name(name) or by_sighting(title, code)
            run = runs.get(title)
            if run and (day - run.last).days == 1:
                found.remove(run)
                run = run._replace(last=day, estimated=run.estimated or is_estimated)
            else:
                occasion = "national-day" if day in national else None
                run = Coming("day-off", holiday_name(title), day, day, occasion, code, people=who)
                run = run._replace(estimated=is_estimated)
            runs[title] = run
            found.append(run)
    return found


def _feasts(
    book: Book, code: str, who: tuple[Concerned, ...], since: date, until: date
) -> Iterator[Coming]:
    country = book.countries.get(code)
    if country is None:
        return
    calendar, line = book.calendar(code), country.line("holidays", "extra")
    for day in _span(since, until):
        for name in calendar.feasts(day):
            feast = Coming("feast", name, day, day, None, code, people=who)
            yield feast._replace(path=country.path, line=line)


def _golden_week(
    code: str, who: tuple[Concerned, ...], since: date, until: date
) -> Iterator[Coming]:
    for one in feasts_between("golden-week", code, since, until):
        last = date(one.day.year, *_GOLDEN_WEEK_ENDS)
        yield Coming(
            "feast", _(FEASTS["golden-week"].title), one.day, last, "golden-week", code, people=who
        )


def _span(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=step) for step in range((until - since).days + 1))
