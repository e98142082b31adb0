"""`refusal`: a deal failed; thanks the same day (M39)."""

from __future__ import annotations

import pytest
from dues import anna, chain, due_days

LOST = "2026-11-19 lost: took the cheaper offer"


def test_due_the_same_day_until_thanked() -> None:
    assert due_days("every: 300d", LOST)["refusal"] == "2026-11-19"
    assert due_days("every: 300d", LOST, on="2026-12-01")["refusal"] == "2026-11-19"


@pytest.mark.parametrize("close", ["thanks: for the talks", "order: after all"])
def test_thanks_or_an_order_close_it(close: str) -> None:
    assert "refusal" not in due_days("every: 300d", LOST, f"2026-11-20 {close}")


@pytest.mark.parametrize("other", ["email: x", "thanks in: x", "note: x", "quote: x"])
def test_nothing_else_does(other: str) -> None:
    assert "refusal" in due_days("every: 300d", LOST, f"2026-11-20 {other}")


def test_the_text_says_no_selling() -> None:
    entry = anna("every: 300d", LOST)
    assert entry
    reason = next(r for r in entry["reasons"] if r["rule"] == "refusal")
    assert "took the cheaper offer: thank them, no selling" in reason["text"]
    assert chain("2026-11-10 email: x")["refusal"]["text"] == "no deal was lost"
