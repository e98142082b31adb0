"""A file's characters: strict decoding, and the place of every offset."""

from __future__ import annotations

import pytest
from conftest import places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.text.source import MAX_FILE_BYTES, MAX_FINDINGS, Source, decode


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name: x\n", []),
        ("name: 王小明 😀 José \u200d\n".encode(), []),
        (b"tab\there\r\nand CRLF\r\n", []),
        (b"\xef\xbb\xbf---\n", [(1, 1, "byte-order-mark")]),
        (b"a\n\xef\xbb\xbfb", [(2, 1, "control-character")]),
        (b"a\rb\n", [(1, 2, "lone-cr")]),
        (b"a\r\r\nb\n", [(1, 2, "lone-cr")]),
        (b"a\nb\x00c", [(2, 2, "control-character")]),
        (b"\x1b[31m\n", [(1, 1, "control-character")]),
        ("ab\x9b".encode(), [(1, 3, "control-character")]),
        ("x\u2028y\n\u202ez".encode(), [(1, 2, "control-character"), (2, 1, "control-character")]),
        ("\u2066".encode(), [(1, 1, "control-character")]),
        ("王\x85".encode(), [(1, 2, "control-character")]),
        ("\uffff".encode(), [(1, 1, "control-character")]),
        (b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n", "conflict 2 6"),
        (b"<<<<<<<\r\n||||||| base\r\n>>>>>>> x\r\n", "conflict 1 2 3"),
        (b"a <<<<<<< b\n>>>>>>>>> c\n", []),
        (b"a\n\xb0\xa1", [(2, 1, "encoding")]),
        ("é\n王x".encode() + b"\xff", [(2, 3, "encoding")]),
        ("name".encode("utf-16"), [(1, 1, "encoding")]),
        (b"\xed\xa0\x80", [(1, 1, "encoding")]),
        (b"a" * (MAX_FILE_BYTES + 1), [(1, 1, "too-large")]),
        (b"a" * MAX_FILE_BYTES, []),
    ],
)
def test_what_is_wrong_with_the_characters(data: bytes, expected: object) -> None:
    if isinstance(expected, str):
        _, *lines = expected.split()
        expected = [(int(line), 1, "conflict-marker") for line in lines]
    assert places(decode("x.md", data).findings) == expected


def test_only_a_byte_order_mark_is_harmless() -> None:
    source = decode("x.md", b"\xef\xbb\xbfabc")
    assert (source.text, source.had_bom, source.is_broken) == ("abc", True, False)
    assert decode("x.md", b"a\x01").is_broken


@pytest.mark.parametrize("data", [b"\xff\xfea\x00", b"a" * (MAX_FILE_BYTES + 1), b"\x80"])
def test_what_cannot_be_read_leaves_no_text(data: bytes) -> None:
    source = decode("x.md", data)
    assert source.text == ""
    assert source.is_broken


def test_utf16_is_recognised() -> None:
    assert "UTF-16" in decode("x.md", "name".encode("utf-16")).findings[0].message
    assert "0xb0" in decode("x.md", b"\xb0").findings[0].message


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\u202e", "bidirectional override"),
        ("\u0085", "invisible line break"),
        ("\u2029", "invisible line break"),
        ("\x07", "control character U+0007"),
    ],
)
def test_the_message_names_the_character(character: str, words: str) -> None:
    finding = decode("x.md", f"a{character}".encode()).findings[0]
    assert words in finding.message
    assert finding.message.isprintable()


@pytest.mark.parametrize("line", ["\x01\n", "<<<<<<< HEAD\n"])
def test_a_hopeless_file_is_not_searched_to_its_end(line: str) -> None:
    source = decode("x.md", line.encode() * (MAX_FINDINGS + 9))
    assert len(source.findings) == MAX_FINDINGS + 1
    assert source.findings[-1].code == "too-many-findings"
    assert source.findings[-1].line == MAX_FINDINGS + 1
    source.report(0, "yaml", "one more")
    assert len(source.findings) == MAX_FINDINGS + 1


def test_a_finding_prints_as_editors_read_it() -> None:
    finding = Source("a/b.md", "x\nyz").finding(3, "some-code", "is wrong", "mend it")
    assert str(finding) == "a/b.md:2:2: error: is wrong [some-code]"
    assert finding.is_error


@given(st.text(alphabet=st.sampled_from("ab:\r\n王😀é\u0301ש \u2028"), max_size=60))
def test_every_offset_has_the_place_that_an_editor_shows(text: str) -> None:
    source = Source("x.md", text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        assert source.line(offset) == before.count("\n") + 1
        assert source.column(offset) == len(before) - (before.rfind("\n") + 1) + 1


@given(st.binary(max_size=80))
def test_text_that_is_read_is_the_files_own(data: bytes) -> None:
    source = decode("x.md", data)
    mark = "\ufeff" if source.had_bom else ""
    assert source.text == "" or (mark + source.text).encode() == data


def test_a_line_begins_where_its_first_character_stands() -> None:
    assert [Source("x.md", "a\n王\n").start_of(line) for line in (1, 2, 3)] == [0, 2, 4]
