"""Public holidays that were worked out before, so that the large library need not be imported."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from dossierkit.book.holidays import Holidays, HolidaySource, public_holidays


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
