"""A day in Chinese: what a salesperson reads, and that it lines up."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA_FILE, git, make

from dossierkit.text.width import width

JOERG_FILE = "dossiers/customers/joerg-mueller.md"
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
        "dossiers/customers/anna.md:3:8: 错误: 这里不认识“harmny” [unknown-value]",
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


def said_in_chinese(run: Run, book: Path, *words: str | Path) -> str:
    """All that a command prints on the sample's day."""
    result = run(*words, *ON, book=book)
    return f"{result.stdout}{result.stderr}"


def test_values_are_read_in_chinese(run: Run, sample_book: Path) -> None:
    due = said_in_chinese(run, sample_book, "due")
    assert re.search(r"^ 7 天  Harriet Whitcombe .* 电话 ", due, re.MULTILINE)
    assert "2026-11-19 的询盘还没回复" in due
    assert "note:" not in due
    portrait = said_in_chinese(run, sample_book, "show", "joerg-mueller")
    for text in (
        "潜在客户 · 阶段 思念",
        "分析型 · 讲究礼数",
        "品牌商",
        "汇率风险低",
        "周末 周六, 周日",
    ):
        assert text in portrait
    report = said_in_chinese(run, sample_book, "report", "funnel")
    assert re.search(r"^阶段 .*感兴趣 .*犹豫 .*没有回音", report, re.MULTILINE)
    assert "和谐稳定" in report


def test_values_are_written_and_listed_as_they_stand_in_files(run: Run, sample_book: Path) -> None:
    listed = run("list", "stage=harmony", "--format", "json", "--lang", "zh", book=sample_book)
    assert "和谐" not in listed.stdout
    shown = run("show", "joerg-mueller", "--format", "json", *ON, book=sample_book)
    assert '"standing": "prospect"' in shown.stdout
    assert "- 2026-10-14 email out" in (sample_book / JOERG_FILE).read_text(encoding="utf-8")


def test_countries_and_their_holidays(run: Run, sample_book: Path) -> None:
    calendar = said_in_chinese(run, sample_book, "calendar")
    assert re.search(r"^2026-11-23 周一 +休息 +勤劳感谢日 +日本$", calendar, re.MULTILINE)
    assert re.search(r"^2026-12-26 周六 +休息 +节礼日 +英国, 尼日利亚$", calendar, re.MULTILINE)
    assert "由 2026-11-16 顺延：革命纪念日" in said_in_chinese(run, sample_book, "due")
    assert said_in_chinese(run, sample_book, "show", "mx").startswith("墨西哥 (mx)")


def test_a_country_keeps_the_name_that_its_file_gives_it(make_book: Any, run: Run) -> None:
    book = make_book({"dossiers/countries/mx.md": "---\nname: México\n---\n"})
    assert run("show", "mx", *ON, book=book).stdout.startswith("México (mx)")


def test_rows_stand_below_each_other(run: Run, sample_book: Path) -> None:
    lines = run("due", *ON, book=sample_book).stdout.splitlines()
    heading, *others = [line for line in lines if not line.startswith("      ")]
    place = width(heading[: heading.index("客户")])
    names = [next(n for n in range(len(line) + 1) if width(line[:n]) >= place) for line in others]
    late = {line[:start] for line, start in zip(others, names, strict=True)}
    assert all(text.endswith("  ") and not text.endswith("   ") for text in late)
    assert {" 今天  ", "11 天  "} <= late


def test_an_estimated_feast_is_a_tentative_entry(make_book: Any, run: Run) -> None:
    book = make_book(
        {
            "dossiers/countries/sa.md": "---\nname: Saudi Arabia\n---\n",
            "dossiers/customers/omar.md": "---\nname: Omar\ncountry: sa\nreligion: muslim\n"
            "source: {date: 2025-01-01}\nconsent: {sensitive: 2025-04-17 told me}\n---\n\n"
            "## Log\n\n- 2026-03-01 email in: hello\n- 2026-03-02 email out: hello\n",
        }
    )
    calendar = run("due", "--on", "2026-03-20", "--lang", "zh", "--format", "ics", book=book).stdout
    assert "开斋节" in calendar
    assert "STATUS:TENTATIVE" in calendar


def test_a_field_that_there_is_not_is_refused_in_chinese_with_its_remedy(
    tmp_path: Path, make_book: Any, run: Run
) -> None:
    book = make_book({"dossiers/book.yaml": "name: Lumora\n"})
    (tmp_path / "people.csv").write_text("Name,Stadium\nAnna,x\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text("columns: {Stadium: stge}\n", encoding="utf-8")
    words = ("import", tmp_path / "people.csv", "--map", tmp_path / "map.yaml")
    said = said_in_chinese(run, book, *words)
    assert "客户没有字段“stge” [unknown-field]\n    是不是想写 stage？" in said


def test_what_both_sides_changed_is_named_as_in_the_file(tmp_path: Path, run: Run) -> None:
    files = [tmp_path / f"{side}.md" for side in ("base", "ours", "theirs")]
    for file, stage in zip(files, ("interest", "harmony", "sincerity"), strict=True):
        file.write_text(f"---\nname: Anna\nstage: {stage}\n---\n", encoding="utf-8")
    said = run("merge-driver", *files, "dossiers/customers/anna.md", env={"LANGUAGE": "zh"})
    assert "stage" in said.stdout + said.stderr
    assert "阶段" not in said.stdout + said.stderr
