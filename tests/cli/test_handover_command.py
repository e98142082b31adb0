"""`dossier handover` as Lily runs it on her last day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

FILES = {
    "dossiers/book.yaml": "mail: {from: lily}\n",
    "dossiers/team/lily.md": "---\nname: Lily Zhang\n---\n",
    "dossiers/team/tom.md": "---\nname: Tom Becker\n---\n",
    "dossiers/companies/bright.md": "---\nname: Brightlite GmbH\n---\n",
    "dossiers/customers/anna.md": "---\nname: Anna\nowner: lily\ncompany: bright\n---\n",
    "dossiers/customers/karl.md": "---\nname: Karl\nowner: lily\n---\n",
    "dossiers/customers/zoe.md": "---\nname: Zoe\nowner: tom\n---\n",
}
Run = Callable[..., Any]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The book as a plain folder."""
    return write_book(tmp_path / "book", FILES)


@pytest.fixture
def in_git(book: Path, git: Callable[..., str]) -> Path:
    """The book in git, with one commit."""
    (book / ".gitignore").write_text("outbox/\n.dossier/\n", encoding="utf-8")
    git("init", "--quiet", cwd=book)
    git("add", "--all", cwd=book)
    git("commit", "--quiet", "--message", "The book begins", cwd=book)
    return book


@pytest.fixture
def git() -> Callable[..., str]:
    """Runs git in a folder."""
    import subprocess

    def run_git(*arguments: str, cwd: Path) -> str:
        ran = subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True)
        return ran.stdout.decode()

    return run_git


def test_all_customers_pass_on_with_a_brief_each(
    run: Run, in_git: Path, git: Callable[..., str]
) -> None:
    result = run("handover", "lily", "tom", "--on", "2026-11-20", book=in_git)
    assert result.status == 0
    assert result.stdout == "WHO   NAME  COMPANY\nanna  Anna  Brightlite GmbH\nkarl  Karl\n"
    commit = git("rev-parse", "--short=10", "HEAD", cwd=in_git).strip()
    folder = in_git / "outbox/handover-lily-tom-2026-11-20"
    assert result.stderr.splitlines() == [
        f"2 customers of lily are tom's now, in commit {commit}",
        "dossiers/book.yaml: 'mail.from' is still lily",
        f"next: tom reads {folder}/index.md, which begins with what is due first",
    ]
    assert sorted(file.name for file in folder.iterdir()) == ["anna.md", "index.md", "karl.md"]
    assert git("status", "--porcelain", cwd=in_git) == ""
    again = run("handover", "lily", "tom", book=in_git)
    assert (again.status, again.stderr) == (
        1, "Error: lily looks after nobody: there is nothing to hand over\n",
    )  # fmt: skip


