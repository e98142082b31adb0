"""Public holidays: true days, English names whatever the environment, and what is unknown."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from dossierkit.book.holidays import calendar_codes, public_holidays, subdivisions

NAMES = """
import json
from dossierkit.book.holidays import public_holidays
names = {c: list(public_holidays(c, 2026).days_off.values()) for c in ("DE", "RU", "CN", "ZA")}
print(json.dumps(names))
"""


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("no", date(2026, 5, 17), "Constitution Day"),
        ("us", date(2026, 11, 26), "Thanksgiving Day"),
        ("ru", date(2026, 1, 7), "Christmas Day"),
        ("in", date(2026, 11, 8), "Diwali"),
        ("za", date(2026, 4, 27), "Freedom Day"),
        ("cn", date(2026, 2, 17), "Chinese New Year"),
    ],
)
def test_known_days_off(code: str, day: date, name: str) -> None:
    assert name in public_holidays(code, day.year).days_off[day]


def test_make_up_days_are_worked() -> None:
    china = public_holidays("cn", 2026)
    assert date(2026, 2, 14) in china.workdays
    assert {day.weekday() for day in china.workdays} <= {5, 6}
    assert not china.workdays & set(china.days_off)
    assert public_holidays("de", 2026).workdays == frozenset()


def test_a_year_is_that_year_in_order() -> None:
    days = list(public_holidays("cn", 2026).days_off)
    assert days == sorted(days)
    assert {day.year for day in days} == {2026}


def test_regional_days_need_their_region() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany not in public_holidays("de", 2026).days_off
    for region in ("BY", "by", "Bayern"):
        assert epiphany in public_holidays("de", 2026, region).days_off
    assert date(2026, 11, 8) in public_holidays("my", 2026, "KUL").days_off


def test_an_unknown_region_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'XY' in DE; known: .*BB, BE, BW, BY"):
        public_holidays("de", 2026, "XY")
    with pytest.raises(ValueError, match="known: none"):
        public_holidays("sg", 2026, "Jurong")


def test_an_unknown_country_has_no_calendar() -> None:
    assert public_holidays("zz", 2026) == ({}, frozenset())
    assert public_holidays("zz", 2026, "BY") == ({}, frozenset())
    assert subdivisions("zz") == ()


def test_ukraine_works_on_its_holidays() -> None:
    assert not public_holidays("ua", 2026).days_off


def test_calendars_and_regions_are_listed() -> None:
    codes = calendar_codes()
    assert {"DE", "XK", "GB", "ZA"} < codes
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert "UK" not in codes
    assert {"BY", "BE"} < set(subdivisions("de"))


def test_what_is_given_cannot_be_changed() -> None:
    days = public_holidays("de", 2026).days_off
    with pytest.raises(TypeError):
        days[date(2026, 5, 4)] = "mine"  # type: ignore[index]


def test_names_do_not_depend_on_the_environment() -> None:
    found = {language: names_under(language) for language in ("C", "de_DE.UTF-8", "zh_CN.UTF-8")}
    assert found["C"] == found["de_DE.UTF-8"] == found["zh_CN.UTF-8"]
    names = json.loads(found["C"])
    assert names["DE"][0] == names["ZA"][0] == "New Year's Day"


def names_under(language: str) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    env |= {"LANG": language, "LANGUAGE": language, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", NAMES]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
