"""When files entered git, and git as it is called."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import git as gitpython
import pytest

from dossierkit.history.git import NoHistory, read
from dossierkit.history.past import entered as entered_module
from dossierkit.history.past.entered import entered

ANNA, KARL = "dossiers/customers/anna.md", "dossiers/customers/karl.md"
TEXT = "---\nname: Anna Schmidt\ncompany: brightlite\n---\nShe likes hiking and baking.\n"


class Repository:
    """A repository in a folder, whose commits are made at given moments."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet")

    def git(self, *arguments: str, at: str = "2026-11-20T12:00:00+08:00") -> None:
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
        }
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{who}_NAME": "Lily", f"GIT_{who}_EMAIL": "lily@lumora.example"}
        command = ["git", *arguments]
        subprocess.run(command, cwd=self.root, env=environment, check=True, capture_output=True)

    def commit(self, at: str, **files: str) -> None:
        """Writes customers by id and commits everything."""
        for name, text in files.items():
            path = self.root / "dossiers" / "customers" / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x", at=at)

    def entered(self, *paths: str, zone: str | None = None) -> dict[str, date]:
        return entered(self.root, paths, ZoneInfo(zone) if zone else None)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_commit_that_added_it(repository: Repository) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", anna=TEXT, other="x")
    repository.commit("2026-11-09T10:00:00+08:00", anna=TEXT + "More.\n", karl="Karl\n")
    assert repository.entered(ANNA, KARL) == {ANNA: date(2026, 11, 2), KARL: date(2026, 11, 9)}
    assert repository.entered(KARL) == {KARL: date(2026, 11, 9)}


@pytest.mark.parametrize(
    ("zone", "day"),
    [(None, 2), ("Asia/Shanghai", 3), ("Europe/Berlin", 2), ("America/New_York", 2)],
)
def test_the_day_is_one_of_the_time_zone(
    repository: Repository, zone: str | None, day: int
) -> None:
    repository.commit("2026-11-02T23:30:00+02:00", anna=TEXT)
    assert repository.entered(ANNA, zone=zone) == {ANNA: date(2026, 11, day)}


def test_renames_are_followed(repository: Repository) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", a=TEXT)
    for number, (old, new) in enumerate([("a", "b"), ("b", "anna")]):
        repository.git("mv", f"dossiers/customers/{old}.md", f"dossiers/customers/{new}.md")
        repository.commit(f"2026-11-1{number}T10:00:00+08:00")
    assert repository.entered(ANNA) == {ANNA: date(2026, 11, 2)}


def test_a_rename_of_another_file_is_another_files(repository: Repository) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", a=TEXT)
    repository.git("mv", "dossiers/customers/a.md", "dossiers/customers/b.md")
    repository.commit("2026-11-09T10:00:00+08:00", anna="Somebody else altogether\n")
    assert repository.entered(ANNA) == {ANNA: date(2026, 11, 9)}


def test_a_file_that_left_and_came_back(repository: Repository) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", anna=TEXT)
    repository.git("rm", "--quiet", ANNA)
    repository.commit("2026-11-05T10:00:00+08:00")
    repository.commit("2026-11-09T10:00:00+08:00", anna=TEXT)
    assert repository.entered(ANNA) == {ANNA: date(2026, 11, 9)}


def test_a_branch_that_was_merged(repository: Repository) -> None:
    repository.commit("2026-11-01T10:00:00+08:00", karl="Karl\n")
    repository.git("checkout", "--quiet", "-b", "fair")
    repository.commit("2026-11-02T10:00:00+08:00", anna=TEXT)
    repository.git("checkout", "--quiet", "-")
    repository.commit("2026-11-03T10:00:00+08:00", karl="Karl Brandt\n")
    repository.git("merge", "--quiet", "--no-edit", "fair", at="2026-11-09T10:00:00+08:00")
    assert repository.entered(ANNA) == {ANNA: date(2026, 11, 2)}


def test_what_git_does_not_know_is_left_out(repository: Repository) -> None:
    assert repository.entered(ANNA) == {}
    repository.commit("2026-11-02T10:00:00+08:00", karl="Karl\n")
    assert repository.entered(ANNA) == {}


def test_a_plain_folder(tmp_path: Path) -> None:
    assert entered(tmp_path, [ANNA], None) == {}


def test_no_git_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitpython.Git, "GIT_PYTHON_GIT_EXECUTABLE", "no-such-git")
    with pytest.raises(NoHistory, match="not installed"):
        read(tmp_path, "log")


def test_a_plain_folder_says_why(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="in no git repository"):
        read(tmp_path, "log")


def test_a_strange_repository_runs_none_of_its_programs(repository: Repository) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", anna=TEXT)
    trap = repository.root / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    repository.git("config", "core.fsmonitor", str(trap))
    assert repository.entered(ANNA) == {ANNA: date(2026, 11, 2)}
    assert not (repository.root / "sprung").exists()


def test_git_that_breaks_off_is_no_plain_folder(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-11-02T10:00:00+08:00", anna=TEXT)

    def broken(*arguments: object) -> str:
        raise NoHistory("killed")

    monkeypatch.setattr(entered_module, "read", broken)
    with pytest.raises(NoHistory, match="killed"):
        repository.entered(ANNA)


def test_before_the_first_commit_no_file_has_entered(repository: Repository) -> None:
    assert repository.entered(ANNA) == {}
