"""Days as one says them: the common ones stand in tests/cli/test_options.py."""

from __future__ import annotations

from datetime import date

import pytest

from dossierkit.schema.days import parse_day

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("-5y", "2021-11-20"),
        ("+6m", "2027-05-20"),
        ("-1m", "2026-10-20"),
        ("+0m", "2026-11-20"),
        ("-9999y", "0001-01-01"),
        ("+9999y", "9999-12-31"),
        ("-9999w", "1835-04-03"),
    ],
)
def test_months_and_years_and_the_ends_of_the_calendar(word: str, day: str) -> None:
    assert parse_day(word, TODAY) == date.fromisoformat(day)


def test_the_last_day_of_a_month_and_the_first_and_last_day_of_all() -> None:
    assert parse_day("+1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_day("yesterday", date.min) == date.min
    assert parse_day("tomorrow", date.max) == date.max


@pytest.mark.parametrize("word", ["+3y2", "+-3d", "+y", "5y", "+3 d"])
def test_no_days(word: str) -> None:
    assert parse_day(word, TODAY) is None
