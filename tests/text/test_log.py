"""Reading a log: what a line says, and what is wrong with one that says nothing."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from conftest import Place, places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.text.event import DIRECTIONS, Log, LogLine, Money
from dossierkit.text.fence import Span
from dossierkit.text.log import read_log
from dossierkit.text.source import MAX_FINDINGS, Source


def log(text: str) -> tuple[Log, Source]:
    """The log of a body, and its source."""
    source = Source("x.md", text)
    return read_log(source, Span(0, len(text))), source


def line(text: str) -> LogLine:
    """The only line of a log."""
    found, source = log(f"## Log\n\n- {text}\n")
    assert source.findings == []
    assert len(found.lines) == 1
    return found.lines[0]


def test_a_line_with_everything() -> None:
    read = line("2025-04-18 9:05 quote out USD 12,400.50 by lily: BL-20, valid 2025-05-31 #PI-118")
    assert read == LogLine(
        date=date(2025, 4, 18),
        time=time(9, 5),
        event="quote",
        direction="out",
        money=Money("USD", Decimal("12400.50")),
        member="lily",
        text="BL-20, valid 2025-05-31 #PI-118",
        valid=date(2025, 5, 31),
        tags=("PI-118",),
        line=3,
        position=0,
    )


@pytest.mark.parametrize(
    ("text", "event", "said"),
    [
        ("2025-04-18 call: x", "call", "x"),
        ("2025-04-18 call:x", "call", "x"),
        ("2025-04-18 call:", "call", ""),
        ("2025-04-18 call : x", "call", "x"),
        ("2025-04-18\tcall\tin:\tx", "call", "x"),
        ("2025-04-18 price-update: a: b", "price-update", "a: b"),
        ("2025-04-18 note: 王小明 来电 😀", "note", "王小明 来电 😀"),
        ("2025-04-18 call: one\r\n  two\r\n\tthree", "call", "one two three"),
        ("2025-04-18 call: one\n\n  two", "call", "one two"),
    ],
)
def test_forms_of_a_line(text: str, event: str, said: str) -> None:
    read = line(text)
    assert (read.date, read.event, read.text) == (date(2025, 4, 18), event, said)


@pytest.mark.parametrize("event", DIRECTIONS)
def test_direction_where_none_is_written(event: str) -> None:
    read = line(f"2025-04-18 {event}: x")
    assert read.direction == DIRECTIONS[event]
    assert read.is_touch is (event != "note")
    assert (read.goes_out, read.comes_in) == {
        "in": (False, True),
        "out": (True, False),
        "both": (True, True),
        None: (False, False),
    }[read.direction]
    assert line(f"2025-04-18 {event} in: x").direction == "in"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#a #b-c", ("a", "b-c")),
        ("(#eid) x#no ##no", ("eid",)),
        ("#eid-al-fitr.", ("eid-al-fitr",)),
        ("#中秋 #_no", ("中秋",)),
        ("nothing", ()),
    ],
)
def test_tags(text: str, tags: tuple[str, ...]) -> None:
    assert line(f"2025-04-18 call: {text}").tags == tags


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("quote: valid 2025-05-31", date(2025, 5, 31)),
        ("quote: valid until 2025-05-31, FOB", date(2025, 5, 31)),
        ("quote: a\n  valid 2025-05-31", date(2025, 5, 31)),
        ("quote: invalid 2025-05-31", None),
        ("call: valid 2025-05-31", None),
        ("quote: x", None),
    ],
)
def test_the_last_day_of_a_quote(text: str, valid: date | None) -> None:
    assert line(f"2025-04-18 {text}").valid == valid


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2025-02-30 call: x", (2, 3, "impossible-date")),
        ("2025-02-30 nonsense", (2, 3, "impossible-date")),
        ("2025-04-18 25:00 call: x", (2, 14, "impossible-time")),
        ("2025-04-18 9:60 call: x", (2, 14, "impossible-time")),
        ("2025-04-18 cal: x", (2, 14, "unknown-event")),
        ("2025-04-18 cal in, x", (2, 3, "log-line")),
        ("2025-04-18 Call: x", (2, 14, "unknown-event")),
        ("2025-04-18 9:30 fone me: x", (2, 19, "unknown-event")),
        ("2025-04-18 quote USD 1,24,00: x", (2, 24, "amount")),
        ("2025-04-18 quote USD 12.400,00: x", (2, 3, "log-line")),
        ("2025-04-18 quote usd 12: x", (2, 3, "log-line")),
        ("2025-04-18 quote: x, valid 2025-02-30", (2, 30, "impossible-date")),
        ("2025-04-18 quote: x\n  valid 2025-02-30", (2, 3, "impossible-date")),
        ("2025-04-18 call", (2, 3, "log-line")),
        ("2025-04-18 call：x", (2, 3, "log-line")),
        ("2025-04-18： x: y", (2, 3, "log-line")),
        ("18.04.2025 call: x", (2, 3, "log-line")),
        ("2025/04/18 call: x", (2, 3, "log-line")),
        ("called her", (2, 3, "log-line")),
        ("２０２５-04-18 call: x", (2, 3, "impossible-date")),
        ("", (2, 3, "log-line")),
    ],
)
def test_a_wrong_line_is_left_out_and_named(text: str, place: Place) -> None:
    found, source = log(f"## Log\n- {text}\n- 2025-04-19 call: right\n")
    assert places(source.findings) == [place]
    assert [read.text for read in found.lines] == ["right"]
    assert source.findings[0].hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-04-18 cal: x", "did you mean 'call'?"),
        ("2025-04-18 zzz: x", "the events are: inquiry"),
        ("2025-04-18 call：x", "full-width"),
        ("2025-04-18 call x", "the ':' before the text is missing"),
        ("18.4.25 call: x", "not written as YYYY-MM-DD"),
        ("called: x", "does not begin with a date"),
        ("2025-04-18 call sideways: x", "'call sideways' is not"),
    ],
)
def test_the_finding_says_what_to_write(text: str, words: str) -> None:
    _, source = log(f"## Log\n- {text}\n")
    assert words in source.findings[0].message + source.findings[0].hint


A, B, C = (f"2025-04-{day} call: x" for day in (18, 19, 20))


@pytest.mark.parametrize(
    ("lines", "newest_first"),
    [
        ([], False),
        ([A], False),
        ([A, B], False),
        ([B, A], True),
        ([A, A], False),
        ([C, B, A, B], True),
        ([A, B, A, C], False),
    ],
)
def test_the_order_of_a_file(lines: list[str], newest_first: bool) -> None:
    found, _ = log("## Log\n" + "".join(f"- {text}\n" for text in lines))
    assert found.newest_first is newest_first
    assert [read.position for read in found.lines] == list(range(len(lines)))
    assert [read.line for read in found.lines] == list(range(2, 2 + len(lines)))


def test_a_hopeless_log_is_not_read_to_its_end() -> None:
    _, source = log("## Log\n" + "- x\n" * (MAX_FINDINGS + 9))
    assert len(source.findings) == MAX_FINDINGS + 1
    assert source.findings[-1].code == "too-many-findings"


said = st.text(alphabet=st.sampled_from("ab:#王é😀ש -,(valid20"), max_size=40)


@given(
    day=st.dates(),
    clock=st.none() | st.times(),
    event=st.sampled_from([name for name in DIRECTIONS if name != "quote"]),
    direction=st.sampled_from(["", " in", " out"]),
    amount=st.none() | st.decimals(0, 10**9, places=2),
    member=st.sampled_from(["", " by lily", " by wang-jun"]),
    text=said,
    bullet=st.sampled_from(["- ", "* ", "-   "]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_line_of_the_form_is_read_as_written(
    day: date,
    clock: time | None,
    event: str,
    direction: str,
    amount: Decimal | None,
    member: str,
    text: str,
    bullet: str,
    end: str,
) -> None:
    shown_time = f" {clock:%H:%M}" if clock else ""
    money = f" USD {amount:,}" if amount is not None else ""
    body = f"## Log{end}{bullet}{day}{shown_time} {event}{direction}{money}{member}: {text}{end}"
    found, source = log(body)
    assert source.findings == []
    [read] = found.lines
    assert (read.date, read.event, read.text) == (day, event, text.strip())
    assert read.time == (clock.replace(second=0, microsecond=0) if clock else None)
    assert read.money == (Money("USD", amount) if amount is not None else None)
    assert f" by {read.member}" == member or not member


@given(st.text(alphabet=st.sampled_from("- *#`~[x]2025-41 call:\n\r\t王|<"), max_size=80))
def test_any_body_gives_findings_inside_the_file(text: str) -> None:
    found, source = log(f"## Log\n{text}")
    lengths = [len(part) for part in source.text.split("\n")]
    for number, column, _ in places(source.findings):
        assert 1 <= number <= len(lengths)
        assert 1 <= column <= lengths[number - 1] + 1
    assert all(1 < read.line <= len(lengths) for read in found.lines)
