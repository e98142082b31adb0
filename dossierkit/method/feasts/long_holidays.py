"""Our own long holidays, and by when to order before them (M20, M45).

China announces its make-up working days late in the year before. Until then the statutory days
with what is usual around them are given, as estimated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.calendar import WEEKEND, WorkCalendar
from dossierkit.book.feasts import feast_days
from dossierkit.book.load import POLICY_PATH
from dossierkit.prices.lists import list_on, skus_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.pricelist import PriceRow

TAG = "factory-holiday"
"""The tag of log lines by which a notice of our holiday is known as given."""

DAYS_IN_A_ROW = 5
"""So many days off in a row make a holiday that customers must know of (DESIGN 3.1)."""

_MARGIN = timedelta(days=31)
"""How far beyond a span a holiday that reaches into it can begin or end."""

_PARTS_OF_RUNS = re.compile(
    r"^The \w+ day of |(?<=[a-z] New Year)'s (?:Day|Eve)$|(?:(?<=Day)|(?<=Fitr)|(?<=Adha)) Holiday$"
)
"""What tells the days of a run apart: the eve, the third day, the holiday beside the feast."""


class LongHoliday(NamedTuple):
    """A run of days off of ours, from `first` to `last`. `estimated`: not announced yet."""

    name: str
    tag: str
    first: date
    last: date
    estimated: bool


class OrderBefore(NamedTuple):
    """By when to order so that goods are made before a holiday of ours: before `day`.

    `lead_days` is the longest lead time of what is bought, and `sku` the product that has it, in
    the price list at `path` and `line`; without any, the book's `event-lead`, and `sku` is None.
    """

    day: date
    lead_days: int
    sku: str | None
    path: str
    line: int


def long_holidays(book: Book, since: date, until: date) -> list[LongHoliday]:
    """Our country's runs of at least five days off that touch a span, by their first day.

    Public holidays count with the weekends beside them; a make-up working day ends a run. Without
    `country` in `book.yaml` there are none.
    """
    code = book.policy.country
    if code is None or until < since:
        return []
    calendar = book.calendar(code)
    years = range(since.year, until.year + 1)
    usual = {year for year in years if code == "cn" and not calendar.has_make_up_days(year)}
    found = [one for one in _runs(calendar, since, until) if one.first.year not in usual]
    found += [one for year in sorted(usual) for one in _usual_chinese(year)]
    return sorted((one for one in found if one.first <= until and one.last >= since), key=_start)


def _start(holiday: LongHoliday) -> date:
    return holiday.first


def _runs(calendar: WorkCalendar, since: date, until: date) -> Iterator[LongHoliday]:
    """The long runs around a span."""
    first = max(since.toordinal() - _MARGIN.days, 1)
    last = min(until.toordinal() + _MARGIN.days, date.max.toordinal())
    names: list[str] = []
    for ordinal in range(first, last + 2):
        name = calendar.day_off(date.fromordinal(ordinal)) if ordinal <= last else None
        if name is not None:
            names.append(name)
            continue
        holidays = [without_remarks(one) for one in names if one != WEEKEND]
        if len(names) >= DAYS_IN_A_ROW and holidays:
            begin = date.fromordinal(ordinal - len(names))
            end = date.fromordinal(ordinal - 1)
            yield LongHoliday(_name(holidays), TAG, begin, end, _is_estimated(names))
        names = []


def without_remarks(name: str) -> str:
    """A holiday's name without remarks: `Chinese New Year`, for its eve and for days moved, too."""
    bare = re.sub(r"\s*\([^)]*\)", "", name.split("; ")[0])
    return _PARTS_OF_RUNS.sub("", bare)


def _name(holidays: list[str]) -> str:
    """The name of most of the days; of several, the first."""
    known = [one for one in holidays if not one.startswith("Day off")] or holidays
    return Counter(known).most_common(1)[0][0]


def _is_estimated(names: list[str]) -> bool:
    return any("estimated" in name for name in names)


def _usual_chinese(year: int) -> list[LongHoliday]:
    """Chinese New Year from the eve for eight days, 1 to 5 May, and 1 to 7 October, or to the 8th
    where Mid-Autumn falls into it: as in the years since 2025."""
    new_year = [one.day - timedelta(days=1) for one in feast_days("lunar-new-year", year, "cn")]
    autumn = [one.day for one in feast_days("mid-autumn", year, "cn")]
    last = 8 if any(date(year, 10, 1) <= day <= date(year, 10, 8) for day in autumn) else 7
    spans = [("Chinese New Year", eve, eve + timedelta(days=7)) for eve in new_year]
    spans.append(("Labor Day", date(year, 5, 1), date(year, 5, 5)))
    spans.append(("National Day", date(year, 10, 1), date(year, 10, last)))
    return [LongHoliday(name, TAG, first, end, True) for name, first, end in spans]


def order_before(book: Book, dossier: Dossier[Customer], holiday: LongHoliday) -> OrderBefore:
    """By when a customer has to order before a holiday of ours.

    The lead is the longest lead time of what they or their company buy, by the price list in
    force when the holiday begins; `event-lead` (30 days) where none is known.
    """
    company = book.company_of(dossier.facts)
    wanted = (*dossier.facts.buys, *(company.facts.buys if company else ()))
    prices = list_on(book.price_lists, holiday.first)
    rows = [prices.rows[sku] for sku in skus_of(wanted, prices)] if prices else []
    timed = [row for row in rows if row.lead_time_days]
    if prices is None or not timed:
        day = book.policy.follow_up.event_lead.before(holiday.first)
        line = book.policy.lines.get("country", 1)
        return OrderBefore(day, (holiday.first - day).days, None, POLICY_PATH, line)
    slowest = max(timed, key=_lead)
    lead = _lead(slowest)
    day = date.fromordinal(max(holiday.first.toordinal() - lead, 1))
    return OrderBefore(day, lead, slowest.sku, prices.path, slowest.line)


def _lead(row: PriceRow) -> int:
    return row.lead_time_days or 0
