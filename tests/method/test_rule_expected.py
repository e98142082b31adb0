"""`expected`: fourteen days before the purchase they spoke of, once (M34)."""

from __future__ import annotations

import pytest
from dues import anna, chain, due_days

QUIET = "every: 300d"


@pytest.mark.parametrize(
    ("purchase", "due"),
    [("2026-12-04", "2026-11-20"), ("2026-12", "2026-11-17"), ("2026-11-30", "2026-11-16")],
)
def test_a_fortnight_before_a_day_or_the_first_of_a_month(purchase: str, due: str) -> None:
    lines = (QUIET, f"expected-purchase: {purchase}", "2026-11-10 email: x")
    assert due_days(*lines) == {"expected": due}


def test_not_earlier() -> None:
    assert due_days(QUIET, "expected-purchase: 2026-12-05", "2026-11-10 email: x") == {}
    assert chain("2026-11-10 email: x")["expected"]["text"] == "no purchase is expected"


@pytest.mark.parametrize("touch", ["email in: x", "call: x", "email: x"])
def test_any_touch_from_then_on_closes_it(touch: str) -> None:
    lines = (QUIET, "expected-purchase: 2026-12-01", f"2026-11-17 {touch}", "2026-11-18 email: y")
    assert due_days(*lines) == {}


def test_the_reason_names_the_fact() -> None:
    entry = anna(QUIET, "expected-purchase: 2026-12", "2026-11-10 email: x")
    assert entry
    (reason,) = entry["reasons"]
    assert (reason["path"], reason["line"]) == ("dossiers/customers/anna.md", 4)
    assert "they expect to buy in 2026-12" in reason["text"]
