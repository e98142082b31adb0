"""When prospects became customers, and customers were lost (M33)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import dossier

from dossierkit.method.course.conversions import conversions
from dossierkit.schema.policy import packaged_figures

ON = date(2026, 11, 20)


def told(log: str, since: str = "2026-11-14") -> list[str]:
    """The conversions of someone with these log lines, up to 2026-11-20."""
    lines = "".join(f"- {line}: x\n" for line in log.split(", ") if line)
    someone = dossier(f"---\nname: Anna\n---\n\n## Log\n\n{lines}")
    found = conversions(someone.log, date.fromisoformat(since), ON, packaged_figures())
    return [f"{one.date} {one.kind}" for one in found]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("", []),
        ("2026-11-18 call", []),
        ("2026-11-14 order", ["2026-11-14 first-order"]),
        ("2026-11-20 order, 2026-11-18 order", ["2026-11-18 first-order"]),
        ("2026-11-13 order, 2026-11-18 order", []),
        ("2026-11-21 order", []),
        ("2026-11-18 lost", ["2026-11-18 lost"]),
        ("2025-01-01 order, 2026-11-18 order", ["2026-11-18 returned"]),
        ("2025-11-18 order, 2026-11-18 order", []),
        ("2025-11-17 order, 2026-11-18 order", ["2026-11-18 lapsed", "2026-11-18 returned"]),
        ("2025-11-19 order", ["2026-11-20 lapsed"]),
        ("2025-11-20 order", []),
        ("2025-11-13 order", ["2026-11-14 lapsed"]),
        ("2025-11-12 order", []),
    ],
)
def test_conversions_of_a_week(log: str, expected: list[str]) -> None:
    assert told(log) == expected


def test_all_of_a_long_story() -> None:
    log = "2023-01-01 order, 2023-06-01 order, 2025-01-01 order, 2026-03-01 lost"
    assert told(log, "2020-01-01") == [
        "2023-01-01 first-order", "2024-06-01 lapsed", "2025-01-01 returned",
        "2026-01-02 lapsed", "2026-03-01 lost",
    ]  # fmt: skip


def test_they_lapse_the_day_after_they_last_were_customers() -> None:
    """As `standing` has it: exactly 365 days after the order one still is an actual customer."""
    last = ON - timedelta(days=365)
    assert told(f"{last} order") == []
    assert told(f"{last - timedelta(days=1)} order") == [f"{ON} lapsed"]
