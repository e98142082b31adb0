"""Where a header begins and ends."""

from __future__ import annotations

import pytest
from conftest import Place, places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.text.fence import MAX_HEADER_BYTES, split
from dossierkit.text.source import Source, decode

LONG = "x" * (MAX_HEADER_BYTES - len("a: \n"))


@pytest.mark.parametrize(
    ("text", "header", "body"),
    [
        ("---\nname: x\n---\n", "name: x\n", ""),
        ("---\nname: x\n---", "name: x\n", ""),
        ("---\n---\nnotes", "", "notes"),
        ("---\r\nname: x\r\n---\r\nnotes\r\n", "name: x\r\n", "notes\r\n"),
        ("---\na: |\n  ---\n---\nb\n", "a: |\n  ---\n", "b\n"),
        ("---\na: 1\n---\n\n***\n\n# x\n", "a: 1\n", "\n***\n\n# x\n"),
        ("---\na: 1\n---\nA line across the page:\n\n---\n\nmore\n", "a: 1\n", None),
        ("---\na: 1\n---\n---\n---\n", "a: 1\n", "---\n---\n"),
        (f"---\na: {LONG}\n---\n", f"a: {LONG}\n", ""),
    ],
)
def test_two_parts(text: str, header: str, body: str | None) -> None:
    source = decode("x.md", text.encode())
    parts = split(source)
    assert parts is not None
    assert text[parts.header.start : parts.header.end] == header
    assert body is None or text[parts.body.start : parts.body.end] == body
    assert source.findings == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1, "no-header")),
        (" \n\n", (1, 1, "no-header")),
        ("# Anna\n", (1, 1, "no-header")),
        ("+++\nname = 'x'\n+++\n", (1, 1, "no-header")),
        ("---", (1, 1, "unclosed-header")),
        ("---\r", (1, 1, "unclosed-header")),
        ("---\nname: x\n", (1, 1, "unclosed-header")),
        ("\n---\nname: x\n---\n", (1, 1, "bad-fence")),
        ("  ---\nname: x\n---\n", (1, 1, "bad-fence")),
        ("----\nname: x\n----\n", (1, 1, "bad-fence")),
        ("--- # note\nname: x\n---\n", (1, 1, "bad-fence")),
        ("--- \nname: x\n---\n", (1, 1, "bad-fence")),
        ("---\nname: x\n----\n", (3, 1, "bad-fence")),
        ("---\nname: x\n--- x\n---\n", (3, 1, "bad-fence")),
        ("---\nname: x\n...\n", (3, 1, "bad-fence")),
        ("---\r\nname: x\r\n... \r\n", (3, 1, "bad-fence")),
        (f"---\na: {LONG}x\n---\n", (2, 1, "header-too-large")),
        (f"---\na: {'王' * 30_000}\n---\n", (2, 1, "header-too-large")),
    ],
)
def test_no_parts(text: str, place: Place) -> None:
    source = Source("x.md", text)
    assert split(source) is None
    assert places(source.findings) == [place]
    assert source.findings[0].hint


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\na: 1\n---\nname: y\n---\n", (4, 1, "second-header")),
        ("---\na: 1\n---\n---\nname: y\nx: 2\n---\n", (5, 1, "second-header")),
        ("---\nnote: |\n  a\n---\nb\nname: y\n---\nx: 1\n---\n", (8, 1, "second-header")),
        ("---\r\na: 1\r\n---\r\nname: y\r\n# c\r\nl:\r\n- 1\r\n---\r\n", (4, 1, "second-header")),
    ],
)
def test_a_second_header_is_said_aloud(text: str, place: Place) -> None:
    source = Source("x.md", text)
    assert split(source) is not None
    assert places(source.findings) == [place]


@given(st.text(alphabet=st.sampled_from("-.a: \r\n#王"), max_size=60))
def test_a_file_has_a_header_or_a_finding(text: str) -> None:
    source = Source("x.md", text)
    parts = split(source)
    if parts is None:
        assert source.is_broken
    else:
        assert text[: parts.header.start] in ("---\n", "---\r\n")
        assert text[parts.header.end : parts.body.start].rstrip("\r\n") == "---"
        assert parts.body.end == len(text)
