"""The first minute: a new book, and a colleague's clone of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import FILES, git
from conftest import write_book

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_hook_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook of `init` is tested with the hooks; here each commit would start a program."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    monkeypatch.setenv("GIT_CONFIG_KEY_1", "core.hooksPath")
    monkeypatch.setenv("GIT_CONFIG_VALUE_1", "/nowhere")


def test_a_new_book_has_all_that_the_first_day_needs(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "customers"
    result = run("init", root)
    assert result.status == 0, result.stderr
    assert "dossier due" in result.stderr
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "--format=%s") == "init(book): a new book\n"
    assert "merge=dossier" in (root / ".gitattributes").read_text()
    assert "outbox/" in (root / ".gitignore").read_text()
    assert "merge-driver %O %A %B %P" in git(root, "config", "merge.dossier.driver")
    assert run("check", book=root).status == 0
    assert run("log", "anna", "call", "out", "Hello", book=root).status == 0


def test_an_empty_book_begins_with_nobody(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "customers"
    assert run("init", root, "--empty").status == 0
    assert [file.name for file in (root / "dossiers/customers").iterdir()] == [".gitkeep"]
    assert (root / "templates/greeting/en.md").exists()
    assert run("check", "--strict", book=root).status == 0
    policy = root / "dossiers/book.yaml"
    lines = policy.read_text().splitlines()[1:]
    policy.write_text("\n".join(line.removeprefix("# ") for line in lines))
    assert run("check", book=root).status == 0, run("check", book=root)
    assert run("new", "customer", "王小明", book=root).status == 0


def test_a_clone_gets_what_git_does_not_bring_along(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "one", "--empty")
    git(tmp_path, "clone", "--quiet", "one", "two")
    result = run("init", ".", book=tmp_path / "two")
    assert result.status == 0
    assert git(tmp_path / "two", "config", "merge.dossier.driver")
    assert git(tmp_path / "two", "status", "--porcelain") == ""


def test_a_plain_folder_can_be_given_a_history(run: Run, tmp_path: Path) -> None:
    root = write_book(tmp_path / "plain", FILES)
    assert run("init", ".", book=root).status == 0
    assert git(root, "log", "--format=%s") == "init(book): a new book\n"
    assert "dossiers/customers/anna.md" in git(root, "ls-files")


def test_a_plain_folder_can_stay_one(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "plain", "--no-git").status == 0
    assert not (tmp_path / "plain/.git").exists()
    assert run("init", tmp_path / "plain", "--no-git").status == 1


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    result = run("init", tmp_path)
    assert result.status == 1
    assert "is there already" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["templates"]
    (tmp_path / "file").write_text("x")
    assert "is a file" in run("init", tmp_path / "file").stderr


def test_without_an_identity_the_book_is_made_and_the_remedy_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    result = run("init", tmp_path / "book", "--empty")
    assert result.status == 0
    assert "git config --global user.name" in result.stderr
    assert (tmp_path / "book/dossiers/book.yaml").exists()
