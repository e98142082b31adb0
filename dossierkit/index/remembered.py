"""Public holidays that were worked out before, so that the large library need not be imported."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from dossierkit.book.book import Book
from dossierkit.book.holidays import Holidays, HolidaySource, public_holidays
from dossierkit.index.rows import OwnHolidays
from dossierkit.method.case import own_holidays_near
from dossierkit.method.feasts.long_holidays import LongHoliday

_DAYS_KEPT = 7
"""How many days old what is kept of our own holidays may be."""


def remembered_holidays(index: sqlite3.Connection) -> HolidaySource:
    """A source of holidays that keeps what it gives in the index, in the transaction under way."""

    def find(code: str, year: int, region: str | None) -> Holidays:
        key = (code.upper(), year, region or "")
        row = index.execute(
            "SELECT days, workdays FROM holidays WHERE code = ? AND year = ? AND region = ?", key
        ).fetchone()
        if row is not None:
            days = {date.fromisoformat(day): name for day, name in json.loads(row[0])}
            return Holidays(MappingProxyType(days), frozenset(_days(json.loads(row[1]))))
        found = public_holidays(code, year, region)
        named = json.dumps([(day.isoformat(), name) for day, name in found.days_off.items()])
        worked = json.dumps(sorted(day.isoformat() for day in found.workdays))
        index.execute("INSERT INTO holidays VALUES (?, ?, ?, ?, ?)", (*key, named, worked))
        return found

    return find


def remembered_own(index: sqlite3.Connection) -> OwnHolidays:
    """What gives our own long holidays near a span, and keeps them in the index likewise."""

    def find(book: Book, on: date, until: date) -> list[LongHoliday]:
        key = (on.toordinal(), until.toordinal())
        there = "SELECT holidays FROM own_holidays WHERE day = ? AND until = ?"
        row = index.execute(there, key).fetchone()
        if row is not None:
            return [
                LongHoliday(
                    name, tag, date.fromisoformat(first), date.fromisoformat(last), estimated
                )
                for name, tag, first, last, estimated in json.loads(row[0])
            ]
        found = own_holidays_near(book, on, until)
        text = json.dumps([(*one[:2], *map(str, one[2:4]), one.estimated) for one in found])
        index.execute("DELETE FROM own_holidays WHERE day < ?", (key[0] - _DAYS_KEPT,))
        index.execute("INSERT INTO own_holidays VALUES (?, ?, ?)", (*key, text))
        return found

    return find


def remember_countries(index: sqlite3.Connection, on: date, own: str | None) -> None:
    """Works out the holidays of every country of the book for the year of a day and the next one,
    so that reading a single file later need not."""
    there = index.execute("SELECT DISTINCT country FROM dossiers WHERE country IS NOT NULL")
    find = remembered_holidays(index)
    for code in sorted({code for (code,) in there} | ({own} if own else set())):
        for year in (on.year, min(on.year + 1, date.max.year)):
            find(code, year, None)


def _days(texts: Iterable[str]) -> list[date]:
    return [date.fromisoformat(text) for text in texts]
