"""`check --staged` and `check --at`: the book as git has it."""

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
RIGHT = "---\nname: Anna\ncountry: de\n---\n"
WRONG = "---\nname: Anna\ncountri: de\n---\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, text: str, path: str = ANNA) -> str:
    (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "x")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = write_book(tmp_path / "book", {ANNA: RIGHT})
    git(root, "init", "--quiet")
    commit(root, RIGHT)
    return root


def test_what_is_staged(run: Run, book: Path) -> None:
    assert run("check", "--staged", book=book).stderr == "0 staged files, all in order\n"
    (book / ANNA).write_text(WRONG, encoding="utf-8")
    assert run("check", "--staged", book=book).status == 0
    git(book, "add", "--all")
    result = run("check", "--staged", book=book)
    assert result.status == 1
    assert result.stdout.startswith(f"{ANNA}:3:1: error: ")
    assert result.stderr == "1 error in 1 staged file\n"
    result = run("check", "--staged", "--format", "json", book=book)
    assert [finding["code"] for finding in json.loads(result.stdout)] == ["unknown-field"]


def test_a_new_warning_only_with_strict(run: Run, book: Path) -> None:
    text = "---\nname: Eva\ncompany: bright\n---\n"
    for path in ("dossiers/customers/eva.md", "dossiers/customers/eva-2.md"):
        (book / path).write_text(text, encoding="utf-8")
    write_book(book, {"dossiers/companies/bright.md": "---\nname: Bright\n---\n"})
    git(book, "add", "--all")
    assert run("check", "--staged", book=book).status == 0
    assert "[same-person]" in run("check", "--staged", "--strict", book=book).stdout
    assert run("check", "--staged", "--strict", book=book).status == 1


def test_the_book_at_a_commit_or_a_date(run: Run, book: Path) -> None:
    wrong = commit(book, WRONG)
    commit(book, RIGHT)
    assert run("check", "--at", "HEAD", book=book).status == 0
    result = run("check", "--at", wrong, book=book)
    assert (result.status, result.stderr) == (1, "1 error\n")
    assert result.stdout.startswith(f"{ANNA}:3:1: error: ")
    result = run("check", "--at", "1999-01-01", book=book)
    assert (result.status, "the history begins on" in result.stderr) == (1, True)


def test_a_policy_that_was_broken(run: Run, book: Path) -> None:
    wrong = commit(book, "countri: de\n", "dossiers/book.yaml")
    result = run("check", "--at", wrong, book=book)
    assert (result.status, "in the book's policy" in result.stderr) == (1, True)


def test_in_a_bare_repository(run: Run, book: Path, tmp_path: Path) -> None:
    wrong = commit(book, WRONG)
    git(tmp_path, "clone", "--quiet", "--bare", "book", "server.git")
    result = run("check", "--at", "main", book=tmp_path / "server.git")
    assert (result.status, result.stderr) == (1, "1 error\n")
    assert result.stdout.startswith(f"{ANNA}:3:1: error: ")
    assert run("check", "--at", f"{wrong}~1", book=tmp_path / "server.git").status == 0
    for folder in (".", str(tmp_path / "server.git")):
        env = {"GIT_DIR": folder}
        assert run("check", "--at", wrong, book=tmp_path / "server.git", env=env).status == 1


def test_several_books_in_a_bare_repository(run: Run, tmp_path: Path) -> None:
    for name in ("east", "west/2026"):
        write_book(tmp_path / "all" / name, {ANNA: WRONG if name == "east" else RIGHT})
    git(tmp_path, "init", "--quiet", "all")
    git(tmp_path / "all", "add", "--all")
    git(tmp_path / "all", "commit", "--quiet", "-m", "x")
    git(tmp_path, "clone", "--quiet", "--bare", "all", "server.git")
    result = run("check", "--at", "main", book=tmp_path / "server.git")
    assert (result.status, result.stderr) == (1, "1 error in 2 books\n")
    assert result.stdout.startswith(f"east/{ANNA}:3:1: error: ")


def test_a_bare_repository_without_a_book(run: Run, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "other")
    (tmp_path / "other" / "old-dossiers").mkdir()
    (tmp_path / "other" / "old-dossiers" / "book.yaml").write_text("", encoding="utf-8")
    git(tmp_path / "other", "add", "--all")
    git(tmp_path / "other", "commit", "--quiet", "-m", "x")
    git(tmp_path, "clone", "--quiet", "--bare", "other", "server.git")
    result = run("check", "--at", "main", book=tmp_path / "server.git")
    assert (result.status, "has no book" in result.stderr) == (1, True)


def test_a_plain_folder_and_wrong_usage(run: Run, tmp_path: Path) -> None:
    root = write_book(tmp_path / "plain", {ANNA: RIGHT})
    for options in (("--staged",), ("--at", "HEAD")):
        result = run("check", *options, book=root)
        assert (result.status, "no git repository" in result.stderr) == (1, True)
    assert run("check", "--staged", "--at", "HEAD", book=root).status == 2
    assert run("check", "--staged", ANNA, book=root).status == 2
    assert run("check", "--at", "HEAD", ANNA, book=root).status == 2
    assert run("check", "--at", "HEAD", book=tmp_path).status == 1
