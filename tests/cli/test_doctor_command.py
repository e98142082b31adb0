"""`dossier doctor` as typed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

from dossierkit.history.team.examinations import merging

Run = Callable[..., Any]

ANNA = "dossiers/customers/anna.md"
PERSON = "---\nname: Anna\ncountry: de\n---\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in git with one commit, not set up."""
    merged = "intent: interested owner: lily call out: ours email out: theirs"
    monkeypatch.setattr(merging, "_merged", lambda folder: merged)
    root = write_book(tmp_path / "book", {ANNA: PERSON})
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "x")
    return root


def test_what_is_wrong_with_its_remedy(run: Run, book: Path) -> None:
    result = run("doctor", book=book)
    assert result.status == 1
    assert "error   merge driver: no merge driver is set" in result.stdout
    assert "        → dossier doctor --fix\n" in result.stdout
    assert "ok      identity: commits are by Lily Chen <lily@lumora.example>\n" in result.stdout
    assert "2 errors" in result.stderr


def test_what_can_be_set_up_is_set_up(run: Run, book: Path) -> None:
    result = run("doctor", "--fix", book=book)
    assert result.status == 0
    assert "commits are checked before they are made" in result.stderr
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "-m", "x")
    git(book.parent, "init", "--quiet", "--bare", "server.git")
    git(book, "remote", "add", "origin", "../server.git")
    git(book, "push", "--quiet", "--set-upstream", "origin", "main")
    result = run("doctor", book=book)
    assert (result.status, result.stderr) == (0, "all is well\n")


def test_json(run: Run, book: Path) -> None:
    data = json.loads(run("doctor", "--format", "json", book=book).stdout)
    assert data[0]["name"] == "git"
    assert {one["status"] for one in data} == {"ok", "warning", "error"}
    assert all(one["remedy"] for one in data if one["status"] != "ok")


def test_a_plain_folder(run: Run, tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", {})
    result = run("doctor", book=root)
    assert (result.status, "a plain folder" in result.stdout) == (0, True)
    assert run("doctor", "--fix", book=root).status == 1
    assert run("doctor", "--backup", tmp_path / "file", book=root).status == 1


def test_a_backup(run: Run, book: Path, tmp_path: Path) -> None:
    (book / ANNA).write_text(PERSON + "More.\n", encoding="utf-8")
    result = run("doctor", "--backup", tmp_path / "book.bundle", book=book)
    assert result.status == 0
    assert result.stdout.endswith("book.bundle: branches and tags 1, restored and compared\n")
    assert f"not committed, so not in it: {ANNA}" in result.stderr
    git(tmp_path, "clone", "--quiet", "book.bundle", "restored")
    assert (tmp_path / "restored" / ANNA).read_text(encoding="utf-8") == PERSON
    git(book, "commit", "--quiet", "--all", "-m", "x")
    assert run("doctor", "--backup", tmp_path / "book.bundle", book=book).stderr == ""


def test_unsigned_commits(run: Run, book: Path) -> None:
    result = run("doctor", "--require-signed", book=book)
    assert result.status == 1
    assert result.stdout.endswith("  Lily Chen: x (not signed)\n")
    assert result.stderr == "1 commit without a good signature\n"
    data = json.loads(run("doctor", "--require-signed", "--format", "json", book=book).stdout)
    assert data[0]["why"] == "not signed"
    result = run("doctor", "--require-signed", "--since", "HEAD", book=book)
    assert (result.status, result.stdout) == (0, "every commit is signed\n")
    assert run("doctor", "--require-signed", "--since", "v9", book=book).status == 1
    assert run("doctor", "--since", "HEAD", book=book).status == 2


def test_the_shipped_hooks_are_written_without_a_book(run: Run, tmp_path: Path) -> None:
    result = run("doctor", "--write-hooks", tmp_path / "hooks", book=tmp_path)
    assert result.status == 0
    assert sorted(path.name for path in (tmp_path / "hooks").iterdir()) == [
        "check-book.yml", "pre-commit", "pre-receive",
    ]  # fmt: skip
    assert str(tmp_path / "hooks" / "pre-receive") in result.stdout
    assert run("doctor", "--write-hooks", tmp_path / "hooks", book=tmp_path).status == 1
