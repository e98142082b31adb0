"""`dossier sync` as typed: what is printed, and the exit status."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

Run = Callable[..., Any]

ANNA = "dossiers/customers/anna.md"


def person(country: str) -> str:
    return f"---\nname: Anna\ncountry: {country}\n---\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path, text: str, path: str = ANNA) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--no-verify", "-m", "x")


@pytest.fixture
def clones(tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """Lily's and Tom's clones of one book."""
    git(tmp_path, "init", "--quiet", "--bare", "server.git")
    git(tmp_path, "init", "--quiet", "lily")
    lily = write_book(tmp_path / "lily", {ANNA: person("de")})
    commit(lily, person("de"))
    git(lily, "remote", "add", "origin", "../server.git")
    assert run("sync", book=lily).status == 0
    git(tmp_path, "clone", "--quiet", "server.git", "tom")
    assert run("sync", book=tmp_path / "tom").status == 0
    return lily, tmp_path / "tom"


def test_what_went_out_and_what_came_in(run: Run, clones: tuple[Path, Path]) -> None:
    lily, tom = clones
    commit(lily, person("at"))
    result = run("sync", book=lily)
    assert (result.status, result.stdout) == (0, "went out: 1 commit by Lily Chen: anna\n")
    result = run("sync", book=tom)
    assert (result.status, result.stdout) == (0, "came in: 1 commit by Lily Chen: anna\n")
    assert run("sync", book=tom).stdout == "up to date\n"


def test_many_dossiers_in_brief_and_files_beside_them(run: Run, clones: tuple[Path, Path]) -> None:
    lily, _ = clones
    for number in range(7):
        commit(lily, f"---\nname: C {number}\n---\n", f"dossiers/customers/c-{number}.md")
    assert (
        "7 commits by Lily Chen: c-0, c-1, c-2, c-3, c-4 and 2 more"
        in run("sync", book=lily).stdout
    )
    commit(lily, "hello\n", "README.txt")
    assert run("sync", book=lily).stdout == "went out: 1 commit by Lily Chen\n"


def test_json(run: Run, clones: tuple[Path, Path]) -> None:
    lily, tom = clones
    commit(lily, person("at"))
    result = run("sync", "--format", "json", book=lily)
    data = json.loads(result.stdout)
    assert data["pushed"] is True
    assert data["came"] == data["questions"] == data["findings"] == []
    (went,) = data["went"]
    assert (went["author"], went["subject"], went["dossiers"]) == ("Lily Chen", "x", ["anna"])
    commit(tom, person("ch"))
    result = run("sync", "--format", "json", book=tom)
    assert result.status == 1
    assert json.loads(result.stdout)["questions"] == [
        {"path": ANNA, "lines": [3, 7], "deleted": False}
    ]


def test_a_merge_that_asks_is_answered(run: Run, clones: tuple[Path, Path]) -> None:
    lily, tom = clones
    commit(lily, person("at"))
    run("sync", book=lily)
    commit(tom, person("ch"))
    result = run("sync", book=tom)
    assert result.status == 1
    assert f"{ANNA}:3:1: both sides\n" in result.stdout
    assert "dossier sync --continue" in result.stderr
    result = run("sync", "--continue", book=tom)
    assert (result.status, "not every question is answered" in result.stderr) == (1, True)
    (tom / ANNA).write_text(person("li"), encoding="utf-8")
    result = run("sync", "--continue", book=tom)
    assert result.status == 0
    assert "went out: 1 commit by Lily Chen: anna\n" in result.stdout


def test_a_merge_is_taken_back(run: Run, clones: tuple[Path, Path]) -> None:
    lily, tom = clones
    commit(lily, person("at"))
    run("sync", book=lily)
    commit(tom, person("ch"))
    run("sync", book=tom)
    result = run("sync", "--abort", book=tom)
    assert (result.status, "as it is before" in result.stderr or "taken back" in result.stderr) == (
        0,
        True,
    )
    assert (tom / ANNA).read_text(encoding="utf-8") == person("ch")
    assert run("sync", "--abort", book=tom).status == 1


def test_errors_are_not_pushed(run: Run, clones: tuple[Path, Path]) -> None:
    lily, _ = clones
    commit(lily, "---\nname: Anna\ncountri: at\n---\n")
    result = run("sync", book=lily)
    assert result.status == 1
    assert f"{ANNA}:3:1: error:" in result.stdout
    assert "nothing was pushed: the book has 1 error" in result.stderr
    commit(lily, "countri: at\n", "dossiers/book.yaml")
    assert "dossiers/book.yaml:1:1" in run("sync", book=lily).stdout


def test_two_of_one_name(run: Run, clones: tuple[Path, Path]) -> None:
    lily, tom = clones
    company = "---\nname: Brightlite\n---\n"
    commit(lily, company, "dossiers/companies/brightlite.md")
    run("sync", book=lily)
    run("sync", book=tom)
    text = "---\nname: Eva Lang\ncompany: brightlite\n---\n"
    commit(lily, text, "dossiers/customers/eva-lang.md")
    commit(tom, text, "dossiers/customers/lang-eva.md")
    run("sync", book=lily)
    result = run("sync", book=tom)
    assert (result.status, "sync --keep-both" in result.stderr) == (1, True)
    result = run("sync", "--keep-both", book=tom)
    assert result.status == 0


def test_what_stops_it_is_an_expected_failure(run: Run, clones: tuple[Path, Path]) -> None:
    lily, _ = clones
    (lily / ANNA).write_text(person("at"), encoding="utf-8")
    result = run("sync", book=lily)
    assert (result.status, result.stderr.startswith("Error: not committed yet:")) == (1, True)
    result = run("sync", "--commit", book=lily)
    assert (result.status, "your edits of 1 file were committed" in result.stderr) == (0, True)


def test_wrong_usage(run: Run, clones: tuple[Path, Path]) -> None:
    assert run("sync", "--continue", "--abort", book=clones[0]).status == 2


def test_a_colleagues_name_does_nothing_to_the_terminal(
    run: Run, clones: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lily, tom = clones
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lily\x1b[31m")
    commit(lily, person("at"))
    run("sync", book=lily)
    assert "by Lily\\x1b[31m: anna" in run("sync", book=tom).stdout
