"""Places in a text, in the units of any editor: Chinese, emoji, CRLF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.editor.positions import Change, Encoding, Place, Positions, changed

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXT = st.text(st.sampled_from("ab é王😀\n\r\u2028\x0b\x85"), max_size=40)
ENCODING = st.sampled_from(ENCODINGS)


def units(text: str, encoding: Encoding) -> int:
    codec, width = CODECS[encoding]
    return len(text.encode(codec)) // width


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 3)])
def test_a_column_counts_units_of_the_encoding(encoding: Encoding, column: int) -> None:
    positions = Positions("x\r\n王😀a b", encoding)
    assert positions.place(6) == Place(1, column)
    assert positions.offset(1, column) == 6


@given(TEXT, ENCODING)
def test_each_character_has_a_place_that_leads_back(text: str, encoding: Encoding) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        is_inside = 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"
        back = positions.offset(*positions.place(offset))
        assert back == offset - is_inside


@given(TEXT, ENCODING)
def test_lines_end_as_the_protocol_says(text: str, encoding: Encoding) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert Positions(text, encoding).place(len(text)) == (
        len(lines) - 1,
        units(lines[-1], encoding),
    )


@given(TEXT, ENCODING, st.integers(-1, 99), st.integers(-1, 99))
def test_any_place_is_in_the_text(text: str, encoding: Encoding, line: int, column: int) -> None:
    assert 0 <= Positions(text, encoding).offset(line, column) <= len(text)


def test_a_place_inside_of_a_character_is_that_before_it() -> None:
    assert Positions("a😀b", "utf-16").offset(0, 2) == 1
    assert Positions("a王b", "utf-8").offset(0, 3) == 1


@given(TEXT, TEXT, ENCODING, st.data())
def test_a_change_is_made_where_the_editor_made_it(
    text: str, new: str, encoding: Encoding, data: st.DataObject
) -> None:
    positions = Positions(text, encoding)
    ends = [positions.offset(*positions.place(offset)) for offset in range(len(text) + 1)]
    start, end = sorted(data.draw(st.lists(st.sampled_from(ends), min_size=2, max_size=2)))
    change = Change(positions.place(start), positions.place(end), new)
    assert changed(text, [change], encoding) == text[:start] + new + text[end:]


def test_without_places_all_of_it_is_new() -> None:
    first = Change(None, None, "ab")
    second = Change(Place(0, 1), Place(0, 1), "-")
    assert changed("old", [first, second], "utf-16") == "a-b"
