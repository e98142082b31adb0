"""`doctor`: every seeded fault is found, with its remedy, and nothing strange is run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import git as gitpython
import pytest
from team import ANNA, BOOK, KARL, Clone, Team, git, person

from dossierkit.history.git import NoHistory
from dossierkit.history.team import doctor
from dossierkit.history.team.bundle import NoBackup, back_up
from dossierkit.history.team.doctor import examine
from dossierkit.history.team.examinations import merging
from dossierkit.history.team.examinations.examined import Examined
from dossierkit.history.team.notebook import Backup, Notebook
from dossierkit.history.team.remote import CannotSync
from dossierkit.history.team.setup import set_up
from dossierkit.history.team.signatures import unsigned

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATE = "2026-11-01T12:00:00+00:00"


MERGED = "intent: interested owner: lily call out: ours email out: theirs"


@pytest.fixture(autouse=True)
def quick_trial(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No trial merge but in the test of it."""
    if "trial" not in request.node.name:
        monkeypatch.setattr(merging, "_merged", lambda folder: MERGED)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@pytest.fixture
def clone(team: Team) -> Clone:
    return team.first


def found(clone: Clone, now: datetime = NOW) -> dict[str, Examined]:
    """What is not in order, by the name of the examination."""
    return {one.name: one for one in examine(clone.root, now) if one.status != "ok"}


def test_a_healthy_clone(clone: Clone) -> None:
    assert found(clone) == {}
    names = [one.name for one in examine(clone.root, NOW)]
    assert len(names) == len(set(names)) == len(doctor.EXAMINATIONS) + 1


def bad_object(clone: Clone) -> None:
    blob = clone.tip(f"HEAD:{ANNA}")
    file = clone.root / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(b"damaged")


def missing_remote(clone: Clone) -> None:
    clone.git("remote", "remove", "origin")


def unreachable_remote(clone: Clone) -> None:
    clone.git("remote", "set-url", "origin", str(clone.root.parent / "gone.git"))


def stale_lock(clone: Clone) -> None:
    lock = clone.root / ".git/index.lock"
    lock.touch()
    os.utime(lock, (time.time() - 7200,) * 2)


def dirty_tree(clone: Clone) -> None:
    clone.edit(ANNA, "hello", "hello again")


def unknown_file(clone: Clone) -> None:
    clone.write("dossiers/customers/eva.md", person("Eva"))


def driver_unset(clone: Clone) -> None:
    clone.git("config", "--unset", "merge.dossier.driver")


def driver_gone(clone: Clone) -> None:
    clone.git("config", "merge.dossier.driver", "/no/such/dossier merge-driver %O %A %B %P")


def attribute_missing(clone: Clone) -> None:
    clone.write(".gitattributes", "")


def ignore_missing(clone: Clone) -> None:
    clone.write(".gitignore", "")


def hook_missing(clone: Clone) -> None:
    (clone.root / ".git/hooks/pre-commit").unlink()


def loose_fetching(clone: Clone) -> None:
    clone.git("config", "--unset", "fetch.fsckObjects")


