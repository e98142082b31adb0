"""`after-order`: thanks, then service, then a recommendation (M44)."""

from __future__ import annotations

import pytest
from dues import anna, chain, due_days


def steps(*lines: str, on: str = "2026-11-20") -> list[str]:
    """The days of the steps that are due."""
    entry = anna("every: 300d", *lines, on=on)
    return [r["due"] for r in entry["reasons"] if r["rule"] == "after-order"] if entry else []


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-08-03", []),
        ("2026-08-04", ["2026-08-04"]),
        ("2026-09-02", ["2026-08-04", "2026-09-02"]),
        ("2026-10-02", ["2026-08-04", "2026-09-02", "2026-10-02"]),
        ("2026-11-01", ["2026-08-04", "2026-09-02", "2026-10-02"]),
        ("2026-11-02", []),
    ],
)
def test_each_until_it_is_done_and_none_past_ninety_days(on: str, due: list[str]) -> None:
    assert steps("2026-08-03 order: x", on=on) == due


@pytest.mark.parametrize(
    ("touch", "left"),
    [
        ("2026-08-03 thanks: y", ["2026-09-02", "2026-10-02"]),
        ("2026-08-20 email: y", ["2026-08-04", "2026-09-02", "2026-10-02"]),
        ("2026-08-20 thanks in: y", ["2026-08-04", "2026-09-02", "2026-10-02"]),
        ("2026-09-02 call: y", ["2026-08-04", "2026-10-02"]),
        ("2026-09-05 email in: y", ["2026-08-04", "2026-09-02", "2026-10-02"]),
        ("2026-10-04 email: y", ["2026-08-04"]),
    ],
)
def test_what_closes_what(touch: str, left: list[str]) -> None:
    assert steps("2026-08-03 order: x", touch, on="2026-10-05") == left


def test_only_the_last_order_counts() -> None:
    assert steps("2026-08-03 order: x", "2026-11-18 order: y") == ["2026-11-19"]


def test_why() -> None:
    assert chain("2026-11-10 email: x")["after-order"]["text"] == "no order yet"
    old = chain("2026-08-03 order: x")["after-order"]["text"]
    assert old == "the last order is more than 90d old"
    done = chain("2026-10-01 order: x", "2026-10-01 thanks: y", on="2026-10-20")
    assert done["after-order"]["due"] == "2026-11-30"
    lines = ("2026-08-24 order: x", "2026-11-02 thanks: y")
    assert "every step after the order" in chain(*lines)["after-order"]["text"]


def test_it_moves_to_a_working_day() -> None:
    assert due_days("every: 300d", "2026-11-13 order: x")["after-order"] == "2026-11-16"
