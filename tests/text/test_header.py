"""The YAML of a header: every scalar as text, every place right, every trap a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Place, places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Scalar, Sequence, plain
from dossierkit.text.source import Source


def header(text: str) -> tuple[Mapping | None, Source]:
    """The mapping of a whole text, and its source."""
    source = Source("x.md", text)
    return read_header(source, Span(0, len(text))), source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("\n\n", {}),
        ("# only a comment\n", {}),
        ("~\n", {}),
        ("country: NO\n", {"country": "NO"}),
        (
            "a: 013700137000\nb: 12:30\nc: 1_000\n",
            {"a": "013700137000", "b": "12:30", "c": "1_000"},
        ),
        ("a: yes\nb: =\nc: <<\n", {"a": "yes", "b": "=", "c": "<<"}),
        ("a: 'it''s'\nb: \"x\\ty\"\n", {"a": "it's", "b": "x\ty"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a:\n- x\n- y: z\n", {"a": ["x", {"y": "z"}]}),
        ("a: {b: [c, d], e: }\n", {"a": {"b": ["c", "d"], "e": None}}),
        ("1: a\nyes: b\n", {"1": "a", "yes": "b"}),
        ("a: |\r\n  one\r\nb: x\r\n", {"a": "one\n", "b": "x"}),
        ("%YAML 1.1\n---\na: x\n", {"a": "x"}),
        ("a: [[[[[[[x]]]]]]]\n", {"a": [[[[[[["x"]]]]]]]}),
    ],
)
def test_values_are_the_text_that_stands_there(text: str, expected: object) -> None:
    mapping, source = header(text)
    assert mapping is not None
    assert plain(mapping) == expected
    assert source.findings == []


@pytest.mark.parametrize(
    ("text", "is_null"),
    [
        ("a:\n", True),
        ("a: ~\n", True),
        ("a: null\n", True),
        ("a: Null\n", False),
        ("a: NULL\n", False),
        ('a: "null"\n', False),
        ("a: ''\n", False),
    ],
)
def test_what_means_no_value(text: str, is_null: bool) -> None:
    mapping, _ = header(text)
    assert mapping is not None
    node = mapping.get("a")
    assert isinstance(node, Scalar)
    assert node.is_null is is_null
    assert mapping.get("b") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1, "duplicate-key")),
        ("x: {a: 1, a: 2}\n", (1, 11, "duplicate-key")),
        ("a: &x 1\n", (1, 4, "anchor")),
        ("a: &x [1]\n", (1, 4, "anchor")),
        ("a: *x\n", (1, 4, "anchor")),
        ("*x : 1\n", (1, 1, "anchor")),
        ("a: !x 1\n", (1, 4, "tag")),
        ("a: !!python/object:os.system [1]\n", (1, 4, "tag")),
        ("a: !!binary x\n", (1, 4, "tag")),
        ('a: "\\e[31m"\n', (1, 4, "control-character")),
        ('a: "\\u202E"\n', (1, 4, "control-character")),
        ('a: "x\\r\\n"\n', (1, 4, "control-character")),
        ('"a\\0": 1\n', (1, 1, "control-character")),
        ("[a]: 1\n", (1, 1, "bad-key")),
        ("? {a: 1}\n: 2\n", (1, 3, "bad-key")),
        ("~: 1\n", (1, 1, "bad-key")),
        ("a: 1\n---\nb: 2\n", (2, 1, "second-header")),
    ],
)
def test_traps_are_findings_and_the_rest_is_still_read(text: str, place: Place) -> None:
    mapping, source = header(text)
    assert mapping is not None
    assert place in places(source.findings)
    assert source.is_broken


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a\n- b\n", (1, 1, "not-a-mapping")),
        ("just words\n", (1, 1, "not-a-mapping")),
        ("name：王\n", (1, 1, "not-a-mapping")),
        ("a: [[[[[[[[x]]]]]]]]\n", (1, 11, "too-deep")),
        ("- " * 1_100 + "x", (1, 17, "too-deep")),
        ("[" * 100_000, (1, 9, "too-deep")),
        ("a: @x\n", (1, 4, "yaml")),
        ("a: `x\n", (1, 4, "yaml")),
        ("a: %x\n", (1, 4, "yaml")),
        ("a: x: y\n", (1, 5, "yaml")),
        ("a: 1\n\tb: 2\n", (2, 1, "yaml")),
        ("a:\n  b: 1\n\t c: 2\n", (3, 1, "yaml")),
        ("a: 1\n b: 2\n", (2, 3, "yaml")),
        ("a: 1\nb\nc: 2\n", (2, 1, "yaml")),
        ("x: 1\nname：王\nb: 2\n", (2, 1, "yaml")),
        ("a: 1\nb\n", (2, 1, "yaml")),
        ("just\nb: 2\n", (1, 1, "yaml")),
        ("a: [1, 2\n", (1, 8, "yaml")),
        ('a: "open\n', (1, 8, "yaml")),
        ('a: "open', (1, 9, "yaml")),
        ("a: [1, 2\nb: 3\n", (2, 2, "yaml")),
        ("a: 'x' y\n", (1, 8, "yaml")),
        ("a: -\n", (1, 4, "yaml")),
        ("a: - b\n", (1, 4, "yaml")),
        ("王: 😀\né: @x\n", (2, 4, "yaml")),
        ('a: "\\ud800"\n', (1, 7, "yaml")),
        ('a: "\\q"\n', (1, 5, "yaml")),
        ("a: x\uffff\n", (1, 5, "control-character")),
        ("a:\r\n  b: 1\r\n c: 2\r\n", (3, 2, "yaml")),
    ],
)
def test_what_cannot_be_read_at_all(text: str, place: Place) -> None:
    mapping, source = header(text)
    assert mapping is None
    assert places(source.findings) == [place]
    assert source.findings[0].hint
    assert source.findings[0].message.isprintable()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: @x\n", "put the value in quotes"),
        ("a: -\n", "put the value in quotes"),
        ("a: x: y\n", "put the value in quotes"),
        ("a: *x\n", "put it in quotes"),
        ("a: &x\n", "put it in quotes"),
        ("a: !x\n", "put the value in quotes"),
        ("x: 1\nname：王\nb: 2\n", "ASCII colon"),
        ("\ta: 1\n", "indent with blanks"),
        ('a: "x\n', "close the bracket or the quote"),
    ],
)
def test_the_hint_says_what_to_do(text: str, words: str) -> None:
    _, source = header(text)
    assert words in source.findings[0].hint


def test_a_part_of_a_file_keeps_the_places_of_the_file() -> None:
    text = "---\nname: 王\nat: @x\n---\nbody: [\n"
    source = Source("x.md", text)
    assert read_header(source, Span(4, text.index("---\nbody"))) is None
    assert places(source.findings) == [(3, 5, "yaml")]


def scalars(mapping: Mapping) -> Iterator[Scalar]:
    """Every single value of a mapping, at any depth."""
    stack: list[Any] = [mapping]
    while stack:
        node = stack.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            stack += node.items
        else:
            stack += node.fields.values()


words = st.text(alphabet=st.sampled_from("abZ09 _王小é\u0301שλ😀ß-"), min_size=1, max_size=12).map(
    lambda text: "v" + text.strip(" -") + "v"
)


@given(st.lists(words, min_size=1, unique=True), st.sampled_from(["\n", "\r\n"]), st.data())
def test_offsets_slice_exactly_the_value(names: list[str], end: str, data: st.DataObject) -> None:
    lines, expected = [], {}
    for name in names:
        value = data.draw(words)
        quote = data.draw(st.sampled_from(["", '"', "'"]))
        flow = data.draw(st.sampled_from(["{0}", "[{0}]", "{{k: {0}}}"]))
        lines.append(f"{name}: {flow.format(quote + value + quote)}  # {value}")
        expected[name] = value
    text = end.join(lines) + end
    mapping, source = header(text)
    assert mapping is not None
    assert source.findings == []
    assert list(mapping.fields) == names
    for scalar in scalars(mapping):
        assert text[scalar.start : scalar.end].strip("\"'") == scalar.text
    for number, (name, start) in enumerate(mapping.keys.items(), start=1):
        assert (source.line(start), source.column(start)) == (number, 1)
        found = scalars(Mapping({"": mapping.fields[name]}, {}, 0, 0))
        assert expected[name] in {scalar.text for scalar in found}


@given(st.text(alphabet=st.sampled_from("ab:,[]{}-?&*!|>'\"%@` #\n\t\r王\\x0u"), max_size=50))
def test_any_text_gives_a_mapping_or_a_finding_inside_the_file(text: str) -> None:
    mapping, source = header(text)
    assert mapping is not None or source.is_broken
    line_lengths = [len(line) for line in text.split("\n")]
    for line, column, _ in places(source.findings):
        assert 1 <= line <= len(line_lengths)
        assert 1 <= column <= line_lengths[line - 1] + 1
    if mapping is not None:
        for scalar in scalars(mapping):
            assert 0 <= scalar.start <= scalar.end <= len(text)
            if scalar.is_plain and not re.search(r"\s", scalar.text):
                assert text[scalar.start : scalar.end] in (scalar.text, f"*{scalar.text}") or (
                    scalar.text == ""
                )
