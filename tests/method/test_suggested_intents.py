"""Lily reads which class of follow-up the log speaks for: silence, contacts, days that passed."""

from __future__ import annotations

from datetime import date

import pytest
from suggesting import found, moves

STAGE = "stage: sincerity"
QUOTE = "2026-10-01 quote out: 1 000 pcs"


def intent(header: str, *lines: str, on: date = date(2026, 11, 20), **beside: object) -> str:
    """What the intent may be: nothing is said, it is taken away, or another one."""
    said = moves(STAGE, header, *lines, on=on, **beside)
    return (said["intent"] or "unset") if "intent" in said else "-"


def mails(count: int, month: int = 10, event: str = "email out") -> list[str]:
    return [f"2026-{month:02}-{day:02} {event}: x" for day in range(2, 2 + count)]


class TestAnActualCustomerHasNone:
    @pytest.mark.parametrize(
        "name", ["interested", "hesitant", "not-soon", "never", "quoted-silent"]
    )
    def test_whatever_it_was(self, name: str) -> None:
        order = "2025-11-20 order: x"
        assert intent(f"intent: {name}", order) == "unset"
        assert intent(f"intent: {name}", "2025-11-19 order: x") == "-"

    def test_and_gets_none_by_a_quote(self) -> None:
        assert intent("tags: [x]", "2026-09-01 order: x", QUOTE) == "-"


class TestLostDeals:
    LOST = "2026-10-20 lost: price"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("interested", "not-soon"),
            ("hesitant", "not-soon"),
            ("quoted-silent", "not-soon"),
            ("not-soon", "-"),
            ("never", "-"),
        ],
    )
    def test_no_selling_until_they_raise_it(self, name: str, value: str) -> None:
        thanks = "2026-10-20 thanks out: x"
        assert intent(f"intent: {name}", QUOTE, self.LOST, thanks) == value

    def test_without_intent_there_is_nothing_to_correct(self) -> None:
        assert intent("tags: [x]", self.LOST) == "-"

    def test_another_offer_begins_anew(self) -> None:
        assert intent("intent: interested", self.LOST, "2026-11-02 quote: x") == "quoted-silent"

    def test_so_does_another_inquiry(self) -> None:
        assert intent("intent: interested", self.LOST, "2026-11-02 inquiry: x") == "-"


class TestQuotes:
    @pytest.mark.parametrize("header", ["tags: [x]", "intent: interested", "intent: not-soon"])
    def test_a_quote_that_is_unanswered(self, header: str) -> None:
        assert intent(header, QUOTE) == "quoted-silent"
        assert intent(header, QUOTE, "2026-10-02 email in: thanks") == "-"

    def test_never_stays_never(self) -> None:
        assert intent("intent: never", QUOTE) == "-"

    def test_an_answer_breaks_the_silence(self) -> None:
        (one,) = found(STAGE, "intent: quoted-silent", QUOTE, "2026-10-09 email in: yes")
        assert (one.value, one.reason) == ("interested", "they have broken the silence")
        assert one.evidence[0].text == "2026-10-09 email in: yes"

    def test_what_they_said_before_the_quote_is_no_answer_to_it(self) -> None:
        assert intent("intent: quoted-silent", "2026-09-30 inquiry in: x", QUOTE) == "-"

    def test_without_a_quote_in_the_log_the_last_word_counts(self) -> None:
        lines = ("2026-10-01 inquiry in: x", "2026-10-02 email out: our price")
        assert intent("intent: quoted-silent", *lines) == "-"
        assert intent("intent: quoted-silent", *lines, "2026-10-03 email in: x") == "interested"
        assert intent("intent: quoted-silent") == "-"


class TestSilence:
    @pytest.mark.parametrize("header", ["intent: interested", "tags: [x]"])
    def test_three_touches_in_a_row_without_an_answer(self, header: str) -> None:
        assert intent(header, *mails(2)) == "-"
        (one,) = found(STAGE, header, *mails(3))
        assert (one.value, one.reason) == ("hesitant", "3 touches in a row without an answer")
        assert [seen.line for seen in one.evidence] == [9, 10, 11]

    def test_a_word_of_theirs_begins_the_count_anew(self) -> None:
        lines = [*mails(2), "2026-10-20 call: they called", "2026-10-21 email out: x"]
        assert intent("intent: interested", *lines) == "-"

    def test_a_card_asks_for_no_answer(self) -> None:
        cards = ["2026-10-20 greeting out: x", "2026-10-21 thanks out: x"]
        assert intent("intent: interested", *mails(2), *cards) == "-"

    def test_what_went_out_today_may_still_be_answered(self) -> None:
        lines = [*mails(2), "2026-11-20 email out: x"]
        assert intent("intent: interested", *lines) == "-"
        assert intent("intent: interested", *lines, on=date(2026, 11, 21)) == "hesitant"

    def test_twice_as_many_speak_against_those_who_hesitate(self) -> None:
        assert intent("intent: hesitant", *mails(5)) == "-"
        assert intent("intent: hesitant", *mails(6)) == "not-soon"
        assert intent("intent: quoted-silent", *mails(6)) == "not-soon"

    def test_those_who_are_not_asked_often_are_silent_for_good_reason(self) -> None:
        assert intent("intent: not-soon", *mails(9)) == "-"
        assert intent("intent: never", *mails(9)) == "-"

    def test_an_answer_after_silence_begins_the_count_of_contacts_anew(self) -> None:
        lines = [*mails(4), "2026-10-20 email in: sorry, was ill"]
        assert intent("intent: quoted-silent", *lines) == "interested"
        assert intent("intent: interested", *lines, *mails(2, 11)) == "-"


