"""Lily looks for a word that stands somewhere in her book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA, ANNA_FILE, make

Run = Callable[..., Any]

MING = """\
---
name: 王小明
religion: Buddhist
consent: {sensitive: 2026-01-05 told me at dinner until 2026-12-31}
---
Met at the fair; drinks
no alcohol.

## Log

- 2026-11-01 call: Talked about the press proof,
  and about Müller.
- 2026-11-02 email out: Sent the quote.
"""
MING_FILE = "dossiers/customers/wang-xiao-ming.md"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book", {MING_FILE: MING})


def places(run: Run, book: Path, *words: str) -> list[tuple[str, int, str]]:
    result = run("find", "--format", "json", *words, book=book)
    return [
        (one["id"], hit["line"], hit["where"])
        for one in json.loads(result.stdout)
        for hit in one["hits"]
    ]


def test_facts_notes_and_log_lines_with_their_places(run: Run, book: Path) -> None:
    result = run("find", "catalogue", book=book)
    assert result.status == 0
    assert result.stdout.splitlines() == [
        "anna  Anna Schmidt",
        f"  {ANNA_FILE}:16  - 2026-11-03 email out by lily: Sent the catalogue.",
    ]
    assert result.stderr == "1 place in 1 dossier\n"
    assert places(run, book, "data", "sheet") == [("anna", 8, "next")]
    assert places(run, book, "strip-project") == [("anna", 9, "tags[0]")]
    assert places(run, book, "boss") == [("anna", 11, "notes")]


def test_a_name_by_its_syllables_and_a_line_that_goes_on(run: Run, book: Path) -> None:
    assert places(run, book, "wangxiaoming") == [("wang-xiao-ming", 2, "name")]
    assert places(run, book, "proof, and about mueller") == [("wang-xiao-ming", 11, "log")]
    assert places(run, book, "drinks no alcohol") == [("wang-xiao-ming", 6, "notes")]


def test_one_kind_only(run: Run, book: Path) -> None:
    assert places(run, book, "brightlite") == [
        ("anna", 3, "company"),
        ("anna", 5, "reach.email[0]"),
        ("brightlite", 2, "name"),
    ]
    assert places(run, book, "brightlite", "--kind", "company") == [("brightlite", 2, "name")]


def test_sensitive_facts_only_while_there_is_consent(run: Run, book: Path) -> None:
    assert places(run, book, "buddhist", "--on", "2026-11-20") == [
        ("wang-xiao-ming", 3, "religion")
    ]
    result = run("find", "buddhist", "--on", "2027-01-01", book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "stands nowhere" in result.stderr
    assert "wang" not in result.stderr


def test_a_file_that_can_t_be_read_is_searched_line_by_line(run: Run, book: Path) -> None:
    (book / ANNA_FILE).write_text(ANNA.replace("stage:", "stage: ["), encoding="utf-8")
    result = run("find", "catalogue", book=book)
    assert result.stdout.splitlines() == [
        f"anna  can't be read: dossier check {ANNA_FILE}",
        f"  {ANNA_FILE}:16  - 2026-11-03 email out by lily: Sent the catalogue.",
    ]


def test_nothing_to_look_for_and_no_book(run: Run, book: Path, tmp_path: Path) -> None:
    assert run("find", " ", book=book).status == 2
    assert run("find", "x", book=tmp_path).status == 1
    (book / "dossiers/book.yaml").write_text("name: [", encoding="utf-8")
    result = run("find", "x", book=book)
    assert result.status == 1
    assert "policy can't be read" in result.stderr


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(run: Run, book: Path) -> None:
    evil = ANNA.replace("She prepares", "\x1b[2J She prepares")
    (book / ANNA_FILE).write_text(evil, encoding="utf-8")
    assert "\x1b" not in run("find", "prepares", book=book).stdout
