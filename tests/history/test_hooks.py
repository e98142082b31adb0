"""The hooks and the workflow, run by git and by a shell as on a user's machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from team import ANNA, BOOK, KARL, Clone, Team, git, person

from dossierkit.history.team.hook_files import hook_text
from dossierkit.history.team.setup import set_up

WRONG = person("Anna", "country: de", "intend: interested")
ADDRESS = "reach: {email: [shared@brightlite.example]}"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "book")
    git(tmp_path, "init", "--quiet", "book")
    for path, text in BOOK.items():
        made.write(path, text)
    set_up(made.root)
    made.commit()
    return made


def commit(clone: Clone, *arguments: str) -> str:
    """`git commit` as typed; gives what is said, or nothing if it was made."""
    before = clone.tip()
    said = clone.git("commit", "--quiet", "-m", "x", *arguments, check=False)
    return "" if clone.tip() != before else said


def test_a_commit_in_order_is_made(clone: Clone) -> None:
    clone.write(ANNA, person("Anna Schmidt", "country: de"))
    clone.git("add", "--all")
    assert commit(clone) == ""


def test_a_commit_with_errors_is_refused_by_name_and_line(clone: Clone) -> None:
    clone.write(ANNA, WRONG)
    clone.git("add", "--all")
    said = commit(clone)
    assert f"{ANNA}:4:1: error:" in said
    assert "did you mean 'intent'?" in said
    assert "git commit --no-verify" in said
    assert commit(clone, "--no-verify") == ""


def test_what_is_not_in_the_commit_does_not_matter(clone: Clone) -> None:
    clone.write(ANNA, WRONG)
    clone.write(KARL, person("Karl Brandt", "country: de"))
    clone.git("add", ANNA)
    assert commit(clone, "--only", KARL) == ""
    assert ANNA in commit(clone)


def test_what_was_wrong_before_stops_nobody(clone: Clone) -> None:
    clone.commit(ANNA, text=WRONG)
    clone.edit(ANNA, "## Log\n", "## Log\n\n- 2026-11-03 call out: hello\n")
    assert commit(clone, "--all") == ""
    clone.edit(ANNA, "name: Anna", "nam: Anna")
    assert "[missing-field]" in commit(clone, "--all")


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("dossiers/companies/brightlite.md", None, "dangling-reference"),
        (KARL, person("Karl", "company: brightlight"), "dangling-reference"),
        (KARL, person("Karl", "company: brightlite", ADDRESS), "shared-address"),
        ("dossiers/book.yaml", "mail: {from: nobody}\n", "dangling-reference"),
        ("dossiers/book.yaml", "countri: de\n", "unknown-field"),
        (KARL, "<<<<<<< ours\n" + BOOK[KARL], "conflict-marker"),
    ],
)
def test_faults_across_files_are_found(clone: Clone, path: str, text: str, code: str) -> None:
    clone.commit(ANNA, text=person("Anna", "company: brightlite", ADDRESS))
    clone.write(path, text)
    clone.git("add", "--all")
    assert f"[{code}]" in commit(clone)


def test_a_book_that_git_does_not_know_whole_yet(clone: Clone) -> None:
    clone.git("rm", "--quiet", "--cached", "-r", "dossiers")
    clone.git("commit", "--quiet", "--no-verify", "-m", "x")
    clone.git("add", KARL)
    assert commit(clone) == ""


def test_links_between_dossiers(clone: Clone) -> None:
    (clone.root / "dossiers/customers/karl-brandt.md").symlink_to("karl.md")
    (clone.root / "dossiers/customers/karl-b.md").symlink_to("/etc/passwd")
    clone.git("add", "--all")
    said = commit(clone)
    assert "karl-b.md:1:1: error: a link that leads out of the book [outside-book]" in said
    assert "karl-brandt.md" not in said


def test_the_first_commit_of_a_book(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "book")
    new = Clone(tmp_path / "book")
    for path, text in {**BOOK, ANNA: WRONG}.items():
        new.write(path, text)
    set_up(new.root)
    new.git("add", "--all")
    assert ANNA in new.git("commit", "-m", "x", check=False)
    new.write(ANNA, BOOK[ANNA])
    new.git("add", "--all")
    new.git("commit", "--quiet", "-m", "x")


def test_nothing_of_the_book_staged(clone: Clone) -> None:
    clone.write("README.txt", "hello\n")
    clone.git("add", "README.txt")
    assert commit(clone) == ""


def test_a_book_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    book = Clone(tmp_path / "sales")
    for path, text in BOOK.items():
        book.write(path, text)
    set_up(book.root)
    book.commit()
    book.write(ANNA, WRONG)
    assert f"\n{ANNA}:4:1: error:" in "\n" + commit(book, "--all")
    book.write(ANNA, person("Anna Schmidt"))
    assert commit(book, "--all") == ""
    book.git("rm", "--quiet", "-r", "dossiers")
    assert commit(book) == ""


def test_finishing_a_merge_is_not_stopped_by_what_others_wrote(clone: Clone) -> None:
    clone.git("switch", "--quiet", "-c", "hers")
    clone.commit(KARL, text=person("Karl", "intend: never"))
    clone.commit(ANNA, text=person("Anna", "country: at"))
    clone.git("switch", "--quiet", "main")
    clone.commit(ANNA, text=person("Anna", "country: ch"))
    clone.git("merge", "hers", check=False)
    clone.write(ANNA, person("Anna", "country: ch"))
    clone.git("add", "--all")
    assert commit(clone) == ""


def test_many_files_at_once(clone: Clone) -> None:
    for number in range(210):
        clone.write(f"dossiers/customers/c-{number}.md", person(f"C {number}", "country: de"))
    clone.git("add", "--all")
    assert commit(clone) == ""


def test_without_the_program_a_commit_is_refused_with_the_remedy(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sys.executable
    monkeypatch.setattr("sys.executable", "/no/such/python")
    set_up(clone.root)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    clone.write(KARL, person("Karl Brandt"))
    clone.git("add", "--all")
    said = commit(clone)
    assert "/no/such/python" in said
    assert "dossier doctor --fix" in said
    folder = clone.root.parent / "bin"
    folder.mkdir()
    script = folder / "dossier"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(real)} -m dossierkit "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    assert commit(clone) == ""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    hook = made.server / "hooks" / "pre-receive"
    hook.write_text(hook_text("pre-receive"))
    hook.chmod(0o755)
    return made


def push(clone: Clone, *arguments: str) -> str:
    """`git push` as typed; gives what is said, or nothing if the server took it."""
    done = subprocess.run(
        ["git", "push", *arguments], cwd=clone.root, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""


def test_a_server_takes_what_is_in_order(team: Team) -> None:
    team.first.commit(ANNA, text=person("Anna Schmidt", "country: de"))
    assert push(team.first) == ""
    assert push(team.first, "origin", "HEAD:refs/heads/fair", "HEAD:refs/tags/june") == ""


def test_a_server_refuses_errors_with_their_place(team: Team) -> None:
    team.first.commit(ANNA, text=WRONG)
    said = push(team.first)
    assert f"remote: {ANNA}:4:1: error:" in said
    assert "refused: main has errors" in said
    tip = git(team.server, "rev-parse", "main").strip()
    assert tip != team.first.tip()


def test_a_server_refuses_to_forget(team: Team) -> None:
    team.first.commit(ANNA, text=person("Anna Schmidt", "country: de"))
    assert push(team.first) == ""
    team.first.git("reset", "--quiet", "--hard", "HEAD~1")
    assert "would rewrite the history of main" in push(team.first, "--force")
    git(team.server, "config", "receive.denyDeleteCurrent", "ignore")
    assert "can't be deleted here" in push(team.first, "origin", ":main")


def test_a_server_refuses_who_was_erased(team: Team) -> None:
    from dossierkit.book.erased import with_erased
    from dossierkit.book.identity import Identity

    anna = Identity(ids=("anna",))
    team.first.write("dossiers/erased.txt", with_erased("", anna))
    team.first.write(ANNA, None)
    team.first.commit()
    assert push(team.first) == ""
    stale = team.first
    stale.commit(ANNA, text=BOOK[ANNA])
    assert "[erased-person]" in push(stale)


def test_a_server_without_the_program(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    (team.server / "hooks" / "pre-receive").write_text(hook_text("pre-receive"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    team.first.commit(ANNA, text=person("Anna Schmidt", "country: de"))
    assert "is not on this server: /no/such/python" in push(team.first)


def runs(workflow: str) -> list[str]:
    """The commands of a workflow, each of one line."""
    return [line.partition("run: ")[2] for line in workflow.splitlines() if "run: " in line]


def test_the_workflow_runs_what_it_says(sample_book: Path) -> None:
    text = hook_text("check-book.yml")
    install, check = runs(text)
    assert install == "python -m pip install dossierkit"
    assert "fetch-depth: 0" in text
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for wrong, status in (("", 0), ("intend: never\n", 1)):
        anna = sample_book / "dossiers/customers/anna-schmidt.md"
        anna.write_text(anna.read_text("utf-8").replace("owner:", f"{wrong}owner:"), "utf-8")
        done = subprocess.run(
            ["bash", "-e", "-c", check],
            cwd=sample_book, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout
    assert "::error file=dossiers/customers/anna-schmidt.md,line=" in done.stdout
