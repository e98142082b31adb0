"""Types of facts: what each takes, and what it refuses with a remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.schema import codes, times, types
from dossierkit.schema.reading import Reading, nearest
from dossierkit.schema.types import ListOf, MapOf, Refused
from dossierkit.schema.values import Birthday, DatedText, Duration, PartialDate, Rhythm
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.source import Source


def reads(kind: Any, text: str) -> tuple[Any, Reading]:
    """What a type makes of `text` as the value of a field, and its findings."""
    source = Source("x.md", f"a: {text}\n")
    mapping = read_header(source, Span(0, len(source.text)))
    assert mapping is not None, source.findings
    node = mapping.get("a")
    assert node is not None
    reading = Reading(source)
    return kind.read(node, reading), reading


D, W, M = Duration(days=1), Duration(days=14), Duration(months=1)

TAKEN: list[tuple[Any, str, Any]] = [
    (types.TEXT, "NO", "NO"),
    (types.TEXT, "013700137000", "013700137000"),
    (types.TEXT, "Null", "Null"),
    (types.TEXT, "|\n  one\n", "one"),
    (types.TEXT, "~", None),
    (types.PROSE, "|\n  one\n  two\n", "one\ntwo"),
    (types.NUMBER, "600", 600),
    (types.NUMBER, "007", 7),
    (types.NUMBER, "1,234,567", 1234567),
    (types.NUMBER, "12_000", 12000),
    (types.PERCENT, "3%", Decimal(3)),
    (types.PERCENT, "+3 %", Decimal(3)),
    (types.PERCENT, "-1.5%", Decimal("-1.5")),
    (types.SCORE, "0", 0),
    (types.SCORE, "3", 3),
    (types.YES_NO, "true", True),
    (types.YES_NO, "Yes", True),
    (types.YES_NO, "ON", True),
    (types.YES_NO, "no", False),
    (types.OPT_OUT, "false", False),
    (types.OPT_OUT, "True", True),
    (types.Choice("strict", "relaxed"), "relaxed", "relaxed"),
    (types.ANYTHING, "{b: [c, ~, {d: e}]}", {"b": ["c", None, {"d": "e"}]}),
    (ListOf(types.TEXT), "x", ("x",)),
    (ListOf(types.TEXT), "[x, ~, y]", ("x", "y")),
    (ListOf(types.TEXT), "", ()),
    (MapOf(types.TEXT), "{b: c, d: }", {"b": "c"}),
    (MapOf(types.TEXT), "~", {}),
    (codes.ID, "wang-xiao-ming", "wang-xiao-ming"),
    (codes.COUNTRY, "NO", "no"),
    (codes.LANGUAGE, "pt-BR", "pt-BR"),
    (codes.LANGUAGE, "zh-Hant", "zh-Hant"),
    (codes.CURRENCY, "USD", "USD"),
    (codes.TIME_ZONE, "America/Port-au-Prince", "America/Port-au-Prince"),
    (codes.TIME_ZONE, "Etc/GMT+8", "Etc/GMT+8"),
    (codes.ADDRESS, "a.b+c@x.example", "a.b+c@x.example"),
    (codes.ADDRESS, "o'neill@x.example", "o'neill@x.example"),
    (codes.ADDRESS, "anna@müller.example", "anna@xn--mller-kva.example"),
    (codes.PHONE, "+49 (30) 123-456 ext. 7", "+49 (30) 123-456 ext. 7"),
    (codes.PHONE, "013700137000", "013700137000"),
    (codes.PHONE, "＋86 137", "＋86 137"),
    (codes.WEB, "https://x.example/a?b=c@d", "https://x.example/a?b=c@d"),
    (codes.WEB, "shop.example:8080/x", "shop.example:8080/x"),
    (codes.WEB, "ひかり.example", "ひかり.example"),
    (codes.SKU, "BL-20", "BL-20"),
    (codes.SKU, "B", "B"),
    (times.DATE, "2026-11-25", date(2026, 11, 25)),
    (times.PARTIAL_DATE, "2025", PartialDate(2025)),
    (times.PARTIAL_DATE, "2025-04", PartialDate(2025, 4)),
    (times.PARTIAL_DATE, "2025-04-30", PartialDate(2025, 4, 30)),
    (times.BIRTHDAY, "04-12", Birthday(4, 12)),
    (times.BIRTHDAY, "02-29", Birthday(2, 29)),
    (times.BIRTHDAY, "1985-04-12", Birthday(4, 12, 1985)),
    (times.DURATION, "1d", D),
    (times.DURATION, "2 w", W),
    (times.DURATION, "1m", M),
    (times.RHYTHM, "1d", Rhythm(D, D)),
    (times.RHYTHM, "1d - 2w", Rhythm(D, W)),
    (times.DATED_TEXT, "2026-11-25", DatedText(date(2026, 11, 25), "", 1)),
    (times.DATED_TEXT, "2026-11 x   y", DatedText(date(2026, 11, 1), "x y", 1)),
    (times.DATED_TEXT, "~", None),
    (ListOf(times.DATED_TEXT), "\n- 2026-11-25 x", (DatedText(date(2026, 11, 25), "x", 2),)),
]


@pytest.mark.parametrize(("kind", "text", "expected"), TAKEN)
def test_taken(kind: Any, text: str, expected: Any) -> None:
    value, reading = reads(kind, text)
    assert value == expected
    assert reading.notes == []


REFUSED: list[tuple[Any, str, str]] = [
    (types.TEXT, "[x]", "wrong-shape"),
    (types.TEXT, "{b: c}", "wrong-shape"),
    (types.TEXT, '"x\\ny"', "line-break"),
    (types.NUMBER, "1,5", "number"),
    (types.NUMBER, "12,40", "number"),
    (types.NUMBER, "1.5", "number"),
    (types.NUMBER, "-3", "number"),
    (types.NUMBER, "0x1F", "number"),
    (types.NUMBER, "1e3", "number"),
    (types.NUMBER, "１２", "number"),
    (types.NUMBER, "9" * 19, "number"),
    (types.NUMBER, "''", "number"),
    (types.PERCENT, "3", "number"),
    (types.PERCENT, "'%'", "number"),
    (types.PERCENT, "+-3%", "number"),
    (types.PERCENT, "3%%", "number"),
    (types.PERCENT, "3,5%", "number"),
    (types.PERCENT, "٣%", "number"),
    (types.SCORE, "4", "number"),
    (types.YES_NO, "1", "yes-or-no"),
    (types.YES_NO, "y", "yes-or-no"),
    (types.Choice("strict"), "Strict", "unknown-value"),
    (types.Choice("strict"), "zzz", "unknown-value"),
    (ListOf(types.SCORE), "[1, 9]", "number"),
    (MapOf(types.SCORE), "[1]", "wrong-shape"),
    (MapOf(types.SCORE), "x", "wrong-shape"),
    (MapOf(types.SCORE), "{b: 9}", "number"),
    (codes.ID, "Anna", "id"),
    (codes.ID, "-rf", "id"),
    (codes.ID, "'../x'", "id"),
    (codes.ID, "a" * 64, "id"),
    (codes.COUNTRY, "Norway", "country-code"),
    (codes.COUNTRY, "ＮＯ", "country-code"),
    (codes.LANGUAGE, "German", "language-code"),
    (codes.CURRENCY, "usd", "currency-code"),
    (codes.TIME_ZONE, "Berlin time", "time-zone"),
    (codes.TIME_ZONE, "A/" + "b" * 64, "time-zone"),
    (codes.TIME_ZONE, "../../etc/passwd", "time-zone"),
    (codes.ADDRESS, "a@x.example, b@y.example", "mail-address"),
    (codes.ADDRESS, "a@x.example;b@y.example", "mail-address"),
    (codes.ADDRESS, "'Anna <anna@x.example>'", "mail-address"),
    (codes.ADDRESS, "'\"a\" b@x.example'", "mail-address"),
    (codes.ADDRESS, "alice@example.org)bob@x.example", "mail-address"),
    (codes.ADDRESS, "josé@x.example", "mail-address"),
    (codes.ADDRESS, f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}", "mail-address"),
    (codes.PHONE, "call me", "phone"),
    (codes.PHONE, "+49", "phone"),
    (codes.PHONE, "1e3", "phone"),
    (codes.WEB, "not a page", "web-address"),
    (codes.WEB, "javascript:alert.x", "web-address"),
    (codes.WEB, "https://evil@x.example", "web-address"),
    (codes.SKU, "'a\n\n  b'", "line-break"),
    (codes.SKU, "x" * 65, "line-break"),
    (codes.SKU, "''", "line-break"),
    (times.DATE, "2026-02-30", "impossible-date"),
    (times.DATE, "2026-1-5", "date"),
    (times.DATE, "20260105", "date"),
    (times.DATE, "２０２６-01-05", "date"),
    (times.DATE, "0000-01-05", "impossible-date"),
    (times.PARTIAL_DATE, "2026-13", "impossible-date"),
    (times.PARTIAL_DATE, "26", "date"),
    (times.PARTIAL_DATE, "２０２６", "date"),
    (times.BIRTHDAY, "13-01", "impossible-date"),
    (times.BIRTHDAY, "1985-02-29", "impossible-date"),
    (times.BIRTHDAY, "12 April", "date"),
    (times.DURATION, "0d", "duration"),
    (times.DURATION, "10", "duration"),
    (times.DURATION, "１d", "duration"),
    (times.RHYTHM, "4d-3d", "duration"),
    (times.RHYTHM, "1m-20d", "duration"),
    (times.RHYTHM, "3d-", "duration"),
    (times.DATED_TEXT, "soon", "date"),
    (times.DATED_TEXT, "2026-11-25x", "date"),
    (times.DATED_TEXT, "２０２６-11-25 x", "date"),
    (times.DATED_TEXT, "2026-02-30 x", "impossible-date"),
    (times.DATED_TEXT, "[x, y]", "wrong-shape"),
]


@pytest.mark.parametrize(("kind", "text", "code"), REFUSED)
def test_refused_with_a_remedy(kind: Any, text: str, code: str) -> None:
    value, reading = reads(kind, text)
    assert not value or value == (1,)
    [note] = reading.notes
    assert note.finding.code == code
    assert note.finding.hint


@pytest.mark.parametrize("text", ["maybe", "[x]", "", "~", "{a: b}", "'no '", "f"])
def test_a_wish_that_is_not_plainly_denied_counts(text: str) -> None:
    value, reading = reads(types.OPT_OUT, text)
    assert value is True
    assert [note.finding.code for note in reading.notes] in (["yes-or-no"], ["wrong-shape"])


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Written_English", ("written-english", "prefers"), "written-english"),
        ("  compnay ", ("company", "country"), "company"),
        ("zzz", ("company",), ""),
    ],
)
def test_the_word_that_was_meant(word: str, known: tuple[str, ...], meant: str) -> None:
    assert nearest(word, known) == meant


def test_a_finding_stands_at_the_item_of_a_list() -> None:
    _, reading = reads(ListOf(types.SCORE), "[1, 9, 2]")
    assert places(note.finding for note in reading.notes) == [(1, 8, "number")]


@pytest.mark.parametrize("pattern", ["1" + " " * 60_000 + "y", "a." + "?" * 60_000 + " x"])
@pytest.mark.parametrize("parse", [codes.PHONE.parse, codes.WEB.parse, codes.ADDRESS.parse])
def test_long_nonsense_takes_no_time(parse: Any, pattern: str) -> None:
    """The patterns before took minutes for these."""
    with pytest.raises(Refused):
        parse(pattern)


@given(st.text(max_size=40))
@pytest.mark.parametrize(
    "kind",
    [
        types.NUMBER,
        types.PERCENT,
        types.SCORE,
        types.YES_NO,
        types.TEXT,
        codes.ID,
        codes.PHONE,
        codes.COUNTRY,
        codes.WEB,
        codes.SKU,
        codes.TIME_ZONE,
        times.DATE,
        times.PARTIAL_DATE,
        times.BIRTHDAY,
        times.DURATION,
        times.RHYTHM,
        codes.ADDRESS,
        times.DATED_TEXT,
    ],
)
def test_any_text_is_taken_or_refused(kind: Any, text: str) -> None:
    try:
        kind.parse(text)
    except Refused as refused:
        assert all((refused.code, refused.message, refused.hint))  # noqa: PT017


@given(st.dates())
def test_what_is_written_is_what_is_read(day: date) -> None:
    assert times.parse_date(str(day)) == day
    assert str(times.parse_partial(str(day))) == str(day)
    assert times.parse_partial(str(day)).first_day() == day
    assert str(times.parse_birthday(str(day))) == str(day)
    assert str(times.parse_birthday(str(day)[5:])) == str(day)[5:]
    assert str(times.parse_dated(f"{day} x", 1)) == f"{day} x"
    assert str(times.parse_dated(str(day), 1)) == str(day)


@given(st.integers(1, 999), st.sampled_from("dwm"), st.dates(max_value=date(2999, 1, 1)))
def test_durations(count: int, unit: str, day: date) -> None:
    duration = times.parse_duration(f"{count}{unit}")
    assert times.parse_duration(str(duration)) == duration
    later = duration.after(day)
    if unit == "m":
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
        assert later.day <= day.day
    else:
        assert (later - day).days == count * (7 if unit == "w" else 1)


def test_a_month_after_the_31st_is_the_last_of_the_month() -> None:
    assert Duration(months=1).after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert str(times.parse_rhythm("3d-2w")) == "3d-14d"
    assert str(times.parse_rhythm("3m")) == "3m"
    assert str(PartialDate(85)) == "0085"


def test_a_duration_never_leaves_the_calendar() -> None:
    assert Duration(months=2).after(date(9999, 11, 30)) == date.max
    assert Duration(days=40).after(date(9999, 12, 1)) == date.max