class TestLadders:
    RUNGS = ("2026-10-02 email out: x", "2026-10-05 email out: x", "2026-10-08 email out: x")
    WEEKS = ("2026-10-15 email out: x", "2026-10-22 email out: x", "2026-10-29 email out: x")

    @pytest.mark.parametrize("header", ["intent: quoted-silent", "intent: hesitant", "tags: [x]"])
    def test_three_touches_past_the_last_rung(self, header: str) -> None:
        few = (QUOTE, *self.RUNGS, *self.WEEKS[:2])
        assert intent(header, *few) in ("-", "quoted-silent")
        (one,) = found(STAGE, header, QUOTE, *self.RUNGS, *self.WEEKS)
        assert one.value == "not-soon"
        assert one.reason == "3 touches past the ladder of the quote, no answer"
        assert [seen.line for seen in one.evidence] == [9, 13, 14, 15]

    def test_the_first_touch_after_all_rungs_stands_on_the_last(self) -> None:
        late = ("2026-10-12 call out: x",)
        assert intent("intent: quoted-silent", QUOTE, *late, *self.WEEKS[:2]) == "-"
        assert intent("intent: quoted-silent", QUOTE, *late, *self.WEEKS) == "not-soon"

    def test_a_sample_has_rungs_of_its_own(self) -> None:
        sample = "2026-10-01 sample out: 3 reels"
        assert intent("intent: hesitant", sample, *self.WEEKS) == "-"
        lines = (sample, *self.WEEKS, "2026-11-05 email out: x")
        assert intent("intent: hesitant", *lines) == "not-soon"

    def test_an_answer_ends_it(self) -> None:
        lines = (QUOTE, *self.RUNGS, *self.WEEKS, "2026-10-30 email in: we'll see")
        assert intent("intent: quoted-silent", *lines) == "interested"


class TestContacts:
    CALLS = mails(7, event="call")

    def test_five_as_interested(self) -> None:
        assert intent("intent: interested", *self.CALLS[:4]) == "-"
        (one,) = found(STAGE, "intent: interested", *self.CALLS[:5])
        assert (one.value, one.reason) == ("hesitant", "5 contacts as interested, and no order")
        assert len(one.evidence) == 5

    def test_seven_as_hesitant(self) -> None:
        assert intent("intent: hesitant", *self.CALLS[:6]) == "-"
        assert intent("intent: hesitant", *self.CALLS) == "not-soon"
        assert intent("intent: hesitant", *mails(7)) == "not-soon"

    @pytest.mark.parametrize("turn", ["inquiry in: new project", "order: x"])
    def test_a_turn_begins_the_count_anew(self, turn: str) -> None:
        lines = [line.replace("2026", "2024") for line in self.CALLS]
        assert intent("intent: interested", *lines, f"2024-12-01 {turn}") == "-"

    def test_only_those_since_the_intent_was_set(self) -> None:
        assert intent("intent: interested", *self.CALLS, intent_since=date(2026, 10, 5)) == "-"
        assert (
            intent("intent: interested", *self.CALLS, intent_since=date(2026, 10, 3)) == "hesitant"
        )


class TestDoorsThatOpen:
    @pytest.mark.parametrize("name", ["never", "not-soon"])
    def test_who_asks_again(self, name: str) -> None:
        first, again = "2024-10-01 email in: no", "2026-11-02 inquiry in: now we do"
        assert intent(f"intent: {name}", first, again) == "interested"
        assert intent(f"intent: {name}", first, again, "2026-11-03 email out: gladly") == (
            "interested"
        )
        assert intent(f"intent: {name}", first, again, "2026-11-03 email in: no") == "-"

    def test_the_first_inquiry_is_not_again(self) -> None:
        assert intent("intent: never", "2024-10-01 inquiry in: x") == "-"

    def test_not_when_so_many_contacts_led_nowhere(self) -> None:
        lines = ("2024-10-01 email in: x", "2026-01-02 inquiry in: y")
        assert intent("intent: not-soon", *lines, *mails(2)) == "interested"
        assert intent("intent: not-soon", *lines, *mails(5)) == "-"

    def test_an_expected_purchase_whose_day_has_passed(self) -> None:
        header = "intent: not-soon", "expected-purchase: 2026-11"
        assert intent(*header, on=date(2026, 11, 1)) == "-"
        (one,) = found(STAGE, *header, on=date(2026, 11, 2))
        assert (one.id, one.field, one.value) == ("expected", "intent", "interested")
        assert one.reason == "the purchase was expected for 2026-11"
        (seen,) = one.evidence
        assert (seen.text, seen.line) == ("expected-purchase: 2026-11", 5)

    def test_silence_before_that_day_says_nothing(self) -> None:
        header = "intent: not-soon", "expected-purchase: 2026-11-10"
        assert intent(*header, *mails(6)) == "interested"

    def test_a_deal_lost_since_says_more_than_that_day(self) -> None:
        header = "intent: interested", "expected-purchase: 2026-10-10"
        assert intent(*header, "2026-10-12 lost: price") == "not-soon"


def test_nothing_is_said_of_an_intent_that_cannot_be_read() -> None:
    assert intent("intent: maybe", QUOTE) == "-"
