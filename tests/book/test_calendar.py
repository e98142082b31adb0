"""Working days of a country: its dossier's word first, then the packaged data."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import dossier

from dossierkit.book.calendar import WorkCalendar, calendar_of
from dossierkit.schema.country import Country
from dossierkit.schema.dossier import COUNTRY


def country(header: str) -> Country:
    """A country with these lines in its header."""
    facts: Country = dossier(f"---\nname: x\n{header}---\n", COUNTRY).facts
    return facts


FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


@pytest.mark.parametrize(
    ("code", "header", "day", "expected"),
    [
        (None, None, SATURDAY, "weekend"),
        (None, None, MONDAY, None),
        ("zz", None, SUNDAY, "weekend"),
        ("de", None, FRIDAY, None),
        ("de", None, date(2026, 12, 25), "Christmas Day"),
        ("DE", None, date(2026, 1, 6), None),
        ("ae", None, FRIDAY, None),
        ("ir", None, FRIDAY, "weekend"),
        ("de", "", SATURDAY, "weekend"),
        ("de", "weekend: [fri, sat]\n", FRIDAY, "weekend"),
        ("de", "weekend: [fri, sat]\n", SUNDAY, None),
        ("de", "holidays: {subdivision: BY}\n", date(2026, 1, 6), "Epiphany"),
        ("de", "holidays: {subdivision: Atlantis}\n", date(2026, 12, 25), "Christmas Day"),
        ("de", "holidays: {calendar: AT}\n", date(2026, 10, 26), "National Day"),
        ("zz", "holidays: {calendar: DE}\n", date(2026, 12, 25), "Christmas Day"),
        ("de", "holidays: {extra: [{date: 11-23, name: Fair}]}\n", MONDAY, "Fair"),
        ("de", "holidays: {extra: [{date: 11-23, kind: holiday}]}\n", MONDAY, "holiday"),
        ("de", "holidays: {extra: [{date: 2025-11-23, name: Fair}]}\n", MONDAY, None),
        ("de", "holidays: {extra: [{date: 11-23, name: x, kind: feast}]}\n", MONDAY, None),
        ("de", "holidays: {extra: [{date: 11-21, kind: workday}]}\n", SATURDAY, None),
        ("de", "holidays: {extra: [{name: no day}]}\n", MONDAY, None),
        ("cn", None, date(2025, 10, 1), "National Day"),
        ("cn", None, date(2025, 9, 28), None),
    ],
)
def test_days_off(code: str | None, header: str | None, day: date, expected: str | None) -> None:
    calendar = calendar_of(code, None if header is None else country(header))
    found = calendar.day_off(day)
    assert found == expected or (expected is not None and expected in (found or "").split("; "))


def test_the_next_working_day() -> None:
    calendar = calendar_of("de", None)
    assert calendar.next_working_day(FRIDAY) == FRIDAY
    assert calendar.next_working_day(SATURDAY) == MONDAY
    assert calendar.next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)


def test_where_nobody_ever_works_a_day_stays() -> None:
    assert WorkCalendar(frozenset(range(7))).next_working_day(MONDAY) == MONDAY


@pytest.mark.parametrize("year", [1, 1900, 2099, 9999])
@pytest.mark.parametrize("code", ["de", "cn", "sa", "in", None])
def test_any_year_has_a_calendar(code: str | None, year: int) -> None:
    calendar = calendar_of(code, None)
    for day in (date(year, 1, 1), date(year, 6, 30), date(year, 12, 31)):
        calendar.day_off(day)
        calendar.next_working_day(day)


def test_holidays_are_told_from_weekends() -> None:
    calendar = calendar_of("de", None)
    assert calendar.holiday(date(2026, 12, 26)) == "Second Day of Christmas"
    assert calendar.holiday(SATURDAY) is None
    assert calendar.holiday(MONDAY) is None


@pytest.mark.parametrize(
    ("code", "header", "year", "expected"),
    [
        ("de", None, 2026, True),
        ("ua", None, 2026, False),
        ("lk", None, 2027, False),
        (None, None, 2026, False),
        ("ua", "holidays: {extra: [{date: 08-24}]}\n", 2026, True),
        ("ua", "holidays: {extra: [{date: 2027-08-24}]}\n", 2026, False),
        ("ua", "holidays: {extra: [{date: 08-24, kind: feast}]}\n", 2026, False),
    ],
)
def test_whether_holidays_are_known(
    code: str | None, header: str | None, year: int, expected: bool
) -> None:
    calendar = calendar_of(code, None if header is None else country(header))
    assert calendar.has_holidays(year) == expected


def test_whether_make_up_days_are_known() -> None:
    assert calendar_of("cn", None).has_make_up_days(2026)
    assert not calendar_of("cn", None).has_make_up_days(2028)
    own = country("holidays: {extra: [{date: 2028-02-05, kind: workday}]}\n")
    assert calendar_of("cn", own).has_make_up_days(2028)


def test_feasts_on_which_people_work() -> None:
    calendar = calendar_of(
        "de",
        country("holidays: {extra: [{date: 11-23, name: Fair, kind: feast}, {date: 11-24}]}\n"),
    )
    assert calendar.feasts(MONDAY) == ["Fair"]
    assert calendar.feasts(date(2026, 11, 24)) == []
    nameless = calendar_of("de", country("holidays: {extra: [{date: 11-23, kind: feast}]}\n"))
    assert nameless.feasts(MONDAY) == ["feast"]
