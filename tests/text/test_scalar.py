"""One text as YAML: read back as exactly that text, and as plain as that allows."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import plain
from dossierkit.text.scalar import CannotEdit, write_literal, write_scalar
from dossierkit.text.source import SUSPECT_CHARACTER, Source


def read(text: str) -> object:
    """What a header says, as the book reads it."""
    source = Source("x.md", text)
    mapping = read_header(source, Span(0, len(text)))
    assert mapping is not None, source.findings
    assert source.findings == []
    return plain(mapping)


@pytest.mark.parametrize(
    "text",
    [
        *("harmony", "2026-12-01", "NO", "true", "30", "12:30", "T/T 30 % deposit, 70 % before"),
        *("王小明", "Müller & Söhne", "a#b", "http://x.example/?q=1", "+3%", "-1.5%", "it's so"),
        *(
            'say "hi"',
            "C:\\mail",
            "Null",
            "~5 days",
            "5' x 3\"",
            "(x)",
            "/path",
            "é",
            "😀 ok",
            "a:b",
        ),
    ],
)
def test_most_texts_stand_as_they_are(text: str) -> None:
    assert write_scalar(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ("null", '"null"'),
        ("~", '"~"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("\u00a0a", '"\u00a0a"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #1", '"a #1"'),
        ("#1", '"#1"'),
        ("- a", '"- a"'),
        ("-", '"-"'),
        ("--- a", '"--- a"'),
        ("[a]", '"[a]"'),
        ("{a}", '"{a}"'),
        ("*a", '"*a"'),
        ("&a", '"&a"'),
        ("!a", '"!a"'),
        ("%a", '"%a"'),
        ("@a", '"@a"'),
        ("`a", '"`a"'),
        ("| a", '"| a"'),
        ("> a", '"> a"'),
        ("? a", '"? a"'),
        (", a", '", a"'),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("'a'", "\"'a'\""),
        ('"a"', "'\"a\"'"),
        ('"it\'s"', '"\\"it\'s\\""'),
        ("\\ : \\", "'\\ : \\'"),
        ("a\tb", '"a\\tb"'),
        ("a\nb", '"a\\nb"'),
        ("2026-02-30", '"2026-02-30"'),
        ("2026-02-03 25:99:99", '"2026-02-03 25:99:99"'),
        ("0x_", '"0x_"'),
    ],
)
def test_quotes_stand_where_they_must(text: str, written: str) -> None:
    assert write_scalar(text) == written
    assert read(f"a: {written}\n") == {"a": text}


@pytest.mark.parametrize(
    ("text", "like", "written"),
    [
        ("a", '"b"', '"a"'),
        ("a", "'b'", "'a'"),
        ("it's", "'b'", "'it''s'"),
        ("a\tb", "'b'", '"a\\tb"'),
        ("a\nb", "'b'", '"a\\nb"'),
        ('"', '"b"', '"\\""'),
        ("a", "b", "a"),
    ],
)
def test_quotes_that_were_there_are_kept(text: str, like: str, written: str) -> None:
    assert write_scalar(text, like=like) == written


@pytest.mark.parametrize("text", ["a, b", "[a", "a]", "{", "a}", "a?"])
def test_in_brackets_more_must_be_quoted(text: str) -> None:
    assert write_scalar(text, in_flow=True) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\x1bb", "control character"),
        ("\u202ea", "bidirectional override character"),
        ("a\u2028b", "invisible line break"),
        ("a\rb", "control character"),
        ("\ufeff", "byte order mark"),
        ("\ud800", "control character"),
    ],
)
def test_control_characters_are_refused(text: str, named: str) -> None:
    with pytest.raises(CannotEdit, match=named):
        write_scalar(text)
    with pytest.raises(CannotEdit, match=named):
        write_literal(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("one\ntwo\n", ("|", ["one", "two"])),
        ("one\ntwo", ("|-", ["one", "two"])),
        ("one\n\n  two # x: y\n", ("|", ["one", "", "  two # x: y"])),
        ("\none\n", ("|", ["", "one"])),
        (" one\ntwo\n", None),
        ("\n one\n", None),
        ("one\n \ntwo\n", None),
        ("one\ntwo\n\n", None),
        ("\n", None),
        ("", None),
    ],
)
def test_several_lines_stand_as_a_block(text: str, written: tuple[str, list[str]] | None) -> None:
    assert write_literal(text) == written


TEXTS = st.text(
    st.sampled_from("ab01 -:#,[]{}?*&!|>'\"%@`\\~=<.\t\n_xn/é王😀\u00a0") | st.characters(),
    max_size=12,
).filter(lambda text: not SUSPECT_CHARACTER.search(text))


@settings(derandomize=True, max_examples=600, deadline=None, database=None)
@given(TEXTS, st.sampled_from(("", '"', "'")))
@example("2026-01-01T", "")
@example("0b__", "")
def test_what_is_written_is_read_back(text: str, like: str) -> None:
    block, flow = write_scalar(text, like=like), write_scalar(text, in_flow=True, like=like)
    header = f"a: {block}\nb: [{flow}, {flow}]\nc: {{d: {flow}}}\ne:\n  - {block}\n"
    assert read(header) == {"a": text, "b": [text, text], "c": {"d": text}, "e": [text]}
    literal = write_literal(text)
    if literal is not None:
        body = "".join(f"  {line}\n" if line else "\n" for line in literal[1])
        assert read(f"a: {literal[0]}\n{body}\n# x\nb: y\n") == {"a": text, "b": "y"}


@settings(derandomize=True, max_examples=600, deadline=None, database=None)
@given(TEXTS)
@example("2026-1-99")
@example("0x__")
@example("1:60")
@example(".inf")
def test_stock_readers_are_never_stopped(text: str) -> None:
    block, flow = write_scalar(text), write_scalar(text, in_flow=True)
    stock = yaml.safe_load(f"a: {block}\nb: [{flow}]\n")
    for value in (stock["a"], stock["b"][0]):
        assert not isinstance(value, str) or value == text
