"""Lily reads which stages the log speaks for, and with which lines."""

from __future__ import annotations

import pytest
from suggesting import found, moves, rules

INQUIRY = "2026-10-01 inquiry in: LED strips?"
ANSWER = "2026-10-02 email out: catalogue"


def test_a_sample_is_the_sign_of_assimilation_and_its_line_the_evidence() -> None:
    (one,) = found("stage: interest", "2026-11-02 sample out: 3 reels BL-20 #S-1")
    assert (one.id, one.field, one.now, one.value) == (
        "sampled",
        "stage",
        "interest",
        "assimilation",
    )
    assert (one.reason, one.source) == ("a sample is with them", "M31")
    (seen,) = one.evidence
    assert (seen.path, seen.line) == ("anna.md", 8)
    assert seen.text == "2026-11-02 sample out: 3 reels BL-20 #S-1"


def test_evidence_is_quoted_shortly_with_time_and_direction() -> None:
    line = f"2026-11-02 09:30 order in: {'reels ' * 20}"
    (one,) = found("stage: sincerity", line)
    assert one.evidence[0].text.startswith("2026-11-02 09:30 order in: reels reels")
    assert one.evidence[0].text.endswith("…")
    (call,) = found("rapport: circle", "2026-11-02 call: hello")
    assert call.evidence[0].text == "2026-11-02 call: hello"


@pytest.mark.parametrize("stage", ["stage: interest", "stage: sincerity", "tags: [x]"])
def test_an_order_is_the_sign_of_harmony(stage: str) -> None:
    assert moves(stage, "2026-08-24 order: 500 pcs") == {"stage": "harmony"}


def test_nobody_is_moved_who_is_there_already() -> None:
    assert moves("stage: harmony", "2026-08-24 order: x") == {}
    assert moves("stage: sincerity", "2026-08-24 sample: x") == {}
    assert moves("stage: interest", INQUIRY) == {}


def test_orders_of_ours_and_samples_of_theirs_are_no_signs() -> None:
    assert moves("stage: consideration", "2026-08-24 order out: x") == {}
    assert moves("stage: consideration", "2026-08-24 sample in: x") == {}


def test_lines_of_a_day_to_come_are_no_signs() -> None:
    assert moves("stage: interest", "2026-11-21 sample: x") == {}


def test_an_inquiry_is_the_first_sign() -> None:
    assert moves(INQUIRY) == {"stage": "interest"}
    assert moves("stage: interest", INQUIRY) == {}


def test_who_asks_again_after_an_answer_considers() -> None:
    again = "2026-10-10 inquiry in: and the drivers?"
    assert moves("stage: interest", INQUIRY, ANSWER, again) == {"stage": "consideration"}
    assert moves("stage: interest", INQUIRY, "2026-10-01 inquiry in: and drivers?", ANSWER) == {}


def test_who_comes_back_twice_after_an_answer_considers() -> None:
    once = "2026-10-05 email in: which IP class?"
    twice = "2026-10-09 call in: and the price?"
    assert moves("stage: interest", INQUIRY, ANSWER, once) == {}
    (one,) = found("stage: interest", INQUIRY, ANSWER, once, twice)
    assert (one.value, [seen.line for seen in one.evidence]) == ("consideration", [10, 11])
    assert moves("stage: interest", INQUIRY, ANSWER, once, "2026-10-09 complaint in: x") == {}


def test_who_will_never_buy_considers_nothing_by_writing() -> None:
    lines = (INQUIRY, ANSWER, "2026-10-05 email in: no", "2026-10-09 email in: happy new year")
    assert moves("stage: interest", "intent: never", *lines) == {}


BARGAIN = ("2026-10-05 quote out: 5.10", "2026-10-09 email in: too much")


