"""The git program is called as it is meant to be, and what it says is understood."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dossierkit.history import git as module
from dossierkit.history.git import NoHistory, has_git, read, read_bytes, run


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "repository")
    return tmp_path / "repository"


class TestReading:
    def test_gives_what_git_prints(self, root: Path) -> None:
        assert read(root, "rev_parse", "--is-inside-work-tree") == "true"
        assert read_bytes(root, "rev_parse", "--is-inside-work-tree") == b"true\n"
        assert read_bytes(root, "hash_object", "--stdin", stdin=b"\r\n\xff").endswith(b"\n")

    def test_shows_bytes_that_are_no_text(self, root: Path) -> None:
        (root / os.fsdecode(b"\xff.md")).write_text("")
        assert read(root, "ls_files", "--others", "-z") == "\\xff.md\0"

    def test_takes_names_for_names_if_told(self, root: Path) -> None:
        (root / "a.md").write_text("")
        arguments = ("ls_files", "--others", "--", "*.md")
        assert read_bytes(root, *arguments) == b"a.md\n"
        assert read_bytes(root, *arguments, env={"GIT_LITERAL_PATHSPECS": "1"}) == b""

    @pytest.mark.parametrize("name", ["core.fsmonitor", "diff.external", "core.pager"])
    def test_runs_nothing_of_a_strange_repository(
        self, root: Path, tmp_path: Path, name: str
    ) -> None:
        program, mark = tmp_path / "program", tmp_path / "mark"
        program.write_text(f"#!/bin/sh\ntouch {mark}\n")
        program.chmod(0o755)
        (root / "a.md").write_text("a")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", "x")
        git(root, "config", name, str(program))
        (root / "a.md").write_text("b")
        for arguments in (("status", "--short"), ("diff", "--no-ext-diff"), ("log", "-1")):
            assert read(root, *arguments)
        assert not mark.exists()

    def test_refuses_where_there_is_no_history(self, tmp_path: Path) -> None:
        with pytest.raises(NoHistory, match=r"in no git repository: .*to begin one: dossier init"):
            read(tmp_path, "log")

    def test_says_what_git_says(self, root: Path) -> None:
        with pytest.raises(NoHistory, match="does not have any commits yet"):
            read(root, "log")

    def test_says_something_where_git_says_nothing(self, root: Path) -> None:
        with pytest.raises(NoHistory, match="git gave no answer"):
            read(root, "rev_parse", "--quiet", "--verify", "none")


class TestRunning:
    def test_a_failure_is_in_the_status(self, root: Path) -> None:
        ran = run(root, "rev_parse", "--verify", "none")
        assert (ran.status, ran.stdout) == (128, "")
        assert "single revision" in ran.stderr

    def test_takes_an_environment_and_an_input(self, root: Path) -> None:
        env = {"GIT_COMMITTER_NAME": "Mei Chen"}
        assert run(root, "var", "GIT_COMMITTER_IDENT", env=env).stdout.startswith("Mei Chen <")
        assert run(root, "hash_object", "--stdin", stdin=b"").stdout.startswith("e69de29bb")

    def test_without_an_input_git_gets_none_of_ours(self, root: Path) -> None:
        assert run(root, "hash_object", "--stdin").stdout.startswith("e69de29bb")

    def test_git_speaks_english_and_takes_messages_for_utf8(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        git(root, "config", "i18n.commitEncoding", "gbk")
        assert "fatal: " in run(root, "rev_parse", "--verify", "none").stderr
        run(root, "commit", "--allow-empty", "--quiet", "--file=-", stdin="call 王".encode())
        assert "encoding gbk" not in git(root, "cat-file", "-p", "HEAD")
        assert read(root, "log", "-1", "--format=%s") == "call 王"

    def test_bytes_that_are_no_text_are_shown(self, root: Path) -> None:
        ran = run(root, "rev_parse", "--verify", "--", os.fsdecode(b"\xff"))
        assert ran.status
        ran.stderr.encode()

    def test_nobody_is_asked_for_anything(self, root: Path) -> None:
        git(root, "commit", "--allow-empty", "--quiet", "-m", "first")
        assert run(root, "commit", "--amend", "--quiet", "--allow-empty").status == 0


def test_a_machine_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import git

    assert has_git(root)
    monkeypatch.setattr(git.Git, "GIT_PYTHON_GIT_EXECUTABLE", "no-such-git")
    with pytest.raises(NoHistory, match="the program git is not installed"):
        run(root, "status")
    assert not has_git(root)


def test_a_plain_folder_has_none(tmp_path: Path, root: Path) -> None:
    assert not has_git(tmp_path)
    (root / "dossiers").mkdir()
    assert has_git(root / "dossiers")
    git(root, "config", "core.bare", "true")
    assert not has_git(root)


def test_hooks_of_reading_calls_are_off() -> None:
    assert "core.hooksPath=/dev/null" in module._READ_ONLY
