"""`occasion`: three days before, on the day, and three days after (M42)."""

from __future__ import annotations

import pytest
from dues import anna, chain, reasons

QUIET = ("every: 300d", "2026-10-10 email: x")
TOLD = "consent: {sensitive: 2025-04-17 told me}"


def on_day(*lines: str, on: str) -> str | None:
    return reasons(anna(*QUIET, *lines, on=on)).get("occasion")


def test_a_birthday_is_listed_for_a_week() -> None:
    found = {day: on_day("birthday: 11-20", on=f"2026-11-{day}") for day in range(16, 25)}
    assert [day for day, due in found.items() if due == "2026-11-20"] == [*range(17, 24)]


def test_soon_today_and_missed() -> None:
    for on, word in (("2026-11-18", "soon"), ("2026-11-20", "today"), ("2026-11-22", "overdue")):
        entry = anna(*QUIET, "birthday: 11-20", on=on)
        assert entry
        assert entry["class"] == word


def test_29_february() -> None:
    assert on_day("birthday: 1988-02-29", on="2027-02-28") == "2027-02-28"
    assert on_day("birthday: 1988-02-29", on="2028-02-29") == "2028-02-29"


def test_it_does_not_move_and_no_snooze_or_next_step_silences_it() -> None:
    assert on_day("birthday: 11-21", "snooze: 2026-12-31 away", on="2026-11-21") == "2026-11-21"
    assert on_day("birthday: 11-20", "next: 2026-12-01 call", on="2026-11-20") == "2026-11-20"


@pytest.mark.parametrize(
    ("line", "is_closed"),
    [
        ("2026-11-17 greeting: x", True),
        ("2026-11-16 greeting: x", False),
        ("2026-11-17 greeting: x #birthday", True),
        ("2026-11-17 greeting: x #christmas", False),
        ("2026-11-17 greeting: x #vip", True),
        ("2026-11-17 greeting in: x", False),
        ("2026-11-17 email: x", False),
    ],
)
def test_a_greeting_closes_it(line: str, is_closed: bool) -> None:
    assert (on_day("birthday: 11-20", line, on="2026-11-20") is None) == is_closed


def test_a_feast_of_theirs_in_the_right_words() -> None:
    entry = anna(*QUIET, "country: sa", "religion: muslim", TOLD, on="2027-02-08")
    assert entry
    text = next(r["text"] for r in entry["reasons"] if r["rule"] == "occasion")
    assert "estimated" in text
    assert "a considerate word, no congratulation" in text


def test_a_feast_of_the_country_in_neutral_words() -> None:
    land = "---\nname: Germany\nreligions: {christian: 60%}\n---\n"
    from dues import ask, person

    files = {"anna": person(*QUIET, "country: de"), "countries/de.md": land}
    (entry,) = ask(files, on="2026-12-24").data["due"]
    (reason,) = entry["reasons"]
    assert reason["due"] == "2026-12-25"
    assert "neutral words" in reason["text"]
    assert reason["path"] == "dossiers/countries/de.md"


def test_why_not() -> None:
    assert chain(*QUIET)["occasion"]["text"] == "no occasion of theirs is near"
    greeted = chain(*QUIET, "birthday: 11-20", "2026-11-19 greeting: x")
    assert greeted["occasion"]["text"] == "the occasions near are greeted"
