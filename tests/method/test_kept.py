"""Which occasions somebody keeps: religion and country decide, and consent (M42, DESIGN 3.1)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from keepers import AGREED, book_of, kept, lands, names, person

from dossierkit.book.feasts import FEASTS
from dossierkit.method.feasts.kept import kept_between
from dossierkit.method.feasts.occasions import FAITHS, SECULAR
from dossierkit.schema.customer import RELIGIONS


def believer(religion: str, country: str) -> str:
    return f"country: {country}\nreligion: {religion}\n{AGREED}"


@pytest.mark.parametrize(
    ("religion", "country", "expected"),
    [
        ("christian", "de", ["christmas", "new-year", "easter"]),
        ("catholic", "mx", ["christmas", "new-year", "easter"]),
        ("christian", "ru", ["new-year", "orthodox-christmas", "orthodox-easter"]),
        ("orthodox", "gr", ["christmas", "new-year", "orthodox-easter"]),
        ("orthodox", "de", ["christmas", "new-year", "orthodox-easter"]),
        ("orthodox", "fi", ["christmas", "new-year"]),
        ("muslim", "ae", ["new-year", "ramadan", "eid-al-fitr", "eid-al-adha"]),
        ("muslim", "sa", ["ramadan", "eid-al-fitr", "eid-al-adha"]),
        ("muslim", "us", ["thanksgiving", "new-year", "ramadan", "eid-al-fitr", "eid-al-adha"]),
        ("muslim", "sg", ["new-year", "ramadan", "eid-al-fitr", "eid-al-adha"]),
        ("hindu", "in", ["diwali"]),
        ("sikh", "in", ["gurpurab", "vaisakhi", "gurpurab"]),
        ("jewish", "il", ["hanukkah", "passover", "rosh-hashanah"]),
        ("buddhist", "th", ["new-year", "songkran", "vesak"]),
        ("buddhist", "sg", ["new-year", "lunar-new-year", "vesak"]),
        ("taoist", "my", ["lunar-new-year"]),
        ("christian", "kr", ["christmas", "new-year", "lunar-new-year", "easter", "mid-autumn"]),
        ("none", "us", ["thanksgiving", "new-year"]),
        ("other", "de", ["new-year"]),
    ],
)
def test_religion_and_country_decide(religion: str, country: str, expected: list[str]) -> None:
    assert names(believer(religion, country)) == expected


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("de", ["christmas", "new-year", "easter"]),
        ("pl", ["christmas", "new-year", "easter"]),
        ("fr", ["new-year"]),
        ("ng", ["new-year"]),
        ("sa", ["eid-al-fitr", "eid-al-adha"]),
        ("in", ["diwali"]),
        ("ru", ["new-year", "orthodox-christmas"]),
        ("ca", ["new-year", "thanksgiving"]),
        ("cn", ["new-year", "lunar-new-year", "mid-autumn"]),
        ("my", []),
        ("ir", ["nowruz"]),
    ],
)
def test_unknown_religion_keeps_what_nearly_everybody_there_does(
    country: str, expected: list[str]
) -> None:
    found = kept(f"country: {country}\n", "2026-11-20", "2027-11-19")
    assert [one.occasion for one in found] == expected
    assert all(one.neutral == (one.occasion in FAITHS) for one in found)


def test_a_neutral_word_names_the_country_s_religions_as_its_reason() -> None:
    (one,) = kept("country: de\n", "2026-12-25", "2026-12-25")
    assert (one.neutral, one.path, one.line) == (True, "dossiers/countries/de.md", 3)


def test_a_religion_recorded_without_consent_only_suppresses() -> None:
    assert names("country: de\nreligion: christian\n") == ["new-year"]
    assert names("country: sg\nreligion: muslim\n") == ["new-year"]


def test_nothing_is_known_of_somebody_without_country() -> None:
    assert names("") == []
    assert names(f"religion: orthodox\n{AGREED}") == ["orthodox-easter"]


def test_chinese_writers_keep_the_lunar_new_year_where_others_do_not() -> None:
    assert names("country: my\nlanguage: {prefers: zh}\n") == ["lunar-new-year"]
    assert names("country: de\nlanguage: {prefers: zh}\n").count("lunar-new-year") == 0


def test_ramadan_is_care_and_estimated() -> None:
    (one,) = kept(believer("muslim", "sa"), "2027-02-01", "2027-02-20")
    assert (one.occasion, one.day) == ("ramadan", date(2027, 2, 8))
    assert (one.is_care, one.estimated) == (True, True)
    assert (one.path, one.line) == ("dossiers/customers/anna.md", 4)


def test_a_birthday_keeps_no_age_and_29_february_has_a_day_every_year() -> None:
    found = kept("birthday: 1992-02-29\n", "2027-01-01", "2028-12-31")
    assert [(one.title, str(one.day)) for one in found] == [
        ("Birthday", "2027-02-28"),
        ("Birthday", "2028-02-29"),
    ]
    assert [str(one.day) for one in kept("birthday: 04-12\n", "2027-01-01", "2027-12-31")] == [
        "2027-04-12"
    ]
    assert kept("birthday: 2027-04-12\n", "2027-01-01", "2027-12-31") == []


def test_anniversaries_say_how_many_years() -> None:
    brightlite = "---\nname: Brightlite\nfounded: 1996-11-18\n---\n"
    header = "company: brightlite\nfamily-life: {anniversary: 2025-11-19}\n"
    firm, wedding = kept(header, "2026-11-01", "2026-11-30", brightlite=brightlite)
    assert (firm.title, firm.path, firm.line) == (
        "30 years of Brightlite",
        "dossiers/companies/brightlite.md",
        3,
    )
    assert (wedding.title, wedding.line) == ("Wedding anniversary, 1 year", 4)
    (unknown,) = kept("family-life: {anniversary: 11-19}\n", "2026-11-01", "2026-11-30")
    assert unknown.title == "Wedding anniversary"
    no_day = "---\nname: Brightlite\nfounded: 1996\n---\n"
    assert kept("company: brightlite\n", "2026-11-01", "2026-11-30", brightlite=no_day) == []


def test_the_country_of_the_company_counts_and_is_named() -> None:
    firm = "---\nname: Redwood\ncountry: us\n---\n"
    one, *_ = kept("company: redwood\n", "2026-11-20", "2026-11-30", redwood=firm)
    assert (one.occasion, one.path, one.line) == (
        "thanksgiving",
        "dossiers/companies/redwood.md",
        3,
    )


def test_national_days_and_golden_week_are_no_occasions_to_greet() -> None:
    assert kept("country: jp\n", "2027-01-02", "2027-05-05") == []


def test_korea_has_its_own_name_for_mid_autumn() -> None:
    (one,) = kept("country: kr\n", "2027-09-01", "2027-09-30")
    assert one.title == "Chuseok"


def test_nobody_who_asked_for_silence_and_no_span_gives_anything() -> None:
    silent = "birthday: 04-12\nconsent: {do-not-contact: true}\n"
    assert kept(silent, "2027-01-01", "2027-12-31") == []
    assert kept("birthday: 04-12\n", "2027-12-31", "2027-01-01") == []


PEOPLE = {
    f"{religion}-{country}-{agreed}": f"country: {country}\n"
    + (f"religion: {religion}\n" if religion != "unset" else "")
    + (AGREED if agreed == "yes" else "")
    + "birthday: 02-29\n"
    for religion in ("unset", *RELIGIONS)
    for country in ("de", "ru", "sa", "in", "us", "cn", "il", "gr")
    for agreed in ("yes", "no")
}
BOOK = book_of({**{f"c/{key}.md": person(text) for key, text in PEOPLE.items()}, **lands()})
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CUSTOMERS = st.sampled_from(list(BOOK.customers.values()))


@settings(deadline=None)
@given(CUSTOMERS, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_spans_add_up(customer: object, since: date, one: int, two: int) -> None:
    dossier = BOOK.customers[customer.id]  # type: ignore[attr-defined]
    middle, until = since + timedelta(days=one), since + timedelta(days=one + two)
    parts = kept_between(BOOK, dossier, since, middle)
    parts += kept_between(BOOK, dossier, middle + timedelta(days=1), until)
    assert parts == kept_between(BOOK, dossier, since, until)


@settings(deadline=None)
@given(CUSTOMERS, DAYS)
def test_never_a_feast_of_another_faith_nor_without_consent(customer: object, since: date) -> None:
    dossier = BOOK.customers[customer.id]  # type: ignore[attr-defined]
    facts = dossier.facts
    for one in kept_between(BOOK, dossier, since, since + timedelta(days=370)):
        if one.occasion not in FAITHS:
            continue
        if facts.religion is None:
            assert one.neutral
        else:
            assert facts.religion in FAITHS[one.occasion]
            assert facts.consent.sensitive is not None
            assert not one.neutral


def test_every_feast_is_religious_secular_or_of_a_country() -> None:
    assert set(FEASTS) == (set(FAITHS) | set(SECULAR) | {"golden-week", "national-day"}) - {
        "weekend",
        "season",
    }


ONLY_BIRTHDAYS = """
import sys
from datetime import date
from pathlib import Path
from dossierkit.book.load import load
from dossierkit.method.feasts.kept import kept_between
book = load(Path(sys.argv[1]))
kept = kept_between(book, book.customers["anna"], date(2026, 6, 1), date(2026, 6, 7))
print(len(kept), sorted({"holidays", "hijridate", "dateutil"} & set(sys.modules)))
"""


def test_libraries_of_calendars_are_imported_only_for_feasts(tmp_path: Path) -> None:
    header = "country: de\nbirthday: 06-04\nreligion: christian\n" + AGREED
    root = write_book(tmp_path, {"dossiers/customers/anna.md": person(header)})
    command = [sys.executable, "-c", ONLY_BIRTHDAYS, str(root)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    assert result.stdout == "1 []\n"
