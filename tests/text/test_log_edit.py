"""One more log line: exactly one line of the file, where its own order puts it."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from random import Random

import pytest
from anyfile import AnyFile
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.text.fence import split
from dossierkit.text.log import read_log
from dossierkit.text.log_edit import add_log_line
from dossierkit.text.notes import read_notes
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source

HEAD = "---\nname: A\n---\n"
DAY = date(2025, 5, 10)
LINE = "2025-05-10 call: new"
TIMED = "2025-05-10 10:00 call: new"


def add(body: str, more: tuple[str, ...] = ()) -> str:
    """A body with an untimed line of the 10th."""
    text = add_log_line(HEAD + body, LINE, more, DAY)
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


def add_timed(body: str) -> str:
    """A body with a line of the 10th, ten o'clock."""
    return add_log_line(HEAD + body, TIMED, (), DAY, time(10)).removeprefix(HEAD)


def log(*lines: str) -> str:
    return "## Log\n\n" + "".join(f"- {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["2025-05-09 call: a"], []),
        ([], ["2025-05-11 call: a"]),
        (["2025-05-09 call: a"], ["2025-05-11 call: b"]),
        (["2025-05-09 call: a", "2025-05-10 call: b"], ["2025-05-11 call: c"]),
        (["2025-05-10 call: a"], ["2025-05-10 09:00 call: b"]),
        (["2025-05-11 call: a", "2025-05-12 call: b", "2025-05-09 call: c"], []),
        (["2025-05-09 call: a", "no log line"], ["2025-05-11 call: c"]),
        (["no log line"], []),
    ],
)
def test_oldest_first(before: list[str], after: list[str]) -> None:
    unread = [line for line in before if line == "no log line"]
    lines = [line for line in before if line not in unread]
    where = [*lines, LINE, *unread] if unread and lines else [*before, LINE]
    assert add(log(*before, *after)) == log(*where, *after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ["2025-05-09 call: a", "2025-05-08 call: b"]),
        (["2025-05-12 call: a", "2025-05-11 call: b"], []),
        (["2025-05-12 call: a"], ["2025-05-10 call: b", "2025-05-09 call: c"]),
        (["2025-05-12 call: a", "2025-05-10 09:00 call: b"], ["2025-05-09 call: c"]),
    ],
)
def test_newest_first(before: list[str], after: list[str]) -> None:
    assert add(log(*before, *after)) == log(*before, LINE, *after)


def test_on_one_day_times_count() -> None:
    lines = [f"2025-05-10 {what}: x" for what in ("call", "09:00 call", "10:00 call")]
    late = "2025-05-10 10:01 call: x"
    assert add_timed(log(*lines, late)) == log(*lines, TIMED, late)
    newer = ["2025-05-11 call: x", late]
    assert add_timed(log(*newer, *reversed(lines))) == log(*newer, TIMED, *reversed(lines))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## Log\n\n* 2025-05-09 call: a\n  more\n\n\tmore\n\n# End\n- x\n",
            "## Log\n\n* 2025-05-09 call: a\n  more\n\n\tmore\n* NEW\n\n# End\n- x\n",
        ),
        (
            "## Log\n- 2025-05-09 call: a\n  ```\n- b\n\n  ```\n\n  c\n\nd\n",
            "## Log\n- 2025-05-09 call: a\n  ```\n- b\n\n  ```\n\n  c\n- NEW\n\nd\n",
        ),
        (
            "## Log\n- 2025-05-09 call: a\nlazy\n## Notes\n",
            "## Log\n- 2025-05-09 call: a\nlazy\n- NEW\n## Notes\n",
        ),
        (
            "## Log\n- 2025-05-09 call: a\n- [ ] to do\n",
            "## Log\n- 2025-05-09 call: a\n- NEW\n- [ ] to do\n",
        ),
        (
            "## Log\n- 2025-05-09 call: a\n\n```\nnever closed\n",
            "## Log\n- 2025-05-09 call: a\n- NEW\n\n```\nnever closed\n",
        ),
        (
            "## Log\n- 2025-05-09 call: a\n### Sub\n- 2025-05-11 call: b\n",
            "## Log\n- 2025-05-09 call: a\n- NEW\n### Sub\n- 2025-05-11 call: b\n",
        ),
        ("## Log\n- 2025-05-09 call: a", "## Log\n- 2025-05-09 call: a\n- NEW\n"),
        ("\n## Log\n", "\n## Log\n- NEW\n"),
        ("\n## Log", "\n## Log\n- NEW\n"),
        ("\n## LOG ##\n\n", "\n## LOG ##\n\n- NEW\n"),
        ("\n## Log\n\n\n", "\n## Log\n\n\n- NEW\n"),
        ("## Log\n\n## Notes\n", "## Log\n- NEW\n\n## Notes\n"),
        ("## Log\n\n\n## Notes\n", "## Log\n\n- NEW\n\n## Notes\n"),
        ("## Log\n## Notes\n", "## Log\n- NEW\n## Notes\n"),
        ("## Log\n\nText.\n", "## Log\n- NEW\n\nText.\n"),
        ("## Log\n\n- [ ] to do\n", "## Log\n- NEW\n\n- [ ] to do\n"),
        ("## Log\n\n  more\n\ttext\n\nText\n", "## Log\n\n  more\n\ttext\n- NEW\n\nText\n"),
        ("## Log\n\n  # Top\n", "## Log\n- NEW\n\n  # Top\n"),
        ("## Log\n\n```\nopen\n", "## Log\n- NEW\n\n```\nopen\n"),
        ("```\n## Log\n```\n\n## Log\n", "```\n## Log\n```\n\n## Log\n- NEW\n"),
        ("", "\n## Log\n\n- NEW\n"),
        ("Notes.\n", "Notes.\n\n## Log\n\n- NEW\n"),
        ("Notes.", "Notes.\n\n## Log\n\n- NEW\n"),
        ("Notes.\n\n", "Notes.\n\n## Log\n\n- NEW\n"),
        ("# Log\n\n### Log\n", "# Log\n\n### Log\n\n## Log\n\n- NEW\n"),
    ],
)
def test_a_line_goes_behind_all_that_belongs_to_another(body: str, expected: str) -> None:
    assert add(body) == expected.replace("NEW", LINE)


