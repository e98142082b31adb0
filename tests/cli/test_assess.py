"""`dossier assess`: a member answers 24 statements, and sees how it develops."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import git, make, numstat

from dossierkit.cli.assess_text import sparkline
from dossierkit.schema.answers import read_answers
from dossierkit.text.source import decode

Run = Callable[..., Any]
LILY = "dossiers/team/lily.md"
MAY = ("--on", "2026-05-20")
SEPTEMBER = ("--on", "2026-09-20")


class Terminal:
    """A keyboard: lines that somebody types, and then Ctrl-C."""

    def __init__(self, typed: str) -> None:
        self.lines = typed.splitlines(keepends=True)

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:
        if not self.lines:
            raise KeyboardInterrupt
        return self.lines.pop(0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Twenty-four answers in the middle, but for the first two statements."""
    file = tmp_path / "lily.csv"
    file.write_text("9 8 " + "5 " * 22)
    return file


def test_answers_are_asked_one_by_one_and_kept_in_one_commit(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["7", "b", "9", "x", "0", " 8 ", *["5"] * 22]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(typed) + "\n"))
    result = run("assess", "lily", "--lang", "en", *MAY, book=book)
    assert result.status == 0, result.stderr
    assert result.stderr.startswith("24 statements about how you sell.")
    assert " 1/24\nBefore customers decide" in result.stderr
    assert result.stderr.count(" 1/24\n") == 2
    assert "1-9 or b [7]" in result.stderr
    assert result.stderr.count("a number from 1 to 9, or 'b' to go back") == 2
    lines = (book / LILY).read_text().splitlines()
    assert lines[3:6] == [
        "assessments:",
        "  - date: 2026-05-20",
        f"    answers: [9, 8, {', '.join('5' * 22)}]",
    ]
    assert numstat(book) == {LILY: (3, 0)}
    assert git(book, "log", "-1", "--format=%s") == "assess(lily): assessments\n"
    assert "2026-05-20    127" in result.stdout
    assert run("check", LILY, book=book).status == 0


def test_back_at_the_first_statement_stays_there(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("b\n" + "5\n" * 24))
    assert "120" in run("assess", "lily", *MAY, book=book).stdout


def test_whoever_stops_has_written_nothing(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("5\n6\n7\n"))
    result = run("assess", "lily", "--lang", "zh", *MAY, book=book)
    assert (result.status, result.stdout.strip()) == (130, "")
    assert "按 Ctrl-C 停止" in result.stderr
    assert result.stderr.endswith("\n什么都没有写入\n已停止\n")
    assert git(book, "log", "--format=%s") == "begin\n"
    assert not git(book, "status", "--porcelain")


def test_without_a_terminal_a_file_is_needed(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("5\n" * 24))
    result = run("assess", "lily", *MAY, book=book)
    assert result.status == 1
    assert "nobody is here to answer; give the answers in a file: --from FILE.csv" in result.stderr


def test_the_trend_and_what_to_work_on(run: Run, book: Path, sheet: Path) -> None:
    run("assess", "lily", "--from", sheet, *MAY, book=book)
    sheet.write_text("9 8 1 1 " + "5 " * 20)
    result = run("assess", "lily", "--from", sheet, "--lang", "en", *SEPTEMBER, book=book)
    assert numstat(book) == {LILY: (2, 0)}
    assert (
        result.stdout
        == """\
Lily Chen: customer orientation, 24 to 216 (SOCO)

DATE        TOTAL  CHANGE  MEAN (1-9)
2026-05-20    127                 5.3
2026-09-20    135      +8         5.6

course: ▁█

AREA                      MEAN  CHANGE
finding needs              5.8    +0.0
solving problems           5.0    +0.0
informing                  6.3    +0.0
honesty                    5.8    +0.8
selling without pressure   6.0    +1.0
respect                    5.0    +0.0

Work on:

  solving problems (dedication)
    Note one aim of each customer in the dossier, and name it whenever you propose a product.

  respect (respect)
    After each deal write down what the customer gained by it; if you find nothing, ask them.
"""
    )
    chinese = run("assess", "lily", "--show", "--lang", "zh", *SEPTEMBER, book=book).stdout
    assert "解决问题 (敬业)" in chinese