def test_two_quotes_and_a_word_between_them_are_bargaining() -> None:
    header = ("stage: consideration", "intent: quoted-silent")
    (one,) = found(*header, *BARGAIN, "2026-10-12 quote out: 4.95")
    assert (one.value, len(one.evidence)) == ("sincerity", 3)
    assert moves(*header, *BARGAIN, "2026-11-12 quote out: 4.95") == {}
    assert moves(*header, BARGAIN[0], "2026-10-12 quote out: other goods") == {}


def test_their_own_offer_is_bargaining() -> None:
    assert moves("stage: interest", "2026-10-12 quote in: 4.20") == {"stage": "sincerity"}


class TestNoOrderForAYear:
    OLD = "2025-11-19 order: the last one"

    def test_harmony_is_over_the_day_after(self) -> None:
        (one,) = found("stage: harmony", self.OLD)
        assert (one.id, one.value, one.source) == ("lapsed", "consideration", "M33")
        assert (one.reason, one.evidence[0].line) == ("no order since 2025-11-19", 8)
        assert moves("stage: harmony", "2025-11-20 order: x") == {}

    @pytest.mark.parametrize("stage", ["tags: [x]", "stage: interest"])
    def test_they_know_us(self, stage: str) -> None:
        assert moves(stage, self.OLD) == {"stage": "consideration"}

    @pytest.mark.parametrize("stage", ["consideration", "assimilation", "sincerity"])
    def test_who_is_courted_again_stays(self, stage: str) -> None:
        assert moves(f"stage: {stage}", self.OLD) == {}

    def test_what_was_before_the_order_is_no_sign(self) -> None:
        sample = "2025-01-02 sample: x"
        assert moves("stage: consideration", sample, self.OLD) == {}

    @pytest.mark.parametrize("stage", ["consideration", "harmony"])
    def test_a_sample_since_is_one(self, stage: str) -> None:
        lines = found(f"stage: {stage}", self.OLD, "2026-11-10 sample: new reels")
        assert [one.value for one in lines] == ["assimilation"]
        assert lines[0].id == ("lapsed" if stage == "harmony" else "sampled")

    def test_an_inquiry_since_is_not_more_than_that(self) -> None:
        assert moves("stage: interest", self.OLD, INQUIRY) == {"stage": "consideration"}

    def test_service_mails_are_no_courtship(self) -> None:
        lines = (ANSWER, "2026-10-05 email in: fine", "2026-10-09 email in: thanks")
        assert moves("stage: harmony", self.OLD, *lines) == {"stage": "consideration"}


class TestLostDeals:
    LOST = "2026-10-20 lost: price"

    def test_what_was_before_is_no_sign(self) -> None:
        header = ("reason: price", "stage: interest")
        assert moves(*header, "2026-10-01 sample: x", self.LOST) == {}
        assert moves(*header, "2026-10-01 order: x", self.LOST) == {}
        assert moves(*header, "2025-10-01 order: x", self.LOST) == {}

    def test_what_came_after_is_one(self) -> None:
        lines = (self.LOST, "2026-11-02 sample: another")
        assert moves("reason: price", "stage: interest", *lines) == {"stage": "assimilation"}
        assert moves("stage: interest", self.LOST, "2026-11-02 order: x") == {"stage": "harmony"}

    def test_a_lost_deal_does_not_keep_anybody_in_harmony(self) -> None:
        lines = ("2024-09-12 order: x", "2024-12-02 lost: rouble")
        assert moves("reason: rouble", "stage: harmony", *lines) == {"stage": "consideration"}


def test_nothing_is_said_of_a_stage_that_cannot_be_read() -> None:
    assert rules("stage: harmoney", "2026-11-02 sample: x") == []
    assert rules("stage: ~", "2026-11-02 sample: x") == ["sampled"]


def test_nothing_about_people_who_asked_not_to_be_contacted() -> None:
    header = "consent: {do-not-contact: true}"
    assert moves("stage: interest", header, "2026-11-02 sample: x") == {}


def test_a_snooze_keeps_no_fact_wrong() -> None:
    assert moves("stage: interest", "snooze: 2026-12-31", "2026-11-02 sample: x") == {
        "stage": "assimilation"
    }