def detached(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--detach")


def old_backup(clone: Clone) -> None:
    clone.commit(ANNA, text=person("Anna", "country: at"))
    Notebook(clone.root).note_backup(Backup(NOW - timedelta(9), "push", "origin"))


def no_backup(clone: Clone) -> None:
    clone.commit(ANNA, text=person("Anna", "country: at"))
    (clone.root / ".git/dossier/last-seen").unlink()


def no_upstream(clone: Clone) -> None:
    clone.git("branch", "--unset-upstream")


def rewritten(clone: Clone) -> None:
    clone.git("commit", "--quiet", "--amend", "--no-verify", "-m", "other words")
    clone.git("push", "--quiet", "--force", "origin", "HEAD:main")


def branch_deleted(clone: Clone) -> None:
    git(clone.root.parent / "server.git", "update-ref", "-d", "refs/heads/main")


def merging_stopped(clone: Clone) -> None:
    clone.git("branch", "fair")
    clone.commit(ANNA, text=person("Anna", "country: at"))
    clone.git("push", "--quiet")
    clone.git("switch", "--quiet", "fair")
    clone.commit(ANNA, text=person("Anna", "country: ch"))
    clone.git("merge", "main", check=False)


def rebasing(clone: Clone) -> None:
    merging_stopped(clone)
    clone.git("merge", "--abort")
    clone.git("rebase", "main", check=False)


def bisecting(clone: Clone) -> None:
    clone.git("bisect", "start")


def rescued(clone: Clone) -> None:
    clone.write(".dossier/rescued/anna.md", "text")


def half_written(clone: Clone) -> None:
    clone.write(".dossier/tmp/.dossier-tmp-1-anna.md", "text")
    (clone.root / ".dossier/lock-holder").unlink()


FAULTS: dict[Callable[[Clone], None], tuple[str, str, str, str]] = {
    bad_object: ("objects", "error", "git's store is damaged", "fresh clone"),
    missing_remote: ("remote", "warning", "there is no remote", "git remote add"),
    unreachable_remote: ("remote", "warning", "can't be reached", "git remote -v"),
    stale_lock: ("locks", "error", "index.lock since 2 hours", "rm "),
    dirty_tree: ("edits", "warning", f"not committed yet: {ANNA}", "dossier sync --commit"),
    unknown_file: ("new files", "warning", "eva.md", "dossier sync --commit"),
    driver_unset: ("merge driver", "error", "no merge driver is set", "doctor --fix"),
    driver_gone: ("merge driver", "error", "not there: /no/such/dossier", "doctor --fix"),
    attribute_missing: ("merge attribute", "error", "no attribute", "doctor --fix"),
    ignore_missing: ("ignore file", "warning", "outbox/", "doctor --fix"),
    hook_missing: ("hook", "warning", "no pre-commit hook", "doctor --fix"),
    loose_fetching: ("fetching", "warning", "fetch.fsckObjects is off", "doctor --fix"),
    detached: ("branch", "error", "detached head", "git switch main"),
    old_backup: ("backup", "warning", "(push: origin) was made 9 days ago", "--backup FILE"),
    no_backup: ("backup", "warning", "on this machine only", "--backup FILE"),
    no_upstream: ("exchange", "warning", "nothing was exchanged yet", "dossier sync"),
    rewritten: ("remote history", "error", "was rewritten: ", "dossier sync"),
    branch_deleted: ("remote history", "error", "is gone from it", "dossier sync"),
    merging_stopped: ("unfinished", "error", f"a merge is not finished: {ANNA}", "sync --abort"),
    rebasing: ("unfinished", "error", "a rebase is not finished", "git rebase --continue"),
    bisecting: ("unfinished", "error", "a bisect is not finished", "git bisect reset"),
    rescued: ("leftovers", "warning", "anna.md", "then delete them"),
    half_written: ("leftovers", "warning", "an interrupted command left", "sorts it"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_seeded_fault_is_found(clone: Clone, fault: Callable[[Clone], None]) -> None:
    name, status, text, remedy = FAULTS[fault]
    fault(clone)
    examined = found(clone)[name]
    assert examined.status == status
    assert text in examined.text
    assert remedy in examined.remedy


def test_a_missing_identity(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    assert "your email" in found(clone)["identity"].text
    monkeypatch.setenv("EMAIL", "lily@lumora.example")
    assert "identity" not in found(clone)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
    examined = found(clone)["identity"]
    assert (examined.status, "your name" in examined.text) == ("error", True)
    assert "git config --global user.name" in examined.remedy
    clone.git("config", "user.name", "Lily Chen")
    assert "identity" not in found(clone)


def test_commits_that_wait_and_commits_to_come(
    team: Team, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    lily = team.lily
    clone.commit(KARL, text=person("Karl", "country: at"))
    clone.sync()
    lily.git("fetch", "--quiet")
    exchange = {one.name: one for one in examine(lily.root, NOW)}["exchange"]
    assert (exchange.status, exchange.text) == ("ok", "1 to take in")
    monkeypatch.setenv("GIT_COMMITTER_DATE", LATE)
    lily.commit(ANNA, text=person("Anna", "country: at"))
    exchange = found(lily)["exchange"]
    assert exchange.text == "commits: 1 not sent yet, the oldest of 19 days ago, 1 to take in"
    early = {one.name: one for one in examine(lily.root, datetime(2026, 11, 2, 13, tzinfo=UTC))}
    assert early["exchange"].status == "ok"
    assert "1 day ago" in early["exchange"].text


def test_what_the_remote_has_beyond_is_no_rewriting(team: Team, clone: Clone) -> None:
    lily = team.lily
    clone.commit(KARL, text=person("Karl", "country: at"))
    clone.sync()
    assert found(lily) == {}


def test_a_plain_folder_is_no_fault(tmp_path: Path) -> None:
    assert [one.status for one in examine(tmp_path, NOW)] == ["warning"]


def test_no_git_installed(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitpython.Git, "GIT_PYTHON_GIT_EXECUTABLE", "no-such-git")
    assert [one.text for one in examine(clone.root, NOW)] == [
        "git is not installed: there is no history"
    ]


def test_a_repository_of_somebody_else(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (examined,) = examine(clone.root, NOW)
    assert (examined.status, "dubious ownership" in examined.text) == ("error", True)


def test_an_old_git(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    from dossierkit.history.team.examinations import place

    for said in ("git version 2.17.1", "git"):
        monkeypatch.setattr(place, "read", lambda *_, said=said: said)
        assert place.git_program(clone.root, NOW).text == f"{said} is too old"


def test_an_examination_that_git_refuses(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(root: Path, now: datetime) -> Examined:
        raise NoHistory("no answer")

    monkeypatch.setattr(doctor, "EXAMINATIONS", (refused,))
    assert found(clone)["refused"].text == "git can't tell: no answer"


def test_a_new_book_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "book")
    new = Clone(tmp_path / "book")
    for path, text in BOOK.items():
        new.write(path, text)
    set_up(new.root)
    assert set(found(new)) == {"remote", "exchange", "new files"}


def test_a_trial_merge(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(clone) == {}
    monkeypatch.setattr(merging, "driver", lambda: "exit 1")
    monkeypatch.setattr(merging, "settings", lambda: {"merge.dossier.driver": "exit 1"})
    clone.git("config", "merge.dossier.driver", "exit 1")
    assert "did not give both" in found(clone)["trial merge"].text
    monkeypatch.setattr(merging, "settings", lambda: {"merge.dossier.driver": "no-such-program"})
    assert "did not give both" in found(clone)["trial merge"].text


def test_no_trial_of_a_strange_driver(clone: Clone) -> None:
    driver_gone(clone)
    assert found(clone)["trial merge"].text == "not tried: the driver is not this program"


def test_a_lock_of_a_git_at_work(clone: Clone) -> None:
    (clone.root / ".git/index.lock").touch()
    assert found(clone) == {}


def test_a_command_of_ours_at_work(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = clone.root / ".dossier/lock-holder"
    half_written(clone)
    holder.write_text(f"process {os.getpid()} on here, since now\n")
    assert found(clone) == {}
    holder.write_text("nobody knows\n")
    assert set(found(clone)) == {"leftovers"}
    holder.write_text("process 4194303 on here, since now\n")
    assert set(found(clone)) == {"leftovers"}
    monkeypatch.setattr(os, "kill", _refuse)
    assert found(clone) == {}
    holder.unlink()
    assert set(found(clone)) == {"leftovers"}


def _refuse(process: int, signal: int) -> None:
    raise PermissionError


def test_a_lock_that_goes_away(clone: Clone) -> None:
    from dossierkit.history.team.examinations.leftovers import _seconds

    assert _seconds(clone.root / ".git/gone.lock") == 0


def test_a_strange_book_runs_none_of_its_programs(team: Team, clone: Clone) -> None:
    trap = team.folder / "trap.sh"
    sprung = team.folder / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
    trap.chmod(0o755)
    hooks = team.folder / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "pre-push", "reference-transaction"):
        (hooks / name).write_text(trap.read_text())
        (hooks / name).chmod(0o755)
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "filter.evil.clean",
        "filter.evil.smudge", "credential.helper", "merge.dossier.driver", "gpg.program",
        "diff.evil.textconv", "remote.origin.uploadpack",
    ):  # fmt: skip
        clone.git("config", name, str(trap))
    clone.git("config", "core.hooksPath", str(hooks))
    clone.write(".gitattributes", "* filter=evil diff=evil\ndossiers/**/*.md merge=dossier\n")
    dirty_tree(clone)
    remote = found(clone)["remote"]
    assert "was not asked: core.sshcommand of this clone names a program" in remote.text
    assert "edits" in found(clone)
    unsigned(clone.root, None)
    assert not sprung.exists()


# The backup


def test_a_backup_is_restored_and_compared(clone: Clone, tmp_path: Path) -> None:
    clone.git("tag", "v1")
    file = tmp_path / "book.bundle"
    made = back_up(clone.root, file, NOW)
    assert (made.file, made.names, made.left_out) == (file, 2, ())
    git(tmp_path, "clone", "--quiet", str(file), "restored")
    restored = Clone(tmp_path / "restored")
    assert restored.tip("HEAD^{tree}") == clone.tip("HEAD^{tree}")
    assert {path: restored.read(path) for path in BOOK} == dict(BOOK)
    missing_remote(clone)
    assert "backup" not in found(clone)
    assert "backup" in found(clone, NOW + timedelta(9999))


def test_a_new_backup_takes_the_place_of_the_old_one(clone: Clone, tmp_path: Path) -> None:
    file = tmp_path / "book.bundle"
    back_up(clone.root, file, NOW)
    dirty_tree(clone)
    unknown_file(clone)
    assert back_up(clone.root, file, NOW).left_out == (ANNA, "dossiers/customers/eva.md")
    old = file.read_bytes()
    bad_object(clone)
    with pytest.raises(NoBackup, match="the backup failed"):
        back_up(clone.root, file, NOW)
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.glob(".*.new")] == []


def test_a_backup_that_is_none(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.history.team import bundle

    with pytest.raises(NoBackup, match="can't be written"):
        back_up(clone.root, tmp_path, NOW)
    with pytest.raises(NoBackup, match="can't be written"):
        back_up(clone.root, tmp_path / "no" / "file", NOW)
    git(tmp_path, "init", "--quiet", "empty")
    with pytest.raises(NoBackup, match="nothing is committed yet"):
        back_up(tmp_path / "empty", tmp_path / "file", NOW)
    monkeypatch.setattr(bundle, "_tree", lambda root, commit: str(root))
    with pytest.raises(NoBackup, match="differs from this book"):
        back_up(clone.root, tmp_path / "file", NOW)
    assert not (tmp_path / "file").exists()


# Signatures


def test_commits_without_a_good_signature(clone: Clone, tmp_path: Path) -> None:
    import subprocess

    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    clone.git("config", "gpg.format", "ssh")
    clone.git("config", "user.signingKey", str(key))
    plain = clone.tip()
    clone.edit(ANNA, "hello", "hello again")
    clone.git("commit", "--quiet", "--all", "--no-verify", "-S", "-m", "signed")
    assert [one.why for one in unsigned(clone.root, plain)] == [
        "the signature can't be checked here: the key is not known"
    ]
    allowed = tmp_path / "allowed"
    allowed.write_text(f"lily@lumora.example {key.with_suffix('.pub').read_text()}")
    clone.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    assert unsigned(clone.root, plain) == []
    every = unsigned(clone.root, None)
    assert {one.why for one in every} == {"not signed"}
    assert plain.startswith(every[0].commit)
    with pytest.raises(CannotSync, match="can't be read"):
        unsigned(clone.root, "no-such-tag")