def test_json_for_programs(run: Run, book: Path, sheet: Path) -> None:
    result = run("assess", "lily", "--from", sheet, "--format", "json", *MAY, book=book)
    data = json.loads(result.stdout)
    assert (data["id"], data["name"], data["incomplete"]) == ("lily", "Lily Chen", [])
    (one,) = data["assessments"]
    assert (one["date"], one["total"], one["change"], one["mean"]) == (
        "2026-05-20",
        127,
        None,
        5.29,
    )
    assert (one["path"], one["line"]) == (LILY, 5)
    assert one["areas"]["informing"] == 6.33
    assert [area["name"] for area in data["weakest"]] == ["solving", "honesty"]
    assert {"title", "principle", "work_on", "mean"} <= {*data["weakest"][0]}


def test_an_empty_sheet_can_be_filled_in(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("assess", "lily", "--blank", "--lang", "zh", book=book)
    head, *rows = csv.reader(result.stdout.splitlines())
    assert head == ["statement", "answer", "text"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 25)]
    filled = "\n".join(",".join([row[0], "5", f'"{row[2]}"']) for row in rows)
    source = decode("lily.csv", f"{','.join(head)}\n{filled}\n".encode())
    assert (read_answers(source, 24, 1, 9), source.findings) == ([5] * 24, [])


def test_answers_may_come_through_a_pipe(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"5 " * 24)))
    assert run("assess", "lily", "--from", "-", *MAY, book=book).status == 0


def test_a_wrong_file_is_told_line_by_line(run: Run, book: Path, sheet: Path) -> None:
    sheet.write_text("statement,answer\n1,9\n2,10\n")
    result = run("assess", "lily", "--from", sheet, *MAY, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert f"{sheet}:3:3: error: answer: 10 is out of range [number]" in result.stderr
    assert "write a number from 1 to 9" in result.stderr
    gone = run("assess", "lily", "--from", "gone.csv", *MAY, book=book)
    assert gone.status == 1
    assert "gone.csv: No such file" in gone.stderr
    assert git(book, "log", "--format=%s") == "begin\n"


def test_a_day_has_one_assessment_and_is_not_to_come(run: Run, book: Path, sheet: Path) -> None:
    run("assess", "lily", "--from", sheet, *MAY, book=book)
    again = run("assess", "lily", "--from", sheet, *MAY, book=book)
    assert again.status == 1
    assert f"has an assessment of 2026-05-20 already, in {LILY}:5" in again.stderr
    ahead = run("assess", "lily", "--from", sheet, "--on", "+8w", book=book)
    assert ahead.status == 1
    assert "has not come yet; nothing was asked" in ahead.stderr


def test_a_single_one_becomes_a_list(run: Run, book: Path, sheet: Path) -> None:
    old = f"assessments: {{date: 2025-01-02, answers: {[5] * 24}}}\n"
    text = (book / LILY).read_text().replace("---\n", f"---\n{old}", 1)
    (book / LILY).write_text(text)
    result = run("assess", "lily", "--from", sheet, *MAY, book=book)
    assert result.status == 0, result.stderr
    assert "held changes that were not committed" in result.stderr
    assert "2025-01-02    120" in result.stdout


def test_an_incomplete_one_is_said_and_not_scored(run: Run, book: Path) -> None:
    text = (book / LILY).read_text()
    old = "assessments:\n  - {date: 2026-01-02, answers: [5, 5]}\n  - {answers: [5]}\n"
    (book / LILY).write_text(text.replace("---\n", f"---\n{old}", 1))
    result = run("assess", "lily", "--show", *MAY, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "Lily Chen has no assessment yet: dossier assess lily" in result.stderr
    assert (
        f"{LILY}:3: the assessment of 2026-01-02 is not scored: it has 2 answers of 24"
        in result.stderr
    )
    assert f"{LILY}:4: an assessment is not scored: it has no date" in result.stderr
    shown = run("assess", "lily", "--show", "--format", "json", *MAY, book=book)
    assert json.loads(shown.stdout)["incomplete"] == [
        {"date": "2026-01-02", "answers": 2, "path": LILY, "line": 3},
        {"date": None, "answers": 1, "path": LILY, "line": 4},
    ]
    assert json.loads(shown.stdout)["weakest"] == []


def test_wrong_words(run: Run, book: Path, sheet: Path) -> None:
    both = run("assess", "lily", "--show", "--from", sheet, book=book)
    assert both.status == 2
    assert "don't go together" in both.stderr
    assert run("assess", "nobody", "--show", book=book).status == 1


def test_the_course_in_small() -> None:
    assert sparkline([24, 120, 216]) == "▁▄█"
    assert sparkline([150, 150]) == "▁▁"
