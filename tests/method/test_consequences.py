"""What an event suggests: proposed with its reason, and only where it would change something."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import dossier

from dossierkit.method.consequences import consequences


def proposed(header: str, line: str) -> dict[str, Any]:
    """What a log line proposes for a customer with a header."""
    read = dossier(f"---\nname: Anna\n{header}---\n## Log\n\n- 2026-11-02 {line}\n")
    return {field: value for field, value, _ in consequences(read.facts, read.log.lines[-1])}


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
    assert proposed("", "lost: price") == {"reason": "…"}
    assert proposed("reason: price\n", "lost: price") == {}
