"""`sync` when git is killed, or the disk fills, in the middle of a merge: nothing is lost."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import git as gitpython
import pytest
from team import ANNA, BOOK, KARL, Clone, Team, person

from dossierkit.history.team.remote import CannotSync

NEW = "dossiers/customers/nora.md"
MERGE = "merge --quiet --no-edit"
GIT = shlex.quote(shutil.which("git") or "git")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A team whose first member has changed Karl, and has brought Nora."""
    made = Team(tmp_path)
    made.first.commit(KARL, text=person("Karl", "country: at"))
    made.first.commit(NEW, text=person("Nora"))
    made.first.sync()
    return made


def breaks(monkeypatch: pytest.MonkeyPatch, folder: Path, *harm: str, at: str = MERGE) -> None:
    """From now on git does some harm and dies, instead of one of its commands."""
    script = "\n".join(
        [
            "#!/bin/sh",
            f'case " $* " in *" {at} "*)',
            *harm,
            "kill -9 $$;; esac",
            f'exec {GIT} "$@"',
        ]
    )
    wrapper = folder / "breaking-git"
    wrapper.write_text(script + "\n")
    wrapper.chmod(0o755)
    monkeypatch.setattr(gitpython.Git, "GIT_PYTHON_GIT_EXECUTABLE", str(wrapper))


def book(clone: Clone) -> dict[str, str]:
    """The customers' files, as they are on the disk."""
    folder = clone.root / "dossiers/customers"
    return {f"dossiers/customers/{one.name}": one.read_text() for one in folder.iterdir()}


AS_IT_WAS = {path: BOOK[path] for path in (ANNA, KARL)}


@pytest.mark.parametrize(
    "harm",
    [
        f"rm {KARL}",
        f": > {KARL}",
        f"printf -- '---\\nname: Ka' > {KARL}; printf -- '---\\nna' > {NEW}",
        f"{GIT} checkout --quiet FETCH_HEAD -- . 2>/dev/null || {GIT} read-tree -u --reset @{{u}}",
    ],
)
def test_files_are_put_back(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    lily = team.lily
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, harm)
        with pytest.raises(CannotSync, match="merging failed; nothing was changed"):
            lily.sync()
    assert book(lily) == AS_IT_WAS
    assert lily.git("status", "--porcelain", "--untracked-files=all") == ""
    lily.sync()
    assert sorted(book(lily)) == [ANNA, KARL, NEW]


def test_what_somebody_saved_in_that_moment_is_kept(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, f"echo 'my own words' >> {KARL}")
        with pytest.raises(CannotSync):
            team.lily.sync()
    assert book(team.lily) == AS_IT_WAS
    rescued = team.lily.root / ".dossier/rescued/karl.md"
    assert rescued.read_text() == BOOK[KARL] + "my own words\n"


def test_a_merge_without_questions_that_was_not_committed_is_taken_back(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lily = team.lily
    lily.commit(ANNA, text=person("Anna", "country: ch"))
    before = book(lily)
    tip = "$(git rev-parse @{u})".replace("git", GIT, 1)
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, f"{GIT} merge --no-commit --quiet {tip} >/dev/null 2>&1")
        with pytest.raises(CannotSync, match="nothing was changed"):
            lily.sync()
    assert book(lily) == before
    assert not (lily.root / ".git/MERGE_HEAD").exists()
    with monkeypatch.context() as patch:
        lock = f"{GIT} merge --no-commit --quiet {tip} >/dev/null 2>&1; : > .git/index.lock"
        breaks(patch, tmp_path, lock)
        with pytest.raises(CannotSync, match=r"to take it back: dossier sync --abort"):
            lily.sync()
    assert book(lily) == before


def test_killed_after_all_was_done_is_done(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = "$(git rev-parse @{u})".replace("git", GIT, 1)
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, f"{GIT} merge --quiet {tip} >/dev/null 2>&1")
        report = team.lily.sync()
    assert [one.dossiers for one in report.came] == [("nora",), ("karl",)]


def test_a_marker_that_git_could_not_delete_is_taken_away(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lily = team.lily
    lily.commit(ANNA, text=person("Anna", "country: ch"))
    tip = "$(git rev-parse @{u})".replace("git", GIT, 1)
    done = f"{GIT} merge --quiet --no-edit {tip} >/dev/null 2>&1"
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, done, f"{GIT} rev-parse @{{u}} > .git/MERGE_HEAD", "exit 0")
        assert lily.sync().is_pushed
    assert not (lily.root / ".git/MERGE_HEAD").exists()
    assert lily.git("status", "--porcelain", "--untracked-files=all") == ""


def test_what_can_not_be_put_back_is_named(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.book.writing import Writer

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, f"rm {KARL}")
        patch.setattr(Writer, "put", full)
        with pytest.raises(CannotSync, match="all is in the history") as raised:
            team.lily.sync()
    assert f"git checkout HEAD -- {KARL}" in str(raised.value)


def test_a_link_is_left_to_the_user(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lily = team.lily
    (lily.root / "dossiers/link").symlink_to("customers")
    lily.git("add", ".")
    lily.git("commit", "--quiet", "-m", "link")
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, "rm dossiers/link")
        with pytest.raises(CannotSync, match="git checkout HEAD -- dossiers/link"):
            lily.sync()


@pytest.mark.parametrize("harm", ["true", "exit 0"])
def test_git_that_does_not_say_where_it_keeps_things_gets_no_notes_in_the_book(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    with monkeypatch.context() as patch:
        breaks(patch, tmp_path, harm, at="rev-parse --path-format=absolute --git-common-dir")
        with pytest.raises(CannotSync):
            team.lily.sync()
    assert not (team.lily.root / "dossier").exists()
    assert team.lily.sync().came
