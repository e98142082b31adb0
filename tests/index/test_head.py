"""Which commit is checked out, read off git's files: the same as git says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import GIT_ENVIRONMENT

from dossierkit.index.head import head_of


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "book"
    root.mkdir()
    git(root, "init", "--quiet")
    return root


def git(root: Path, *args: str) -> str:
    who = ("-c", "user.name=Lily", "-c", "user.email=lily@lumora.example")
    run = subprocess.run(["git", *who, *args], cwd=root, check=True, capture_output=True, text=True)
    return run.stdout.strip()


def commit(root: Path) -> str:
    git(root, "commit", "--quiet", "--allow-empty", "-m", "x")
    return git(root, "rev-parse", "HEAD")


def test_a_branch_a_packed_one_and_none(repository: Path) -> None:
    assert head_of(str(repository)) is None, "nothing is committed yet"
    head = commit(repository)
    assert head_of(str(repository)) == head
    git(repository, "pack-refs", "--all")
    assert head_of(str(repository)) == head
    head = commit(repository)
    assert head_of(str(repository)) == head
    git(repository, "checkout", "--quiet", "--detach")
    assert head_of(str(repository)) == head


def test_a_folder_below_and_a_second_work_tree(repository: Path) -> None:
    first = commit(repository)
    (repository / "below").mkdir()
    assert head_of(str(repository / "below")) == first
    git(repository, "worktree", "add", "--quiet", "-b", "two", "../two")
    second = commit(repository.parent / "two")
    assert head_of(str(repository.parent / "two")) == second != first
    git(repository, "pack-refs", "--all")
    assert head_of(str(repository.parent / "two")) == second
    assert head_of(str(repository)) == first


def test_no_git_and_an_odd_one(tmp_path: Path) -> None:
    assert head_of(str(tmp_path)) == ""
    (tmp_path / ".git").mkdir()
    assert head_of(str(tmp_path)) is None
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/.invalid\n")
    (tmp_path / ".git/packed-refs").write_text("# pack-refs\n0123 refs/heads/main\n")
    assert head_of(str(tmp_path)) is None
