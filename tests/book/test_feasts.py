"""The days of feasts agree with sources that share nothing with ours, and say what is estimated."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hijridate import Hijri
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.book.feasts import (
    FEASTS,
    by_sighting,
    feast_days,
    feasts_between,
    may_fall,
    title_in,
)
from dossierkit.book.holidays import public_holidays

INDEPENDENT = json.loads(
    Path(__file__).with_name("independent_holidays.json").read_text(encoding="utf-8")
)
"""Days by date-holidays; scripts/independent_holidays.mjs makes it."""

COUNTRIES = (
    None,
    "us",
    "ca",
    "de",
    "cn",
    "kr",
    "vn",
    "sa",
    "id",
    "tr",
    "jp",
    "th",
    "ir",
    "mn",
    "il",
)


def first(occasion: str, year: int, country: str | None = None) -> date:
    (found,) = feast_days(occasion, year, country)
    return found.day


@pytest.mark.parametrize("place", INDEPENDENT["public"])
def test_all_public_holidays_agree(place: str) -> None:
    country, year = place.split()
    ours = [day.isoformat() for day in public_holidays(country, int(year)).days_off]
    assert ours == sorted(INDEPENDENT["public"][place])


@pytest.mark.parametrize("feast", INDEPENDENT["feasts"])
def test_the_first_days_of_feasts_agree(feast: str) -> None:
    occasion, country, year = feast.split()
    assert first(occasion, int(year), country.lower()).isoformat() == INDEPENDENT["feasts"][feast]


@pytest.mark.parametrize(
    ("occasion", "days"),
    [
        ("lunar-new-year", ("2026-02-17", "2027-02-06", "2028-01-26")),
        ("diwali", ("2026-11-08", "2027-10-29", "2028-10-17")),
        ("rosh-hashanah", ("2026-09-12", "2027-10-02", "2028-09-21")),
        ("hanukkah", ("2026-12-05", "2027-12-25", "2028-12-13")),
        ("gurpurab", ("2026-11-24", "2027-11-14", "2028-11-02")),
        ("easter", ("2026-04-05", "2027-03-28", "2028-04-16")),
        ("orthodox-easter", ("2026-04-12", "2027-05-02", "2028-04-16")),
        ("vaisakhi", ("2026-04-14", "2027-04-14", "2028-04-14")),
        ("christmas", ("2026-12-25", "2027-12-25", "2028-12-25")),
    ],
)
def test_days_of_published_tables(occasion: str, days: tuple[str, ...]) -> None:
    assert tuple(first(occasion, year).isoformat() for year in (2026, 2027, 2028)) == days
    assert not any(one.is_estimated for one in feast_days(occasion, 2027))


@pytest.mark.parametrize("country", [None, "sa", "ae", "eg", "de"])
@pytest.mark.parametrize(
    ("occasion", "month", "day"),
    [("ramadan", 9, 1), ("eid-al-fitr", 10, 1), ("eid-al-adha", 12, 10)],
)
def test_hijri_dates_agree_with_umm_al_qura(
    country: str | None, occasion: str, month: int, day: int
) -> None:
    for hijri, year in ((1447, 2026), (1448, 2027), (1449, 2028)):
        (found,) = feast_days(occasion, year, country)
        assert found.day.isoformat() == Hijri(hijri, month, day).to_gregorian().isoformat()
        assert found.is_estimated


def test_the_country_s_own_day_of_a_moon_feast_counts() -> None:
    assert first("eid-al-fitr", 2026, "id") == date(2026, 3, 21)
    assert first("eid-al-fitr", 2026, "my") == date(2026, 3, 21)
    assert first("eid-al-adha", 2026, "bd") == date(2026, 5, 28)
    assert first("lunar-new-year", 2027, "kr") == date(2027, 2, 7)
    assert first("lunar-new-year", 2028, "mn") == date(2028, 2, 26)


def test_a_holiday_on_the_eve_is_not_the_feast() -> None:
    assert date(2026, 5, 26) in public_holidays("pk", 2026).days_off
    assert first("eid-al-adha", 2026, "pk") == date(2026, 5, 27)


def test_what_is_computed_by_the_state_is_no_estimate() -> None:
    assert [one.is_estimated for one in feast_days("eid-al-fitr", 2027, "tr")] == [False]
    assert [one.is_estimated for one in feast_days("ramadan", 2027, "tr")] == [True]
    assert by_sighting("Eid al-Fitr Holiday", "sa")
    assert not by_sighting("Eid al-Fitr", "tr")
    assert not by_sighting("Christmas Day", "de")


def test_a_moon_feast_may_come_twice_a_year_or_be_out_of_reach() -> None:
    assert [one.day for one in feast_days("eid-al-fitr", 2033)] == [
        date(2033, 1, 2),
        date(2033, 12, 23),
    ]
    assert [feast_days(name, 2100) for name in ("ramadan", "eid-al-fitr")] == [(), ()]


def test_some_feasts_have_a_day_only_where_they_are_kept() -> None:
    assert first("thanksgiving", 2026, "ca") == date(2026, 10, 12)
    assert feast_days("thanksgiving", 2026, "de") == ()
    assert first("golden-week", 2027, "jp") == date(2027, 4, 29)
    assert first("nowruz", 2028, "ir") == date(2028, 3, 20)
    assert feast_days("nowruz", 2028, "de") == feast_days("vesak", 2028) == ()


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("us", "2026-07-04"),
        ("fr", "2026-07-14"),
        ("de", "2026-10-03"),
        ("cn", "2026-10-01"),
        ("no", "2026-05-17"),
        ("sa", "2026-09-23"),
        ("pt", "2026-06-10"),
        ("ru", "2026-06-12"),
    ],
)
def test_national_days(country: str, day: str) -> None:
    assert first("national-day", 2026, country).isoformat() == day


def test_countries_without_a_national_day() -> None:
    assert [feast_days("national-day", 2026, country) for country in (None, "gb", "ua")] == [()] * 3


def test_names_of_a_country() -> None:
    assert title_in("mid-autumn", "kr") == "Chuseok"
    assert title_in("mid-autumn", "cn") == "Mid-Autumn Festival"


@pytest.mark.parametrize("occasion", FEASTS)
def test_a_season_holds_every_day_of_its_feast(occasion: str) -> None:
    for year in range(2020, 2045):
        for country in COUNTRIES:
            for one in feast_days(occasion, year, country):
                assert may_fall(occasion, one.day, one.day), one


@pytest.mark.parametrize("occasion", FEASTS)
@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_any_year_can_be_asked_for(occasion: str, year: int) -> None:
    assert all(one.day.year == year for one in feast_days(occasion, year, "us"))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(FEASTS)),
    st.sampled_from(COUNTRIES),
    st.dates(date(2025, 1, 1), date(2029, 1, 1)),
    st.integers(0, 500),
    st.integers(0, 500),
)
def test_spans_add_up(occasion: str, country: str | None, since: date, one: int, two: int) -> None:
    middle, until = since + timedelta(days=one), since + timedelta(days=one + two)
    parts = feasts_between(occasion, country, since, middle)
    parts += feasts_between(occasion, country, middle + timedelta(days=1), until)
    assert parts == feasts_between(occasion, country, since, until)
