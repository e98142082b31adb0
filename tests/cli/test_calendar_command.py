"""`dossier calendar` as a salesperson meets it: what is coming, for whom, in each format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Result
from icalendar import Calendar

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

ON = ("--on", "2026-11-20")
BRIGHTLITE = """---
name: Brightlite GmbH
country: de
founded: 1996-12-01
events: [{date: 2026-12-08, kind: exhibition, text: Lichtwoche, url: "https://licht.example"}]
compliance: [{name: GS mark, until: 2026-12-12}]
---
"""
GERMANY = "---\nname: Germany\nreligions: {christian: 53%}\n---\n"
WANG = "王小明"


def person(header: str = "", name: str = "Anna") -> str:
    return f"---\nname: {name}\n{header}---\n"


def german_book(make_book: MakeBook) -> Path:
    return make_book(
        {
            "dossiers/book.yaml": "name: Lumora\ncountry: cn\n",
            "dossiers/companies/brightlite.md": BRIGHTLITE,
            "dossiers/countries/de.md": GERMANY,
            "dossiers/customers/anna.md": person("company: brightlite\nowner: lily\n"),
            "dossiers/customers/wang.md": person("country: sg\nbirthday: 02-29\n", WANG),
            "dossiers/team/lily.md": person(name="Lily"),
        }
    )


def test_the_table_is_sorted_by_day_and_says_what_to_do(make_book: MakeBook, run: Run) -> None:
    result = run("calendar", *ON, "--within", "35d", book=german_book(make_book))
    assert result.status == 0
    assert result.stdout.splitlines() == [
        "DAY               TO  KIND     WHAT                         WHO",
        "2026-12-01 Tue        greet    30 years of Brightlite GmbH  Brightlite GmbH",
        "2026-12-08 Tue        event    exhibition: Lichtwoche       Brightlite GmbH",
        "2026-12-12 Sat        paper    GS mark runs out             Brightlite GmbH",
        "2026-12-25 Fri        neutral  Christmas                    Anna",
        "2026-12-25 Fri        day off  Christmas Day                Germany, Singapore",
    ]
    assert result.stderr.endswith("to whom to write, and what: dossier due\n")


def test_estimated_days_our_own_holidays_and_chinese_names_line_up(
    make_book: MakeBook, run: Run
) -> None:
    book = german_book(make_book)
    result = run("calendar", "wang", "--on", "2027-01-05", "--within", "8w", book=book)
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines if "~" in line] == [
        "2027-01-06 Wed",
        "2027-02-05 Fri",
    ]
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "2027-01-06 Wed ~ order order before 2027-01-06: Chinese New Year from 2027-02-05"
        " (estimated) 王小明",
        "2027-02-05 Fri ~ 02-12 closed Chinese New Year (estimated) ourselves",
        "2027-02-06 Sat greet Lunar New Year 王小明",
        "2027-02-06 Sat 02-08 day off Chinese New Year Singapore",
        "2027-02-28 Sun greet Birthday 王小明",
    ]
    assert len({line.find(who) for line in lines for who in ("WHO", WANG) if who in line}) == 1
    assert "~ estimated: by the sighting of the moon, or not announced yet" in result.stderr


@pytest.mark.parametrize(
    ("who", "people"),
    [
        (("anna",), {"Anna"}),
        (("brightlite",), {"Anna"}),
        (("de",), {"Anna"}),
        (("sg",), {WANG}),
        (("wang", "Germany"), {"Anna", WANG}),
        (("--owner", "lily"), {"Anna"}),
        ((), {"Anna", WANG}),
    ],
)
def test_who_may_be_a_person_a_company_or_a_country(
    make_book: MakeBook, run: Run, who: tuple[str, ...], people: set[str]
) -> None:
    result = run("calendar", *who, *ON, "--format", "json", book=german_book(make_book))
    coming = json.loads(result.stdout)["coming"]
    assert {one["name"] for item in coming for one in item["people"]} == people
    countries = {item["country"] for item in coming if item["country"]}
    assert countries == {"de" if name == "Anna" else "sg" for name in people}


def test_json_names_every_fact_with_its_place(make_book: MakeBook, run: Run) -> None:
    result = run("calendar", "anna", *ON, "--format", "json", book=german_book(make_book))
    data = json.loads(result.stdout)
    assert (data["on"], data["until"]) == ("2026-11-20", "2027-02-18")
    assert (data["without_holidays"], data["unreadable"]) == ([], [])
    assert data["coming"][0] == {
        "kind": "greeting",
        "occasion": "company",
        "title": "30 years of Brightlite GmbH",
        "first": "2026-12-01",
        "last": "2026-12-01",
        "estimated": False,
        "neutral": False,
        "country": None,
        "company": "brightlite",
        "people": [
            {
                "id": "anna",
                "name": "Anna",
                "note": None,
                "path": "dossiers/companies/brightlite.md",
                "line": 4,
            }
        ],
        "path": "dossiers/companies/brightlite.md",
        "line": 4,
        "url": None,
    }
    (closed,) = (one for one in data["coming"] if one["kind"] == "closed")
    assert (closed["occasion"], closed["estimated"]) == ("factory-holiday", True)


def events(result: Result) -> list[Any]:
    return list(Calendar.from_ical(result.stdout).walk("VEVENT"))


def test_a_calendar_program_reads_it(make_book: MakeBook, run: Run) -> None:
    book = german_book(make_book)
    result = run("calendar", *ON, "--format", "ics", book=book)
    found = events(result)
    summaries = [str(event["SUMMARY"]) for event in found]
    assert "exhibition: Lichtwoche (Brightlite GmbH)" in summaries
    assert "Christmas, neutral words (Anna)" in summaries
    assert "day off: Christmas Day (Germany, Singapore)" in summaries
    assert "we are closed: Chinese New Year (estimated)" in summaries
    by_name = {str(event["SUMMARY"]): event for event in found}
    closed = by_name["we are closed: Chinese New Year (estimated)"]
    assert closed["STATUS"] == "TENTATIVE"
    assert (closed["DTSTART"].dt, closed["DTEND"].dt) == (date(2027, 2, 5), date(2027, 2, 13))
    assert by_name["exhibition: Lichtwoche (Brightlite GmbH)"]["URL"] == "https://licht.example"
    ids = [str(event["UID"]) for event in found]
    assert len(set(ids)) == len(ids)
    assert run("calendar", *ON, "--format", "ics", book=book).stdout == result.stdout


def test_an_id_stays_from_one_day_to_the_next(make_book: MakeBook, run: Run) -> None:
    book = german_book(make_book)

    def ids(on: str) -> dict[str, str]:
        result = run("calendar", "--on", on, "--format", "ics", book=book)
        return {str(event["SUMMARY"]): str(event["UID"]) for event in events(result)}

    today, tomorrow = ids("2026-11-20"), ids("2026-11-21")
    assert all(today[name] == tomorrow[name] for name in today if name in tomorrow)


def test_text_of_a_dossier_cannot_add_events(make_book: MakeBook, run: Run) -> None:
    name = r"Anna\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Pay"
    text = f"---\nname: '{name}'\nbirthday: 11-21\n---\n"
    book = make_book({"dossiers/customers/anna.md": text})
    for command in (("calendar",), ("due", "--within", "7d")):
        (event,) = events(run(*command, *ON, "--format", "ics", book=book))
        assert name in event["SUMMARY"]


def test_many_people_are_counted(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        {f"dossiers/customers/p{n}.md": person("country: us\n", f"P{n}") for n in range(7)}
    )
    result = run("calendar", *ON, "--within", "6d", book=book)
    assert "P0, P1, P2 and 4 more" in result.stdout


def test_a_country_without_holidays_and_people_without_country_are_said(
    make_book: MakeBook, run: Run
) -> None:
    files = {"oleh": "country: ua\n", **dict.fromkeys(("a", "b", "c", "d", "e"), "")}
    book = make_book({f"dossiers/customers/{key}.md": person(text) for key, text in files.items()})
    result = run("calendar", *ON, "--within", "1d", book=book)
    assert "no public holidays of Ukraine are known for 2026" in result.stderr
    assert "dossiers/countries/ua.md" in result.stderr
    assert "no country is known of a, b, c and 2 more" in result.stderr
    assert "nothing is coming from 2026-11-20 to 2026-11-21" in result.stderr
    data = json.loads(run("calendar", *ON, "--format", "json", book=book).stdout)
    assert data["without_holidays"] == [{"country": "ua", "years": [2026, 2027]}]


def test_nobody_who_asked_for_silence_is_named(make_book: MakeBook, run: Run) -> None:
    silent = person("country: us\nbirthday: 11-21\nconsent: {do-not-contact: true}\n")
    book = make_book({"dossiers/customers/anna.md": silent})
    result = run("calendar", *ON, "--format", "json", book=book)
    assert json.loads(result.stdout)["coming"] == []


def test_an_empty_book_and_an_unreadable_file(make_book: MakeBook, run: Run) -> None:
    empty = run("calendar", *ON, book=make_book({}))
    assert (empty.status, empty.stdout) == (0, "")
    assert "no customers yet" in empty.stderr
    broken = run("calendar", *ON, book=make_book({"dossiers/customers/anna.md": "no header\n"}))
    assert broken.status == 1
    assert "can't be read: dossiers/customers/anna.md:1:1" in broken.stderr


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("nobody",), 1, "there is nobody called 'nobody'"),
        (("--owner", "nobody"), 1, "there is no member 'nobody'"),
        (("--within", "soon"), 2, "'soon' is no duration"),
        (("--format", "csv"), 2, "'csv'"),
    ],
)
def test_wrong_input(
    make_book: MakeBook, run: Run, args: tuple[str, ...], status: int, words: str
) -> None:
    result = run("calendar", *args, book=german_book(make_book))
    assert result.status == status
    assert words in result.stderr


def test_the_end_of_the_calendar_is_no_fault(make_book: MakeBook, run: Run) -> None:
    result = run("calendar", "--on", "9999-12-30", book=german_book(make_book))
    assert result.status == 0
