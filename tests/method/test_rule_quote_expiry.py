"""`quote-expiry`: three days before the last day of an unanswered quote (M45)."""

from __future__ import annotations

import pytest
from dues import chain, due_days


def expiry(*lines: str, on: str = "2026-11-20") -> str | None:
    return due_days("every: 300d", *lines, on=on).get("quote-expiry")


def test_from_three_days_before_through_the_last_day() -> None:
    quote = "2026-11-02 quote: x, valid 2026-11-20"
    assert expiry(quote, on="2026-11-16") is None
    assert expiry(quote, on="2026-11-17") == "2026-11-17"
    assert expiry(quote, on="2026-11-20") == "2026-11-17"
    assert expiry(quote, on="2026-11-21") is None


def test_it_moves_forward_to_a_working_day_but_not_past_the_validity() -> None:
    assert expiry("2026-11-02 quote: x, valid 2026-11-25", on="2026-11-24") == "2026-11-23"
    assert expiry("2026-11-02 quote: x, valid 2026-11-22", on="2026-11-22") == "2026-11-19"
    assert expiry("2026-11-21 quote: x, valid 2026-11-22", on="2026-11-22") == "2026-11-20"


def test_a_short_validity_is_due_on_the_day_of_the_quote() -> None:
    assert expiry("2026-11-19 quote: x, valid 2026-11-20") == "2026-11-19"


@pytest.mark.parametrize(
    "since", ["2026-11-10 email in: y", "2026-11-10 call: y", "2026-11-10 quote: newer"]
)
def test_an_answer_or_a_newer_quote_ends_it(since: str) -> None:
    assert expiry("2026-11-02 quote: x, valid 2026-11-22", since) is None


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("2026-11-02 email: x",), "no quote of ours"),
        (("2026-11-02 quote: x",), "has no last day ('valid DATE')"),
        (("2026-11-02 quote: x, valid 2026-11-10",), "ended on 2026-11-10"),
        (("2026-11-02 quote: x", "2026-11-03 email in: y"), "they have answered"),
    ],
)
def test_why_not(lines: tuple[str, ...], text: str) -> None:
    assert text in chain(*lines)["quote-expiry"]["text"]