def test_a_file_that_ends_with_its_header_gets_a_log() -> None:
    expected = f"{HEAD}\n## Log\n\n- {LINE}\n"
    assert add_log_line(HEAD.removesuffix("\n"), LINE, (), DAY) == expected


def test_lines_that_continue_it_follow() -> None:
    expected = f"## Log\n- {LINE}\n  one\n    # two\n\n## Notes\n"
    assert add("## Log\n\n## Notes\n", ("  one", "    # two")) == expected


def test_line_ends_are_as_around_it() -> None:
    text = (HEAD + log("2025-05-09 call: a", "2025-05-11 call: b")).replace("\n", "\r\n")
    for before in (text, text.removesuffix("\r\n"), HEAD.replace("\n", "\r\n")):
        after = add_log_line(before, LINE, ("  more",), DAY)
        assert f"- {LINE}\r\n  more\r\n" in after
        assert "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no header\n", "does not begin with a header"),
        (f"{HEAD}Text\n```\nopen\n", "a code block that begins in line 5 is never closed"),
    ],
)
def test_where_no_log_can_stand(text: str, message: str) -> None:
    with pytest.raises(CannotEdit, match=message):
        add_log_line(text, LINE, (), DAY)


PIECES = (
    *("Text.\n", "\n", "   \n", "## Log\n", "\n## Log\n\n", "## Notes\n", "### Sub\n", "# Top\n"),
    *("```\n## Log\n- 2025-05-01 call: x\n```\n", "  ~~~~\n- a\n  ~~~~\n", "- [ ] to do\n"),
    *("- 2025-05-{d} call: a\n", "- 2025-05-{d} 10:00 call: b\n  more\n\n  more\n", "  more\n"),
    *("* 2025-05-{d} note: 中文 😀 \n", "- 2025-05-{d} call: c\nlazy\n", "- no line\n", "lazy\n"),
    *("- 2025-05-{d} order USD 1,000.00: x #a\n", "| a | b |\n", "- 2025-05-{d}\tcall:\tx\t\n"),
)


def any_body(random: Random) -> str:
    pieces = random.choices(PIECES, k=random.randint(0, 9))
    body = "".join(piece.format(d=f"{random.randint(1, 28):02d}") for piece in pieces)
    return body.removesuffix("\n") if random.random() < 0.2 else body


@settings(derandomize=True, max_examples=1200, deadline=None, database=None)
@given(st.integers(0, 2**32), st.booleans())
def test_a_log_line_is_one_line_more(seed: int, is_plain: bool) -> None:
    random = Random(seed)
    text = HEAD + any_body(random) if is_plain else AnyFile(seed).dossier()
    if random.random() < 0.2:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    day = date(2025, 5, 1) + timedelta(random.randint(0, 28))
    clock = random.choice((None, time(9, 30)))
    line = f"{day} {clock:%H:%M} call: new" if clock else f"{day} call: new"
    before, body = events(text)
    after = add_log_line(text, line, (), day, clock)
    now, new_body = events(after)
    assert now - before == Counter({(day, clock, "call", "both", None, None, "new", None, ()): 1})
    assert before - now == Counter()
    assert new_body == body
    rows = after.split("\n")
    at = next(number for number, row in enumerate(rows) if row.rstrip("\r")[2:] == line)
    is_one_more = rows[:at] + rows[at + 1 :] == text.split("\n")
    is_at_end = after.startswith(text) and at == len(rows) - 2
    is_new_log = after.count("## Log") > text.count("## Log")
    assert is_one_more or (is_at_end and (is_new_log or not text.endswith("\n")))
    if "\r\n" in text:
        assert "\n" not in after.replace("\r\n", "")


def events(text: str) -> tuple[Counter[tuple[object, ...]], str]:
    """The events of a file, and its notes."""
    source = Source("x.md", text)
    parts = split(source)
    assert parts is not None
    lines = read_log(source, parts.body).lines
    return Counter(line[:-2] for line in lines), read_notes(source, parts.body)
