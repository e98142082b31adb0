"""Which lines of a file are log lines at all."""

from __future__ import annotations

import pytest
from conftest import Place, places

from dossierkit.text.fence import Span
from dossierkit.text.log_items import log_items
from dossierkit.text.source import Source


def items(text: str) -> tuple[list[str], Source]:
    """The bullets of a body with their continuation, and its source."""
    source = Source("x.md", text)
    found = log_items(source, Span(0, len(text)))
    for item in found:
        assert text[item.offset :].startswith(item.text)
    return [" ".join([item.text, *item.more]) for item in found], source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("- a\n", []),
        ("# Log\n- a\n", []),
        ("### Log\n- a\n", []),
        ("## Log\n- a\n* b\n", ["a", "b"]),
        ("## LOG\n- a", ["a"]),
        ("  ## log ##  \n- a", ["a"]),
        ("## Logbook\n- a\n", []),
        ("##Log\n- a\n", []),
        ("## Log\r\n- a\r\n  b\r\n", ["a b"]),
        ("## Log\n- a\n\n  b\n\n- c\n", ["a b", "c"]),
        ("## Log\n- a\n### 2025\n- b\n", ["a", "b"]),
        ("## Log\n- a\n## Notes\n- b\n", ["a"]),
        ("## Log\n- a\n# Notes\n- b\n", ["a"]),
        ("## Log\n- [ ] todo\n  more\n- [x] done\n* [X] done\n- a\n", ["a"]),
        ("## Log\n- [x]y\n", ["[x]y"]),
        ("## Log\nprose\n- a\nprose\n  no continuation\n", ["a"]),
        ("## Log\n- a\n```\n- b\n```\n- c\n", ["a", "c"]),
        ("## Log\n~~~~\n- b\n~~~\n```\n~~~~ x\n~~~~~\n- c\n", ["c"]),
        ("```\n## Log\n```\n- a\n", []),
        ("```\n## Log\n- never closed\n", []),
        ("## Log\n-no blank\n", []),
        ("## Log ####  x\n- a\n", []),
    ],
)
def test_what_is_a_log_line(text: str, expected: list[str]) -> None:
    found, source = items(text)
    assert found == expected
    assert source.findings == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("## Log\n2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n  2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n- [ ] x\n  - 2025-04-18 call: x\n", (3, 1, "log-line")),
        ("## Log\n+ 2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n• 2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n– 2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n-2025-04-18 call: x\n", (2, 1, "log-line")),
        ("## Log\n1. 2025/04/18 call: x\n", (2, 1, "log-line")),
    ],
)
def test_an_event_that_is_no_bullet_is_not_lost_in_silence(text: str, place: Place) -> None:
    found, source = items(text)
    assert found == []
    assert places(source.findings) == [place]
    assert "- DATE [HH:MM] EVENT" in source.findings[0].hint


def test_two_logs_are_both_read() -> None:
    found, source = items("## Log\n- a\n## x\n## Log\n- b\n")
    assert found == ["a", "b"]
    assert places(source.findings) == [(4, 1, "second-log")]
    assert not source.is_broken


def test_a_heading_of_many_blanks_takes_no_time() -> None:
    """Tried against the pattern before: half a minute for two thousand blanks."""
    assert items("## " + " " * 100_000 + "x\n- a\n")[0] == []
