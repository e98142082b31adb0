"""Lily takes the central bank's rates over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossierkit.history.git import read
from dossierkit.history.git import run as git

Run = Callable[..., Any]
DAILY = "Date, USD, JPY, CNY, \n27 November 2026, 1.1573, 178.61, 8.2010, \n"


@pytest.fixture
def book(sample_book: Path) -> Path:
    """The sample book, in git."""
    read(sample_book, "init", "--quiet")
    git(sample_book, "add", "--all")
    git(sample_book, "commit", "--quiet", "--message=begin")
    return sample_book


def subjects(book: Path) -> list[str]:
    return read(book, "log", "--format=%s").splitlines()


def test_the_newest_day_is_added_in_one_commit_and_only_once(
    run: Run, book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "eurofxref.csv"
    file.write_text(DAILY)
    rates = book / "dossiers/rates.csv"
    before = rates.read_bytes()
    result = run("rates", "import", file, book=book)
    assert (result.status, result.stderr) == (0, "")
    assert result.stdout == "dossiers/rates.csv: 3 rates of 2026-11-27 added\n"
    assert rates.read_bytes() == before + (
        b"2026-11-27,EUR,CNY,8.2010,ECB\n"
        b"2026-11-27,EUR,JPY,178.61,ECB\n"
        b"2026-11-27,EUR,USD,1.1573,ECB\n"
    )
    assert subjects(book) == ["rates: add those of 2026-11-27", "begin"]
    again = run("rates", "import", file, book=book)
    assert (again.status, again.stdout) == (0, "")
    assert "stand there already; nothing was written" in again.stderr
    assert len(subjects(book)) == 2
    assert run("check", book=book, env={"LC_ALL": "C"}).stdout.count("rate-row") == 0


def test_a_file_saved_by_a_chinese_excel(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "boc.csv"
    file.write_bytes("date,from,to,rate,source\n2026-11-19,USD,CNY,7.09,中国银行\n".encode("gbk"))
    result = run("rates", "import", file, book=book)
    assert result.status == 1
    assert "boc.csv:2:1: error: the file is not UTF-8 [rate-row]" in result.stderr
    assert "save it as UTF-8 (in Excel: CSV UTF-8)" in result.stderr


def test_without_a_word_what_to_do(run: Run, book: Path) -> None:
    result = run("rates", book=book)
    assert result.status == 2
    assert "say where the rates come from: dossier rates import FILE" in result.stderr
    assert result.stderr.count("Usage:") == 1


def test_a_fresh_rate_makes_an_old_price_possible_again(
    run: Run, book: Path, tmp_path: Path
) -> None:
    words = ("price", "volga-svet", "BL-20", "--on", "2026-12-20", "--format", "json")
    assert run(*words, book=book).status == 1
    file = tmp_path / "eurofxref.csv"
    file.write_text(DAILY)
    run("rates", "import", file, book=book)
    result = run(*words, book=book)
    assert result.status == 0
    step = json.loads(result.stdout)["lines"][0]["steps"][-2]
    assert step["text"] == "1 USD = 7.086321611 CNY of 2026-11-27 (by way of EUR, ECB)"


def test_some_days_and_currencies_of_the_history(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text("Date,USD,CNY,\n2026-11-27,1.15,8.2,\n2026-11-26,1.14,8.1,\n2026-11-20,1,8,\n")
    words = ("--since", "2026-11-26", "--currency", "usd", "--format", "json")
    result = run("rates", "import", file, *words, book=book)
    assert [(one["date"], one["rate"]) for one in json.loads(result.stdout)] == [
        ("2026-11-26", "1.14"),
        ("2026-11-27", "1.15"),
    ]
    none = run("rates", "import", file, "--since", "2026-11-28", book=book)
    assert none.status == 1
    assert "no such rates (its newest day is 2026-11-27); nothing was written" in none.stderr


def test_another_rate_of_that_day_stays(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "bank.csv"
    file.write_text("date,from,to,rate,source\n2026-11-18,USD,EUR,0.9,another bank\n")
    result = run("rates", "import", file, book=book)
    assert "dossiers/rates.csv:17: another rate from USD to EUR of 2026-11-18" in result.stderr
    assert len(subjects(book)) == 1


def test_wrong_files_are_named_and_nothing_is_written(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.csv"
    file.write_text("Date, USD\n27 November 2026, about 1\n")
    result = run("rates", "import", file, book=book)
    assert result.status == 1
    assert "letter.csv:2:1: error: 'about 1' is no rate of USD [rate-row]" in result.stderr
    assert "nothing was written" in result.stderr
    assert run("rates", "import", tmp_path / "none.csv", book=book).status == 1
    assert run("rates", "import", tmp_path, book=book).status == 1
    assert run("rates", "import", file, "--currency", "dollars", book=book).status == 2
    assert len(subjects(book)) == 1


def test_errors_in_our_own_file_come_first(run: Run, book: Path, tmp_path: Path) -> None:
    rates = book / "dossiers/rates.csv"
    rates.write_text(rates.read_text() + "2026-11-19,USD,EUR,0;9,\n")
    file = tmp_path / "eurofxref.csv"
    file.write_text(DAILY)
    result = run("rates", "import", file, book=book)
    assert result.status == 1
    assert "dossiers/rates.csv has errors; mend it first" in result.stderr
