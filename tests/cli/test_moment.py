"""`--at`: what did the book say then?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from timeline import ANNA, KARL, Timeline, text

Run = Callable[..., Any]
POLICY = "dossiers/book.yaml"


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    made = Timeline(tmp_path / "book")
    early = text("stage: interest\nnext: 2026-06-30 send samples\n")
    made.commit("2026-06-29", {POLICY: "timezone: Asia/Shanghai\n", ANNA: early}, "begin")
    made.git("tag", "v1")
    late = text("stage: harmony\nnext: 2026-07-20 ask\n", "- 2026-07-01 call: Yes.\n")
    made.commit("2026-07-02", {ANNA: late, KARL: text(name="Karl")}, "later")
    return made


def test_what_a_dossier_said_in_june(line: Timeline, run: Run) -> None:
    now = run("show", "anna", "--on", "2026-07-03", book=line.root)
    assert "stage harmony" in now.stdout
    for at in ("2026-06-30", "v1", "HEAD~1"):
        then = run("show", "anna", "--at", at, book=line.root)
        assert then.status == 0
        assert "stage interest" in then.stdout
        head = line.git("rev-parse", "HEAD~1")[:8]
        assert then.stderr.startswith(f"as it stood at commit {head} of 2026-06-29: begin\n")
    data = run("show", "anna", "--at", "v1", "--format", "json", book=line.root)
    assert json.loads(data.stdout)["header"]["stage"] == "interest"
    assert run("show", "karl", "--at", "v1", book=line.root).status == 1


def test_what_was_due_then(line: Timeline, run: Run) -> None:
    def due(*words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            run("due", "--format", "json", *words, book=line.root).stdout
        )
        return found

    then = due("--at", "2026-06-30")
    assert then["on"] == "2026-06-30"
    assert [one["reasons"][0]["text"] for one in then["due"]] == ["send samples"]
    assert due("--at", "v1")["on"] == "2026-06-29"
    later = due("--at", "v1", "--on", "2026-07-03")
    assert (later["on"], later["due"][0]["overdue_days"]) == ("2026-07-03", 3)
    why = run("due", "--why", "anna", "--at", "v1", "--on", "2026-07-03", book=line.root)
    assert "3 days overdue" in why.stdout


def test_the_day_they_entered_git_is_still_known(line: Timeline, run: Run) -> None:
    words = ("--at", "HEAD", "--on", "2026-07-10", "--format", "json")
    found = json.loads(run("due", *words, book=line.root).stdout)
    [karl] = [one for one in found["due"] if one["id"] == "karl"]
    assert karl["reasons"][0]["text"] == "never contacted; on file since 2026-07-02"
    line.rename("2026-07-04", KARL, "dossiers/customers/karl-b.md")
    at = json.loads(run("due", "--at", "HEAD~1", *words[2:], book=line.root).stdout)
    assert at["due"] == found["due"]


def test_what_could_not_be_read_then(line: Timeline, run: Run) -> None:
    line.commit("2026-07-05", {KARL: "no header", ANNA: text("stage: nonsense\n")})
    result = run("show", "anna", "--at", "2026-07-05", book=line.root)
    assert "1 finding: dossier check --at 2026-07-05" in result.stderr
    assert run("due", "--at", "2026-07-05", book=line.root).status == 1


def test_words_that_are_no_moment(line: Timeline, run: Run) -> None:
    for at, why in (
        ("nonsense", "there is no revision 'nonsense'"),
        ("--all", "is no revision"),
        ("2020-01-01", "nothing was committed by 2020-01-01: the history begins on 2026-06-29"),
        ("2026-02-30", "there is no day 2026-02-30"),
    ):
        for command in (("show", "anna"), ("due",)):
            result = run(*command, "--at", at, book=line.root)
            assert (result.status, result.stdout) == (1, "")
            assert why in result.stderr


def test_a_policy_that_was_broken(line: Timeline, run: Run) -> None:
    line.commit("2026-07-05", {POLICY: "timezone: [\n"})
    assert run("due", "--at", "HEAD", book=line.root).status == 1
    assert run("due", "--at", "v1", book=line.root).status == 0


@pytest.mark.parametrize("zone", ["", "timezone: Nowhere/Here\n"])
def test_without_a_time_zone(line: Timeline, run: Run, zone: str) -> None:
    line.commit("2026-07-05", {POLICY: zone})
    result = run("show", "anna", "--at", "2026-07-05", book=line.root)
    assert "stage harmony" in result.stdout


def test_a_plain_folder(line: Timeline, run: Run, tmp_path: Path) -> None:
    (line.root / ".git").rename(tmp_path / "away")
    for command in (("show", "anna"), ("due",)):
        result = run(*command, "--at", "2026-06-30", book=line.root)
        assert result.status == 1
        assert "this book is in no git repository" in result.stderr
