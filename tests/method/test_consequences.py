"""What an event suggests: proposed with its reason, and only where it would change something."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from conftest import dossier
from suggesting import book_with

from dossierkit.method.suggesting.consequences import consequences

ON = date(2026, 11, 20)


def proposed(header: str, *lines: str) -> dict[str, Any]:
    """What the last of some log lines proposes for a customer with a header."""
    log = "".join(f"- 2026-11-02 {line}\n" for line in lines)
    read = dossier(f"---\nname: Anna\n{header}---\n## Log\n\n{log}")
    *before, new = read.log.lines
    before_it = dataclasses.replace(read, log=read.log._replace(lines=tuple(before)))
    found = consequences(book_with(before_it), before_it, new, ON)
    return {one.field: one.value for one in found}


def test_a_sample_that_is_out_suggests_assimilation() -> None:
    assert proposed("stage: interest\n", "sample out: 3 reels") == {"stage": "assimilation"}
    assert proposed("", "sample: 3 reels") == {"stage": "assimilation"}


@pytest.mark.parametrize("stage", ["assimilation", "sincerity", "harmony"])
def test_nobody_is_moved_back(stage: str) -> None:
    assert proposed(f"stage: {stage}\n", "sample out: more") == {}


def test_a_sample_of_theirs_suggests_nothing() -> None:
    assert proposed("stage: interest\n", "sample in: their old lamp") == {}


def test_an_order_suggests_harmony_and_ends_the_intent() -> None:
    header = "stage: sincerity\nintent: quoted-silent\nexpected-purchase: 2026-12\n"
    assert proposed(header, "order USD 100.00: BL-20") == {
        "stage": "harmony",
        "intent": None,
        "expected-purchase": None,
    }
    assert proposed("stage: harmony\n", "order in: again") == {}


def test_our_own_order_is_none_of_theirs() -> None:
    assert proposed("stage: interest\nintent: interested\n", "order out: at our supplier") == {}


def test_a_quote_suggests_to_wait_for_the_answer() -> None:
    assert proposed("intent: interested\n", "quote out: BL-20") == {"intent": "quoted-silent"}
    assert proposed("intent: never\n", "quote out: BL-20") == {}
    assert proposed("intent: quoted-silent\n", "quote out: BL-20") == {}


def test_an_answer_ends_the_silence() -> None:
    assert proposed("intent: quoted-silent\n", "email in: yes") == {"intent": "interested"}
    assert proposed("intent: quoted-silent\n", "call out: no answer") == {}


def test_a_failed_deal_asks_for_its_reason() -> None:
    assert proposed("", "lost: price") == {"reason": "price"}
    assert proposed("", "lost: Freight. They took it #PI-7") == {"reason": "Freight"}
    assert proposed("reason: price\n", "lost: price") == {}
    assert proposed("", "lost: #PI-7") == {}


def test_what_the_log_said_before_is_not_proposed_again() -> None:
    assert proposed("stage: interest\n", "sample: 3 reels", "note: sent by courier") == {}
    assert proposed("stage: interest\n", "sample: 3 reels", "email out: arrived?") == {}


def test_a_new_line_counts_with_those_before_it() -> None:
    calls = ["call: no decision"] * 5
    header = "stage: consideration\nintent: interested\n"
    assert proposed(header, *calls[1:]) == {}
    assert proposed(header, *calls) == {"intent": "hesitant"}


def test_a_log_kept_newest_first() -> None:
    text = "---\nname: A\nintent: quoted-silent\n---\n## Log\n\n- 2026-11-03 email out: x\n"
    read = dossier(text + "- 2026-11-02 quote: x\n")
    assert read.log.newest_first
    answer = read.log.lines[0]._replace(event="email", direction="in", text="yes")
    (one,) = consequences(book_with(read), read, answer, ON)
    assert (one.field, one.value) == ("intent", "interested")


def test_a_quote_to_an_actual_customer_is_no_silence() -> None:
    assert proposed("", "order: 500 pcs", "quote out: 1 000 pcs") == {}
