"""What is printed: harmless to a terminal and a spreadsheet, aligned, cut where it must be."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest

from dossierkit.cli import output
from dossierkit.cli.output import Column

COLUMNS = (Column("LATE", right=True), Column("WHO", shrinks=True), Column("DO"))
ROWS = [["2 d", "Anna Schmidt-Wasserfallen", "call"], ["11 d", "王小明", "write"]]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A person's terminal that wants colours."""
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "30")
    return monkeypatch


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jörg 王小明 Сергей", "Jörg 王小明 Сергей"),
        ("10\u202f000\u00a0€", "10\u202f000\u00a0€"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\rb\tc\x07", "a\\x0db\\x09c\\x07"),
        ("a\u202eb\u200b", "a\\u202eb\\u200b"),
        ("two\nlines", "two⏎lines"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert output.safe(text) == shown
    assert output.safe(text, lines=True) == shown.replace("⏎", "\n")


def test_json_is_safe_too_and_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"name": "王\x1b[1m\u202e\u200b\x7f", "amount": "10\u00a0000", "lines": "a\nb"}
    output.say_json(value)
    text = capsys.readouterr().out
    assert all(character.isprintable() or character in "\n\u00a0" for character in text)
    assert "王" in text
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1", "-1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("a,b", '"a,b"'),
        ("a\nb", "a⏎b"),
        ("", '""'),
    ],
)
def test_csv_cells_are_no_formulas(
    cell: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output.say_csv(["name"], [[cell]])
    assert capsys.readouterr().out == f"name\n{shown}\n"


def test_a_table_in_a_pipe_is_whole() -> None:
    assert output.table(COLUMNS, ROWS) == [
        "LATE  WHO                        DO",
        " 2 d  Anna Schmidt-Wasserfallen  call",
        "11 d  王小明                     write",
    ]


def test_a_table_on_a_terminal_fits(terminal: pytest.MonkeyPatch) -> None:
    heading, first, second = output.table(COLUMNS, ROWS)
    assert heading == "\x1b[1mLATE  WHO                DO\x1b[0m"
    assert first == " 2 d  Anna Schmidt-Was…  call"
    assert second == "11 d  王小明             write"


def test_a_column_keeps_eight_places(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("COLUMNS", "10")
    assert output.table(COLUMNS, ROWS)[1] == " 2 d  Anna Sc…  call"


def test_wide_characters_are_cut_by_places() -> None:
    assert output.cut("王小明先生", 7) == "王小明…"
    assert output.cut("王小明先生", 6) == "王小…"
    assert output.cut("Anna", 4) == "Anna"


@pytest.mark.parametrize(("text", "places"), [("Anna", 4), ("王小明", 6), ("é", 1), ("a\x07é", 3)])
def test_width(text: str, places: int) -> None:
    assert output.width(text) == places


def test_colours_only_where_they_are_wanted(terminal: pytest.MonkeyPatch) -> None:
    assert output.paint("late", "red") == "\x1b[31mlate\x1b[0m"
    terminal.setenv("TERM", "dumb")
    assert output.paint("late", "red") == "late"
    terminal.setenv("TERM", "xterm")
    terminal.setenv("NO_COLOR", "")
    assert output.paint("late", "red") == "late"


def test_no_colours_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert output.is_terminal() is False
    assert output.columns_of_terminal() == 0
    assert output.paint("late", "red") == "late"


def test_paragraphs_are_wrapped_on_a_terminal(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.setenv("COLUMNS", "20")
    output.say_indented("one two three four five", 4)
    assert capsys.readouterr().out == "    one two three\n      four five\n"
    terminal.setenv("COLUMNS", "wide")
    assert output.columns_of_terminal() == 80
    terminal.setattr("os.get_terminal_size", lambda _: os.terminal_size((66, 24)))
    terminal.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert output.columns_of_terminal() == 66


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two three", 0, ["one two three"]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("王小明先生你好", 6, ["王小明", "先生你", "好"]),
        ("unbreakable word", 4, ["unbreakable", "word"]),
    ],
)
def test_wrapped(text: str, room: int, lines: list[str]) -> None:
    assert output.wrapped(text, room) == lines


def test_messages_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.remark("a\x1b")
    output.complain("two\nlines")
    output.say()
    captured = capsys.readouterr()
    assert captured.err == "a\\x1b\nError: two\nlines\n"
    assert captured.out == "\n"


def test_chinese_that_goes_on_behind_a_word_is_broken_anywhere() -> None:
    text = "人数按来源统计（source.date，没有就按第一次联系）。"
    lines = output.wrapped(text, 20)
    assert "".join(lines) == text
    assert max(map(output.width, lines)) <= 20
