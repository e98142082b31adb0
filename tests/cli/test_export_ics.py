"""`dossier export ics`: all that has a day, for a calendar program; read by icalendar and khal."""

from __future__ import annotations

import os
import subprocess
import sys
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


def people(**headers: str) -> dict[str, str]:
    return {
        f"dossiers/customers/{name}.md": f"---\nname: {name.title()}\n{header}---\n"
        for name, header in headers.items()
    }


def events(text: str) -> dict[str, Any]:
    """The events of a calendar by their titles."""
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


def test_follow_ups_next_steps_and_birthdays(make_book: MakeBook, run: Run) -> None:
    steps = "next: [2026-11-25 answer on L/C, 2027-02-01 ask about the fair]\n"
    book = make_book(people(anna=f"{steps}birthday: 1985-04-12\n"))
    result = run("export", "ics", *ON, book=book)
    assert (result.status, result.stderr.count("no country is known")) == (0, 1)
    found = events(result.stdout)
    assert {title: event["DTSTART"].dt for title, event in found.items()} == {
        "Anna: keep promise": date(2026, 11, 25),
        "Anna: ask about the fair": date(2027, 2, 1),
        "birthday: Anna": date(2026, 4, 12),
    }
    assert found["birthday: Anna"]["RRULE"] == {"FREQ": ["YEARLY"]}
    assert "1985" not in result.stdout


@pytest.mark.parametrize(
    ("on", "first"), [("2026-11-20", (2026, 2, 28)), ("2028-01-01", (2028, 2, 29))]
)
def test_the_29th_of_february_comes_every_year(
    make_book: MakeBook, run: Run, on: str, first: tuple[int, int, int]
) -> None:
    book = make_book(people(anna="birthday: 02-29\n"))
    event = events(run("export", "ics", "--on", on, book=book).stdout)["birthday: Anna"]
    assert event["DTSTART"].dt == date(*first)
    assert event["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}


def test_feasts_and_days_off_of_their_countries(make_book: MakeBook, run: Run) -> None:
    book = make_book(people(anna="country: de\n"))
    year = events(run("export", "ics", *ON, book=book).stdout)
    month = events(run("export", "ics", *ON, "--within", "45d", book=book).stdout)
    assert {"day off: Christmas Day (Germany)", "day off: Labor Day (Germany)"} <= set(year)
    assert "day off: Christmas Day (Germany)" in month
    assert "day off: Labor Day (Germany)" not in month


def test_who_asked_not_to_be_contacted_is_in_no_calendar(make_book: MakeBook, run: Run) -> None:
    stop = "consent: {do-not-contact: true}\n"
    book = make_book(people(anna=f"next: 2026-11-25 x\nbirthday: 04-12\ncountry: de\n{stop}"))
    result = run("export", "ics", *ON, book=book)
    assert events(result.stdout) == {}
    assert "1 person asked not to be contacted: anna" in result.stderr


def test_only_those_who_are_meant(make_book: MakeBook, run: Run) -> None:
    book = make_book(people(anna="birthday: 04-12\nowner: lily\n", bert="birthday: 04-13\n"))
    for words in (("anna",), ("--owner", "lily"), ("--where", "birthday=04-12")):
        assert set(events(run("export", "ics", *words, *ON, book=book).stdout)) >= {
            "birthday: Anna"
        }
        assert "Bert" not in run("export", "ics", *words, *ON, book=book).stdout


def test_another_day_for_a_next_step_moves_its_event(make_book: MakeBook, run: Run) -> None:
    files = people(anna="next: [2026-11-25 x, 2027-02-01 ask]\n")
    first = events(run("export", "ics", *ON, book=make_book(files)).stdout)["Anna: ask"]
    moved = {path: text.replace("2027-02-01", "2027-03-01") for path, text in files.items()}
    other = events(run("export", "ics", *ON, book=make_book(moved)).stdout)["Anna: ask"]
    assert first["UID"] == other["UID"]
    assert (first["DTSTART"].dt, other["DTSTART"].dt) == (date(2027, 2, 1), date(2027, 3, 1))


def khal(home: Path, *words: str) -> str:
    """What khal prints in a folder of its own."""
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home),
                   "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home)}  # fmt: skip
    words = ("-c", str(home / "config"), *words)
    program = "from khal.cli import main_khal; main_khal()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *words],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_khal_takes_it_and_takes_it_again(make_book: MakeBook, run: Run, tmp_path: Path) -> None:
    header = "next: [2026-11-25 x, 2027-02-01 询价，回复; yes]\nbirthday: 02-29\ncountry: cn\n"
    book = make_book(people(wang=header))
    target = tmp_path / "all.ics"
    assert run("export", "ics", *ON, "--to", target, book=book).status == 0
    home = tmp_path / "home"
    (home / "calendar").mkdir(parents=True)
    home.joinpath("config").write_text(
        f"[calendars]\n[[ours]]\npath = {home / 'calendar'}\n[sqlite]\npath = {home / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "[default]\ndefault_calendar = ours\n"
    )
    for _ in range(2):
        khal(home, "import", "--batch", str(target))
    listed = khal(
        home, "list", "2027-02-01", "28d", "--format", "{start-date} {title}"
    ).splitlines()
    assert listed.count("2027-02-01 Wang: 询价，回复; yes") == 1
    assert listed.count("2027-02-28 birthday: Wang") == 1
    assert any("Chinese New Year" in line for line in listed)
