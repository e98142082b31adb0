"""Rapport, expected purchases and reasons that the log says more of than the header."""

from __future__ import annotations

from datetime import date

import pytest
from suggesting import found, moves

HARMONY = "stage: harmony"
ORDER = "2026-08-24 order: x"


class TestRapport:
    @pytest.mark.parametrize("name", ["circle", "exchange", "trust"])
    def test_who_orders_trades(self, name: str) -> None:
        (one,) = found(HARMONY, f"rapport: {name}", ORDER)
        assert (one.field, one.now, one.value, one.source) == ("rapport", name, "trade", "M32")

    def test_nothing_more_than_trade(self) -> None:
        assert moves(HARMONY, "rapport: trade", ORDER) == {}
        assert moves(HARMONY, ORDER) == {}

    def test_who_ordered_long_ago_need_not_trade(self) -> None:
        assert "rapport" not in moves(HARMONY, "rapport: exchange", "2024-08-24 order: x")

    @pytest.mark.parametrize("event", ["call", "meeting", "visit", "fair in"])
    def test_a_real_conversation_is_an_exchange(self, event: str) -> None:
        header = "stage: consideration", "rapport: circle"
        assert moves(*header, f"2026-11-02 {event}: x") == {"rapport": "exchange"}

    @pytest.mark.parametrize("event", ["call out", "email in", "inquiry in"])
    def test_mails_and_vain_calls_are_none(self, event: str) -> None:
        header = "stage: consideration", "rapport: circle"
        assert moves(*header, f"2026-11-02 {event}: x") == {}
        assert moves("rapport: exchange", "2026-11-02 call: x") == {}


class TestExpectedPurchase:
    def test_it_has_come(self) -> None:
        (one,) = found(HARMONY, "expected-purchase: 2026-08", ORDER)
        assert (one.id, one.now, one.value) == ("purchase-came", "2026-08", None)
        assert [seen.line for seen in one.evidence] == [4, 9]

    def test_an_order_before_it_was_another_one(self) -> None:
        assert moves(HARMONY, "expected-purchase: 2027-03", ORDER) == {}

    @pytest.mark.parametrize(
        ("written", "last"),
        [("2026-11-20", "2026-11-20"), ("2026-11", "2026-11-30"), ("2026", "2026-12-31")],
    )
    def test_its_time_has_passed(self, written: str, last: str) -> None:
        header = "intent: interested", f"expected-purchase: {written}"
        last_day = date.fromisoformat(last)
        assert moves(*header, on=last_day) == {}
        later = date.fromordinal(last_day.toordinal() + 1)
        assert moves(*header, on=later) == {"expected-purchase": None}

    def test_the_intent_comes_first(self) -> None:
        said = moves("intent: not-soon", "expected-purchase: 2026-03")
        assert said == {"intent": "interested"}


class TestReason:
    def test_the_first_sentence_of_the_log(self) -> None:
        line = '2026-11-19 lost in: Took OA 90. "You were straight, thanks." #PI-4'
        (one,) = found("stage: sincerity", line)
        assert (one.field, one.now, one.value) == ("reason", None, "Took OA 90")
        assert one.evidence[0].line == 8

    def test_chinese_sentences_end_too(self) -> None:
        assert moves("2026-11-19 lost: 价格太高。以后再说。")["reason"] == "价格太高"

    @pytest.mark.parametrize(
        "lines",
        [
            ("reason: price", "2026-11-19 lost: too dear"),
            ("reason: [a]", "2026-11-19 lost: too dear"),
            ("2026-11-19 lost out: their bid", "2026-11-18 email: x"),
            ("stage: harmony", "2026-11-18 lost: too dear", "2026-11-19 order: x"),
        ],
    )
    def test_only_where_one_is_missing(self, lines: tuple[str, ...]) -> None:
        assert "reason" not in moves(*lines)

    def test_a_line_without_words_gives_none(self) -> None:
        assert moves("2026-11-19 lost: #PI-4") == {}