def test_a_plain_folder(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("handover", "lily", "tom", "--to", tmp_path / "briefs", book=book)
    assert result.status == 0
    assert "2 customers of lily are tom's now\n" in result.stderr
    assert "owner: tom" in (book / "dossiers/customers/anna.md").read_text(encoding="utf-8")
    assert len(list((tmp_path / "briefs").iterdir())) == 3


def test_a_dry_run_changes_nothing(run: Run, book: Path) -> None:
    result = run("handover", "lily", "tom", "--dry-run", "--format", "json", book=book)
    assert result.status == 0
    assert json.loads(result.stdout)[0] == {
        "id": "anna", "name": "Anna", "path": "dossiers/customers/anna.md",
    }  # fmt: skip
    assert "owner: lily" in (book / "dossiers/customers/anna.md").read_text(encoding="utf-8")
    assert not (book / "outbox").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody", "tom"), "there is no member 'nobody'; there is lily, tom"),
        (("lily", "nobody"), "there is no member 'nobody' to take over; there is lily, tom"),
        (("lily", "lily"), "lily has these customers already; name somebody else"),
        (("lily", "tom", "--bundle", "b"), "this book is a plain folder; leave --bundle out"),
    ],
)
def test_what_cant_be_handed_over(
    run: Run, book: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("handover", *arguments, book=book)
    assert result.status == 1
    assert said in result.stderr
    assert "owner: lily" in (book / "dossiers/customers/anna.md").read_text(encoding="utf-8")
    assert not (book / "outbox").exists()


def test_a_bundle_of_all_history(
    run: Run, in_git: Path, tmp_path: Path, git: Callable[..., str]
) -> None:
    (in_git / "dossiers/customers/karl.md").write_text(
        "---\nname: Karl B.\nowner: lily\n---\n", encoding="utf-8"
    )
    file = tmp_path / "book.bundle"
    result = run("handover", "lily", "tom", "--bundle", file, book=in_git)
    assert result.status == 0
    assert f"all history is in {file}; read it with: git clone book.bundle" in result.stderr
    assert "karl.md: your uncommitted changes went into that commit" in result.stderr
    git("clone", "--quiet", str(file), str(tmp_path / "again"), cwd=tmp_path)
    owner = (tmp_path / "again/dossiers/customers/anna.md").read_text(encoding="utf-8")
    assert "owner: tom" in owner


def test_a_bundle_is_written_over_nothing(run: Run, in_git: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    for name, said in (("b", "is there already"), ("no/b", "there is no folder")):
        result = run("handover", "lily", "tom", "--bundle", tmp_path / name, book=in_git)
        assert result.status == 1
        assert said in result.stderr
    assert (tmp_path / "b").read_text() == "mine"


def test_a_bundle_that_fails(
    run: Run, in_git: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.history.team import bundle

    def fail(*arguments: object) -> None:
        raise bundle.NoBackup("the disk is full")

    monkeypatch.setattr(bundle, "back_up", fail)
    result = run("handover", "lily", "tom", "--bundle", tmp_path / "b", book=in_git)
    assert (result.status, result.stdout) == (1, "")
    assert "handed over, but without a bundle: the disk is full" in result.stderr


def test_a_commit_that_is_refused_leaves_no_briefs(
    run: Run, in_git: Path, git: Callable[..., str]
) -> None:
    git("checkout", "--quiet", "--detach", cwd=in_git)
    result = run("handover", "lily", "tom", "--on", "2026-11-20", book=in_git)
    assert result.status == 1
    assert "detached head" in result.stderr
    assert list((in_git / "outbox").iterdir()) == []
    (in_git / "mine").mkdir()
    (in_git / "mine/own.txt").write_text("kept")
    run("handover", "lily", "tom", "--to", in_git / "mine", book=in_git)
    assert [file.name for file in (in_git / "mine").iterdir()] == ["own.txt"]


def test_while_one_cant_be_read_nobody_passes_on(run: Run, book: Path) -> None:
    (book / "dossiers/customers/bad.md").write_text("---\nname: [\nowner: lily\n---\n")
    for option in ((), ("--dry-run",)):
        result = run("handover", "lily", "tom", *option, book=book)
        assert result.status == 1
        assert "dossiers/customers/bad.md:" in result.stderr
    assert "owner: lily" in (book / "dossiers/customers/anna.md").read_text(encoding="utf-8")


def test_somebody_elses_that_cant_be_read_is_named(run: Run, book: Path) -> None:
    (book / "dossiers/customers/bad.md").write_text("---\nname: [\nowner: tom\n---\n")
    result = run("handover", "lily", "tom", book=book)
    assert result.status == 1
    assert "can't be read, and not handed over: dossiers/customers/bad.md" in result.stderr
    assert "owner: tom" in (book / "dossiers/customers/anna.md").read_text(encoding="utf-8")


def test_an_editor_that_has_a_file_open(run: Run, book: Path) -> None:
    (book / "dossiers/customers/.anna.md.swp").write_text("")
    (book / "dossiers/book.yaml").write_text("")
    result = run("handover", "lily", "tom", book=book)
    assert "anna.md is open in an editor" in result.stderr
    assert "mail.from" not in result.stderr


def test_a_book_without_a_team(run: Run, tmp_path: Path) -> None:
    root = write_book(tmp_path, {"dossiers/customers/a.md": "---\nname: A\nowner: lily\n---\n"})
    result = run("handover", "lily", "tom", book=root)
    assert "there is no member 'tom' to take over; there is nobody: put a file" in result.stderr


def test_only_bad_files_of_a_member(run: Run, book: Path) -> None:
    for name in ("anna", "karl"):
        (book / f"dossiers/customers/{name}.md").write_text("---\nname: [\nowner: lily\n---\n")
    result = run("handover", "lily", "tom", "--dry-run", book=book)
    assert (result.status, result.stdout) == (1, "")
