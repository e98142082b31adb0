"""`reorder`: the median gap of at least three orders after the last (M47)."""

from __future__ import annotations

import pytest
from dues import chain, due_days

THREE = ("2026-05-01 order: a", "2026-06-30 order: b", "2026-09-20 order: c")


def reorder(*lines: str, on: str = "2026-12-20") -> str | None:
    return due_days("every: 300d", *lines, on=on).get("reorder")


def test_the_median_of_two_gaps_rounded_down() -> None:
    assert reorder(*THREE) == "2026-11-30"


def test_the_median_of_three_gaps() -> None:
    assert reorder("2026-04-20 order: z", *THREE) == "2026-11-19"


@pytest.mark.parametrize(
    "lines", [THREE[:2], (*THREE[:2], "2026-06-30 order: again"), ("2026-06-30 email: x",)]
)
def test_fewer_than_three_days_with_orders_are_no_rhythm(lines: tuple[str, ...]) -> None:
    assert reorder(*lines) is None


def test_a_touch_from_then_on_closes_it() -> None:
    assert reorder(*THREE, "2026-11-29 email: x") == "2026-11-30"
    assert reorder(*THREE, "2026-11-30 email in: x", "2026-12-01 email: y") is None
    assert chain(*THREE, "2026-12-01 email: x", on="2026-12-20")["reorder"]["due"] is None


def test_a_next_step_in_the_future_silences_it() -> None:
    step = chain("next: 2026-12-24 call", *THREE, on="2026-12-20")["reorder"]
    assert step["silenced_by"] == "next"
