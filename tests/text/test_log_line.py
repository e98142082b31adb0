"""The text of a log line: what happened, in the form in which it is read."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.text.event import DIRECTIONS, Money
from dossierkit.text.log_line import Bullet, format_log_line
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import SUSPECT_CHARACTER

DAY = date(2025, 4, 18)


@pytest.mark.parametrize(
    ("event", "text", "details", "expected"),
    [
        ("call", "Hello", {}, "2025-04-18 call: Hello"),
        ("note", "", {}, "2025-04-18 note:"),
        ("call", "x", {"clock": time(9, 5), "direction": "out"}, "2025-04-18 09:05 call out: x"),
        ("call", "x", {"clock": time(0, 0)}, "2025-04-18 00:00 call: x"),
        (
            "quote",
            "1 000 pcs BL-20, valid 2025-05-31 #PI-118",
            {"direction": "out", "money": Money("USD", Decimal("12400.00")), "member": "lily"},
            "2025-04-18 quote out USD 12,400.00 by lily: 1 000 pcs BL-20, valid 2025-05-31 #PI-118",
        ),
        ("order", "x", {"money": Money("JPY", Decimal("1E+3"))}, "2025-04-18 order JPY 1,000: x"),
        ("chat", "  要样品: a ", {"direction": "in"}, "2025-04-18 chat in: 要样品: a"),
    ],
)
def test_a_line_is_written_in_its_form(
    event: str, text: str, details: dict[str, Any], expected: str
) -> None:
    assert format_log_line(event, DAY, text, **details) == Bullet(expected, ())


def test_further_lines_continue_it() -> None:
    text = "\nOne\r\n\r\n  two\n# three\n#four\n```\n~~~~\n- five\rsix\n"
    more = ("  two", "    # three", "  #four", "    ```", "    ~~~~", "  - five", "  six")
    bullet = format_log_line("note", DAY, text)
    assert bullet == Bullet("2025-04-18 note: One", more)
    assert bullet.read().text == "One two # three #four ``` ~~~~ - five six"


@pytest.mark.parametrize(
    ("event", "text", "details", "message"),
    [
        ("call", "a\x07b", {}, "control character"),
        ("call", "a\u2028b", {}, "invisible line break"),
        ("coll", "x", {}, "'coll' is no event; did you mean 'call'"),
        ("two words", "x", {}, "can't be written"),
        ("quote", "valid 2025-02-30", {}, "there is no day 2025-02-30"),
        ("call", "x", {"member": "Lily Chen"}, "can't be written"),
        ("call", "x", {"clock": time(9, 5, 30)}, "is not of the form"),
        ("call", "x", {"money": Money("usd", Decimal(1))}, "can't be written"),
        ("order", "x", {"money": Money("USD", Decimal(-1))}, "can't be written"),
    ],
)
def test_what_would_not_be_read_back_is_refused(
    event: str, text: str, details: dict[str, Any], message: str
) -> None:
    with pytest.raises(CannotEdit, match=message):
        format_log_line(event, DAY, text, **details)


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(
    st.sampled_from(sorted(DIRECTIONS)),
    st.text(st.sampled_from("ab 中#`~-*:\n\t0.,2") | st.characters(), max_size=30),
    st.sampled_from((None, "in", "out", "both")),
    st.none() | st.times(),
)
def test_any_text_is_read_back_or_refused(
    event: str, text: str, direction: Any, clock: time | None
) -> None:
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        bullet = format_log_line(event, DAY, text, clock=clock, direction=direction)
    except CannotEdit:
        is_odd_time = clock is not None and clock != time(clock.hour, clock.minute)
        assert SUSPECT_CHARACTER.search(clean) or direction == "both" or is_odd_time
        return
    line = bullet.read()
    assert line.text == " ".join(filter(None, (row.strip() for row in clean.split("\n"))))
    assert (line.event, line.time) == (event, clock)
