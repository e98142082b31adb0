"""`ladder`: after a quote, an introduction or a sample of ours that nothing answered (M35)."""

from __future__ import annotations

import pytest
from dues import anna, chain, due_days

QUOTE = "2026-11-02 quote out USD 12,400.00: offer"  # a Monday: rungs 3rd, 6th and 9th


@pytest.mark.parametrize(
    ("touches", "due"),
    [
        ((), "2026-11-03"),
        (("2026-11-03 email out: day 1",), "2026-11-06"),
        (("2026-11-04 email out: late",), "2026-11-06"),
        (("2026-11-05 email out: early for day 4",), "2026-11-06"),
        (("2026-11-06 email out: day 4",), "2026-11-09"),
        (("2026-11-08 email out: early for day 7",), "2026-11-09"),
        (("2026-11-09 email out: day 7",), "2026-11-16"),
        (("2026-11-09 email out: day 7", "2026-11-17 email out: weekly"), "2026-11-24"),
        (("2026-11-12 email out: all rungs passed",), "2026-11-19"),
    ],
)
def test_the_first_rung_later_than_the_last_touch(touches: tuple[str, ...], due: str) -> None:
    assert due_days(QUOTE, *touches, on="2026-12-01") == {"ladder": due}


@pytest.mark.parametrize("event", ["quote", "quote out", "intro", "intro out"])
def test_what_starts_it(event: str) -> None:
    assert due_days(f"2026-11-16 {event}: x", on="2026-11-17") == {"ladder": "2026-11-17"}


def test_what_does_not_start_it() -> None:
    assert due_days("2026-11-16 email out: x", "2026-11-16 quote in: theirs to us") == {
        "reply": "2026-11-16"
    }


def test_the_reason_names_the_quote() -> None:
    entry = anna(QUOTE, "2026-11-03 email out: day 1")
    assert entry is not None
    assert (entry["reasons"][0]["path"], entry["reasons"][0]["line"]) == (
        "dossiers/customers/anna.md",
        7,
    )


@pytest.mark.parametrize(
    ("touches", "due"),
    [
        ((), "2026-11-09"),
        (("2026-11-09 email out: day 7",), "2026-11-16"),
        (("2026-11-16 email out: day 14",), "2026-11-23"),
    ],
)
def test_a_sample_has_rungs_of_its_own(touches: tuple[str, ...], due: str) -> None:
    assert due_days("2026-11-02 sample out: 3 reels", *touches, on="2026-12-01") == {"ladder": due}


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("2026-11-03 email in: thanks", {"reply"}),
        ("2026-11-03 call: spoke with her", set()),
        ("2026-11-03 meeting: met", set()),
        ("2026-11-03 call out: no answer", {"ladder"}),
        ("2026-11-03 note: heard nothing", {"ladder"}),
    ],
)
def test_until_something_comes_in(answer: str, left: set[str]) -> None:
    assert set(due_days(QUOTE, answer)) == left


def test_of_two_the_latest_counts() -> None:
    sample_then_quote = ("2026-11-02 sample out: reels", "2026-11-10 quote out: offer")
    assert due_days(*sample_then_quote) == {"ladder": "2026-11-11"}
    quote_then_sample = (QUOTE, "2026-11-10 sample out: reels")
    assert due_days(*quote_then_sample) == {"ladder": "2026-11-17"}
    same_day = ("2026-11-10 quote out: offer", "2026-11-10 sample out: reels")
    assert due_days(*same_day) == {"ladder": "2026-11-17"}


@pytest.mark.parametrize("plan", ["intent: interested", "intent: quoted-silent", "every: 3d"])
def test_it_takes_the_place_of_rhythm_and_every(plan: str) -> None:
    lines = (plan, "2026-11-16 quote out: x", "2026-11-17 email out: day 1")
    assert due_days(*lines) == {"ladder": "2026-11-20"}
    assert chain(*lines)["rhythm"]["silenced_by"] == "ladder"


def test_it_takes_the_place_of_the_rhythm_even_of_a_customer() -> None:
    lines = ("2026-08-03 order in: first", "2026-08-04 thanks out: x", QUOTE)
    assert due_days(*lines) == {"ladder": "2026-11-03"}


def test_it_is_a_plan() -> None:
    lines = ("2026-09-01 quote out: x", "2026-11-16 email out: weekly")
    assert due_days(*lines) == {}
    assert chain(*lines)["no-plan"]["silenced_by"] == "ladder"


def test_intent_never_has_none() -> None:
    assert due_days("intent: never", QUOTE) == {}
    assert due_days("intent: never", "2026-07-01 quote out: x") == {"rhythm": "2026-10-29"}


def test_a_rung_on_a_day_off_moves() -> None:
    entry = anna("2026-11-13 intro out: on a Friday")  # day 1 is a Saturday
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-16", "2026-11-14")


def test_a_rung_that_moved_counts_as_touched_on_the_day_it_moved_to() -> None:
    lines = ("2026-11-13 intro out: on a Friday", "2026-11-16 email out: day 1, on Monday")
    assert due_days(*lines) == {"ladder": "2026-11-17"}  # day 4


def test_lines_after_the_day_do_not_start_it() -> None:
    assert due_days("2026-11-10 email out: x", "2026-11-25 quote out: y") == {}
