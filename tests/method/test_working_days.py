"""A due date on the customer's day off moves to their next working day, and says so."""

from __future__ import annotations

import pytest
from dues import Entry, ask, person


def moved(country: str, last: str, on: str, **files: str) -> tuple[str, str | None]:
    """When someone interested is due, two days after a touch, and from where it moved."""
    entry = followed(country, last, on, **files)
    return entry["due"], entry["moved_from"]


def followed(country: str, last: str, on: str, **files: str) -> Entry:
    text = person(country, "intent: interested", f"{last} email out: x")
    paths = {f"countries/{code}.md": content for code, content in files.items()}
    return ask({"anna": text, **paths}, on=on).entry("anna")


def country(*lines: str) -> str:
    return "---\nname: X\n" + "".join(f"{line}\n" for line in lines) + "---\n"


@pytest.mark.parametrize(
    ("code", "last", "due"),
    [
        ("", "2026-11-19", "2026-11-23"),  # nothing known: Saturday and Sunday
        ("country: xx", "2026-11-19", "2026-11-23"),  # no such country
        ("country: de", "2026-11-19", "2026-11-23"),
        ("country: DE", "2026-12-23", "2026-12-28"),  # 25 December, Saturday, Sunday
        ("country: de", "2026-05-12", "2026-05-15"),  # Ascension on the 14th
        ("country: de", "2026-10-29", "2026-11-02"),  # 31 October is a Saturday
        ("country: no", "2026-05-15", "2026-05-18"),  # 17 May is a Sunday
        ("country: no", "2026-05-12", "2026-05-15"),
        ("country: sa", "2026-11-18", "2026-11-22"),  # Friday and Saturday
        ("country: sa", "2026-11-20", "2026-11-22"),  # Sunday is worked
        ("country: sa", "2026-09-21", "2026-09-24"),  # national day
        ("country: ae", "2026-11-18", "2026-11-20"),  # Friday is worked since 2022
        ("country: ae", "2026-11-19", "2026-11-23"),
        ("country: ae", "2026-11-30", "2026-12-04"),  # national day, two days
        ("country: cn", "2026-09-29", "2026-10-08"),  # the golden week
        ("country: cn", "2026-10-08", "2026-10-10"),  # a Saturday made up for
        ("country: cn", "2026-10-15", "2026-10-19"),  # any other Saturday
        ("country: us", "2026-11-24", "2026-11-27"),  # Thanksgiving
    ],
)
def test_packaged_calendars(code: str, last: str, due: str) -> None:
    found, moved_from = moved(code, last, on="2026-12-30")
    assert found == due
    assert (moved_from is None) is (int(due[-2:]) - int(last[-2:]) == 2)


def test_it_says_so() -> None:
    entry = followed("country: de", "2026-12-23", on="2026-12-28")
    [reason] = entry["reasons"]
    assert reason["due"] == "2026-12-28"
    assert "moved from 2026-12-25" in reason["text"]
    assert "Christmas" in reason["text"]
    assert (entry["overdue_days"], entry["class"]) == (0, "today")


EXTRA = "holidays: {{extra: [{{date: {date}, name: Foundation day, kind: {kind}}}]}}"


@pytest.mark.parametrize(
    ("kind", "date", "last", "due"),
    [
        ("holiday", "2026-11-20", "2026-11-18", "2026-11-23"),
        ("holiday", "11-20", "2026-11-18", "2026-11-23"),
        ("holiday", "2025-11-20", "2026-11-18", "2026-11-20"),  # another year's
        ("feast", "11-20", "2026-11-18", "2026-11-20"),
        ("workday", "2026-11-21", "2026-11-19", "2026-11-21"),
        ("workday", "12-25", "2026-12-23", "2026-12-25"),
    ],
)
def test_the_countrys_file_adds_days(kind: str, date: str, last: str, due: str) -> None:
    de = country(EXTRA.format(date=date, kind=kind))
    assert moved("country: de", last, on="2026-12-30", de=de)[0] == due


def test_the_countrys_file_names_its_weekend() -> None:
    ae = country("weekend: [fri, sat]")
    assert moved("country: ae", "2026-11-18", on="2026-11-30", ae=ae)[0] == "2026-11-22"


def test_a_file_without_weekend_and_holidays_has_the_packaged_ones() -> None:
    assert moved("country: sa", "2026-11-18", on="2026-11-30", sa=country())[0] == "2026-11-22"


def test_regional_holidays_only_with_a_subdivision() -> None:
    last, on = "2026-10-30", "2026-11-30"  # 1 November is a Sunday; look at Epiphany instead
    assert moved("country: de", last, on, de=country())[0] == "2026-11-02"
    bavaria = country("holidays: {subdivision: BY}")
    assert moved("country: de", "2026-01-04", on, de=country())[0] == "2026-01-06"
    assert moved("country: de", "2026-01-04", on, de=bavaria)[0] == "2026-01-07"


def test_another_countrys_calendar() -> None:
    xx = country("holidays: {calendar: NO}")
    assert moved("country: xx", "2026-05-12", on="2026-11-30", xx=xx)[0] == "2026-05-15"


def test_a_country_file_that_cannot_be_read_leaves_the_packaged_data() -> None:
    files = {
        "anna": person("country: sa", "intent: interested", "2026-11-18 email out: x"),
        "countries/sa.md": "no header\n",
    }
    answer = ask(files, on="2026-11-22")
    assert answer.status == 1
    entry = answer.entry("anna")
    assert (entry["country"], entry["due"]) == ("sa", "2026-11-22")
    assert answer.data["unreadable"][0]["path"] == "dossiers/countries/sa.md"


def test_a_week_without_working_days_moves_nothing() -> None:
    de = country("weekend: [mon, tue, wed, thu, fri, sat, sun]")
    assert moved("country: de", "2026-11-18", on="2026-11-30", de=de) == ("2026-11-20", None)


COMPANY = "---\nname: Najd Lights\ncountry: sa\n---\n"


@pytest.mark.parametrize(
    ("own", "due", "code"),
    [("", "2026-11-22", "sa"), ("country: de", "2026-11-20", "de")],
)
def test_the_companys_country_unless_they_have_their_own(own: str, due: str, code: str) -> None:
    lines = ("company: najd", own, "intent: interested", "2026-11-18 email out: x")
    files = {"anna": person(*lines), "companies/najd.md": COMPANY}
    entry = ask(files, on="2026-11-30").entry("anna")
    assert (entry["due"], entry["country"], entry["company"]) == (due, code, "najd")


def test_a_company_file_that_cannot_be_read() -> None:
    lines = ("company: najd", "intent: interested", "2026-11-18 email out: x")
    answer = ask({"anna": person(*lines), "companies/najd.md": "---\nname: [\n---\n"})
    assert answer.status == 1
    entry = answer.entry("anna")
    assert (entry["company"], entry["country"], entry["due"]) == ("najd", None, "2026-11-20")
