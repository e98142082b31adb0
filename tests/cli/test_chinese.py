"""A day in Chinese: what a salesperson reads, and that it lines up."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA_FILE, git, make

from dossierkit.text.width import width

ON = ("--on", "2026-11-20", "--lang", "zh")
Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("due", "--why", "anna"), "没有未完成的下一步"),
        (("calendar", "--within", "30d"), "结婚纪念日"),
        (("pool",), "公海里"),
        (("report", "overview"), "成交客户"),
        (("price", "anna"), "目录价"),
        (("templates",), "信件类型"),
        (("gaps",), "值得了解的资料已知"),
    ],
)
def test_what_is_said_is_chinese(
    run: Run, sample_book: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(*words, *(ON if words[0] != "templates" else ON[2:]), book=sample_book)
    assert said in result.stdout + result.stderr


def test_findings_and_their_remedies(make_book: Callable[..., Path], run: Run) -> None:
    book = make_book({"dossiers/customers/anna.md": "---\nname: Anna\nstage: harmny\n---\n"})
    result = run("check", "--lang", "zh", book=book)
    assert result.stdout.splitlines()[:2] == [
        "dossiers/customers/anna.md:3:8: error: 这里不认识“harmny” [unknown-value]",
        "    是不是想写“harmony”？",
    ]
    assert result.stderr == "2 个文件里有 1 个错误\n"


def test_columns_stand_below_each_other(run: Run, sample_book: Path) -> None:
    lines = run("report", "sources", *ON, book=sample_book).stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("渠道"))
    table = lines[start : lines.index("", start)]
    ends = {width(line[: line.index(word) + len(word)]) for line, word in ((table[0], "人数"),)}
    assert all(re.search(r"\d", line) for line in table[1:])
    column = ends.pop()
    for line in table[1:]:
        place = next(n for n in range(len(line) + 1) if width(line[:n]) == column)
        assert line[place - 1].isdigit()


def test_wrong_usage_and_what_nobody_knows(run: Run, sample_book: Path) -> None:
    assert "没有选项 '--nosuch'" in run("due", "--nosuch", "--lang", "zh").stderr
    result = run("show", "nobody-at-all", *ON, book=sample_book)
    assert result.status == 1
    assert result.stderr.startswith("错误：没有叫“nobody-at-all”的")


def test_a_letter_that_is_stopped_says_why_in_chinese(
    make_book: Callable[..., Path], run: Run
) -> None:
    book = make_book(
        {
            "dossiers/book.yaml": "mail: {from: lily}\n",
            "dossiers/team/lily.md": "---\nname: Lily\nemail: lily@lumora.example\n---\n",
            "dossiers/customers/anna.md": "---\nname: Anna\nreach: {email: anna@a.example}\n---\n",
            "templates/hello/en.md": "---\nsubject: Hello\n---\n{{ company.name }}\n",
        }
    )
    said = run("render", "hello", "anna", *ON, book=book).stderr
    assert "封没有写成" in said
    assert "请填 'company'" in said


def test_what_is_written_stays_in_the_words_of_the_book(tmp_path: Path, run: Run) -> None:
    rates = tmp_path / "bank.csv"
    rates.write_text("date,from,to,rate,source\n2026-11-18,EUR,USD,1.1,bank\n", encoding="utf-8")
    book = make(tmp_path / "book")
    commands = (
        ("log", "anna", "call", "hello", "--next", "3d call"),
        ("set", "anna", "stage", "harmony"),
        ("take", "anna", "--by", "mei"),
        ("bounce", "--address", "anna@brightlite.example", "--why", "left"),
        ("rates", "import", rates),
        ("handover", "lily", "mei", "--to", tmp_path / "briefs"),
        ("new", "customer", "Eva Lang"),
    )
    for words in commands:
        run(*words, "--lang", "zh", book=book)
    messages = git(book, "log", "--format=%B")
    assert messages.isascii()
    assert "bounce(anna)" in messages
    log = (book / ANNA_FILE).read_text(encoding="utf-8").partition("## Log")[2]
    assert log.isascii()


def test_a_country_s_file_of_a_wrong_name_is_told_in_chinese_alone(
    run: Run, make_book: Any
) -> None:
    book = make_book({"dossiers/countries/xx.md": "---\nname: Nowhere\n---\n"})
    result = run("check", "--lang", "zh", book=book)
    assert "请用 ISO 3166 的两个字母给文件命名" in result.stdout
