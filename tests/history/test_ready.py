"""What would stop a commit is known before anything is written, with its remedy."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from dossierkit.history.git import NoHistory
from dossierkit.history.ready import age, obstacles, require_ready, standing


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=check)
    return done.stdout.decode().strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    git(tmp_path, "init", "--quiet", "book")
    for name in ("anna", "ben"):
        (folder / f"{name}.md").write_text(f"{name}\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "begin")
    return folder


def said(root: Path, *paths: str) -> str:
    return "\n".join(obstacles(root, paths))


def test_nothing_stops_a_commit(root: Path) -> None:
    assert said(root, "anna.md", "new.md") == ""
    require_ready(root, ["anna.md"])


class TestStanding:
    def test_what_git_knows_of_files(self, root: Path) -> None:
        (root / ".gitignore").write_text("secret.md\nprivate/\n")
        (root / "private").mkdir()
        for name in ("new.md", "secret.md", "private/a.md", "[a].md"):
            (root / name).write_text("x")
        (root / "ben.md").write_text("changed")
        paths = ["anna.md", "ben.md", "new.md", "secret.md", "private/a.md", "[a].md", "later.md"]
        found = standing(root, [*paths, "private/later.md"])
        assert found.head == git(root, "rev-parse", "HEAD")
        new = ("new.md", "secret.md", "private/a.md", "[a].md")
        assert found.unknown == (*new, "later.md", "private/later.md")
        assert found.ignored == ("secret.md", "private/a.md", "private/later.md")
        assert found.uncommitted == ("ben.md", *new)

    def test_a_deleted_file_is_known(self, root: Path) -> None:
        (root / "ben.md").unlink()
        found = standing(root, ["ben.md"])
        assert (found.unknown, found.uncommitted) == ((), ("ben.md",))

    def test_staged_and_announced_files_are_known(self, root: Path) -> None:
        for name in ("staged", "announced"):
            (root / f"{name}.md").write_text("x")
        git(root, "add", "staged.md")
        git(root, "add", "--intent-to-add", "announced.md")
        paths = ("staged.md", "announced.md")
        found = standing(root, paths)
        assert (found.unknown, found.uncommitted) == ((), paths)

    def test_before_the_first_commit(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "--quiet")
        (tmp_path / "anna.md").write_text("x")
        found = standing(tmp_path, ["anna.md"])
        assert (found.head, found.detached) == (None, False)
        assert (found.unknown, found.uncommitted) == (("anna.md",), ())

    def test_in_a_folder_of_the_repository(self, root: Path) -> None:
        book = root / "book folder"
        book.mkdir()
        (book / "anna.md").write_text("x")
        found = standing(book, ["anna.md", "ben.md"])
        assert found.unknown == ("anna.md", "ben.md")
        assert found.uncommitted == ("anna.md",)

    def test_of_no_file_at_all(self, root: Path) -> None:
        assert standing(root, []).head

    def test_of_a_repository_without_files_there_is_none(self, root: Path) -> None:
        git(root, "config", "core.bare", "true")
        with pytest.raises(NoHistory, match="no work tree"):
            standing(root, [])


def test_a_conflict_in_the_file(root: Path) -> None:
    begin_merge(root)
    assert standing(root, ["anna.md"]).uncommitted == ("anna.md",)


def begin_merge(root: Path, command: str = "merge") -> None:
    git(root, "checkout", "--quiet", "-b", "other")
    (root / "anna.md").write_text("theirs\n")
    git(root, "commit", "--quiet", "-am", "theirs")
    git(root, "checkout", "--quiet", "main")
    (root / "anna.md").write_text("ours\n")
    git(root, "commit", "--quiet", "-am", "ours")
    git(root, command, "other", check=False)


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("merge", "a merge is not finished; end it first: dossier sync --continue, or git merge"),
        ("rebase", "a rebase is not finished; end it first: git rebase --continue"),
        ("cherry-pick", "a cherry-pick is not finished; end it first: git cherry-pick --continue"),
    ],
)
def test_something_is_under_way(root: Path, command: str, what: str) -> None:
    begin_merge(root, command)
    assert said(root).startswith(what)
    assert len(list(obstacles(root, []))) == 1
    with pytest.raises(NoHistory, match=r"not finished(?s:.*)\nnothing was written"):
        require_ready(root, ["anna.md"])


def test_a_detached_head(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    assert "git is on no branch (a detached head)" in said(root)
    assert "git switch main" in said(root)


def test_a_lock_of_gits(root: Path) -> None:
    lock = root / ".git" / "index.lock"
    lock.write_text("")
    os.utime(lock, (time.time() - 7300,) * 2)
    assert "git is busy, or was killed" in said(root)
    assert "index.lock has been there for 2 hours; wait for" in said(root)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (7199, "1 hour"),
        (2 * 86400, "2 days"),
        (-100, "0 seconds"),
    ],
)
def test_how_old_a_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, words: str
) -> None:
    (tmp_path / "file").write_text("")
    os.utime(tmp_path / "file", (1000, 1000))
    monkeypatch.setattr(time, "time", lambda: 1000.0 + seconds)
    assert age(tmp_path / "file") == words


def test_a_file_that_is_gone_is_not_old(tmp_path: Path) -> None:
    assert age(tmp_path / "file") == "0 seconds"


def test_git_does_not_know_who_you_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name)
    git(root, "config", "user.useConfigOnly", "true")
    assert "git does not know who you are" in said(root)
    assert "git config --global user.name" in said(root)


def test_a_file_that_git_is_told_to_ignore(root: Path) -> None:
    (root / ".gitignore").write_text("*.md\n")
    assert said(root, "anna.md") == ""
    assert said(root, "new.md").startswith("new.md is ignored by git (git check-ignore -v new.md)")
