"""`dossier forget` as Lily runs it when Anna asks to be erased."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

from dossierkit.history.people import traces as traces_module
from dossierkit.history.people.traces import Traces

Run = Callable[..., Any]

ANNA = '---\nname: Anna Schmidt\nreach: {phone: ["+49 30 1234567"]}\n---\n'
FILES = {
    "dossiers/team/lily.md": "---\nname: Lily Zhang\n---\n",
    "dossiers/companies/bright.md": "---\nname: Bright\n---\n",
    "dossiers/countries/de.md": "---\nname: Germany\n---\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/karl.md": (
        '---\nname: Karl\nreach: {phone: ["030 1234567"]}\n---\nKnows Anna Schmidt.\n'
    ),
    "dossiers/customers/zoe.md": "---\nname: Zoe\n---\nAnna?\n",
    ".gitignore": "outbox/\n.dossier/\n",
}


def git(book: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=book, check=True, capture_output=True)
    return ran.stdout.decode()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The book as a plain folder."""
    return write_book(tmp_path / "book", FILES)


@pytest.fixture
def in_git(book: Path) -> Path:
    """The book in git, with one commit."""
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "set(anna): phone")
    return book


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


SHOWN = """\
Anna Schmidt (anna) would be erased
files that go as a whole:
  dossiers/customers/anna.md
places in other files, where the person is taken out:
  dossiers/customers/karl.md:5: Knows Anna Schmidt.
these may mean somebody else and stay; look at them:
  dossiers/customers/zoe.md:4: Anna?
others have this address or number too, so it stays with them:
  +49 30 1234567
"""


def test_everything_is_shown_first(run: Run, book: Path) -> None:
    result = run("forget", "anna", "--dry-run", book=book)
    assert (result.status, result.stdout, result.stderr) == (0, SHOWN, "")
    assert (book / "dossiers/customers/anna.md").exists()


def test_as_data(run: Run, book: Path) -> None:
    result = run("forget", "anna", "--dry-run", "--format", "json", book=book)
    assert json.loads(result.stdout) == {
        "id": "anna",
        "files": ["dossiers/customers/anna.md"],
        "places": [
            {"path": "dossiers/customers/karl.md", "line": 5, "text": "Knows Anna Schmidt."}
        ],
        "doubtful": [{"path": "dossiers/customers/zoe.md", "line": 4, "text": "Anna?"}],
        "closed": [],
        "shared": ["+49 30 1234567"],
        "stories": [],
    }


def test_a_story_about_her_is_named_and_goes(run: Run, book: Path) -> None:
    other = "salt-air:\n  about: bright\n  text: Salt.\n  consent: 2026-01-02 yes\n"
    hers = (
        "\none-box:\n  about: anna\n  text: One box.\n  consent: 2026-01-02 Anna Schmidt agreed\n"
    )
    stories = book / "dossiers/stories.yaml"
    stories.write_text(other + hers, encoding="utf-8")
    draft = book / "outbox/2026-11-20-case-story-karl.eml"
    draft.parent.mkdir()
    draft.write_text("Subject: A story\n\nDear Karl,\n\n> One box.\n", encoding="utf-8")
    shown = run("forget", "anna", "--dry-run", book=book).stdout
    title = "true stories about them, which go whole, with the consent:\n"
    assert f"{title}  dossiers/stories.yaml:6: one-box\n" in shown
    assert "agreed" not in shown
    assert "  outbox/2026-11-20-case-story-karl.eml\n" in shown
    assert run("forget", "anna", "--yes", book=book).status == 0
    assert stories.read_text(encoding="utf-8") == other + "\n"
    assert not draft.exists()


def test_stories_that_cant_be_read(run: Run, book: Path) -> None:
    stories = book / "dossiers/stories.yaml"
    stories.write_text("x: [Karl\n", encoding="utf-8")
    shown = run("forget", "anna", "--dry-run", book=book)
    assert shown.status == 1
    assert "these can't be looked into; look at them:\n  dossiers/stories.yaml\n" in shown.stdout
    stories.write_text("x: [Anna Schmidt\n", encoding="utf-8")
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 1
    assert "dossiers/stories.yaml: can't be read (line " in result.stderr
    assert (book / "dossiers/customers/anna.md").exists()


def test_a_folder_that_can_not_be_listed_stops_it(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Traces((), (), (), ("dossiers/customers",))
    monkeypatch.setattr(traces_module, "traces", lambda *arguments: nothing)
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 1
    assert "can't be found again; nothing was erased" in result.stderr
    assert not (book / "dossiers/erased.txt").exists()


def test_nobody_is_there_to_confirm(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("anna\n"))
    result = run("forget", "anna", book=book)
    assert result.status == 1
    assert "nothing was erased: nobody is here to confirm it; add --yes" in result.stderr
    assert (book / "dossiers/customers/anna.md").exists()


@pytest.mark.parametrize(("typed", "is_erased"), [("anna", True), ("yes", False)])
def test_the_id_is_typed_back(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, typed: str, is_erased: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{typed}\n"))
    result = run("forget", "Anna Schmidt", book=book)
    assert result.status == int(not is_erased)
    assert (book / "dossiers/customers/anna.md").exists() is not is_erased
    assert ("nothing was erased: that is not the id" in result.stderr) is not is_erased


def test_a_plain_folder(run: Run, book: Path) -> None:
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 0
    assert "erased from 3 files\n" in result.stderr
    assert "1 place may mean them, and stayed: see the list above" in result.stderr
    assert "--history" not in result.stderr
    assert "  - mailboxes: letters that were sent" in result.stderr
    assert "erased-person" not in run("check", book=book).stdout


def test_in_git_the_history_is_left_and_that_is_said(run: Run, in_git: Path) -> None:
    (in_git / "dossiers/customers/karl.md").write_text(
        "---\nname: Karl\n---\nKnows Anna Schmidt well.\n", encoding="utf-8"
    )
    (in_git / "dossiers/customers/.karl.md.swp").write_text("")
    result = run("forget", "anna", "--yes", "--reason", "her own wish", book=in_git)
    assert result.status == 0
    assert "erased from 3 files, in commit " in result.stderr
    assert "karl.md: your uncommitted changes went into that commit" in result.stderr
    assert "karl.md is open in an editor" in result.stderr
    assert "  dossier forget anna --history\n" in result.stderr
    assert git(in_git, "log", "-1", "--format=%s%n%b").strip() == (
        "forget: one person erased\nher own wish\n\nDossier-Cmd: forget"
    )


def test_with_the_whole_history(run: Run, in_git: Path, tmp_path: Path) -> None:
    git(in_git, "branch", "anna")
    git(in_git, "rm", "--quiet", "dossiers/customers/zoe.md")
    git(in_git, "commit", "--quiet", "--message", "Zoe left")
    git(in_git, "remote", "add", "server", str(tmp_path / "nowhere"))
    result = run("forget", "anna", "--yes", "--history", book=in_git)
    assert result.status == 0
    assert "the whole history: every commit, branch and tag that names them" in result.stdout
    assert "the history was written anew: 3 commits are 3" in result.stderr
    assert "objects: none tells of them any more" in result.stderr
    assert "'server' still has all of it." in result.stderr
    assert "       git push server --delete anna\n" in result.stderr
    assert git(in_git, "log", "--format=%s").split("\n")[2] == "set([erased]): phone"


def test_first_the_files_and_later_the_history(run: Run, in_git: Path) -> None:
    assert run("forget", "anna", "--yes", book=in_git).status == 0
    assert run("forget", "anna", "--yes", book=in_git).status == 1
    result = run("forget", "anna", "--yes", "--history", book=in_git)
    assert result.status == 0
    assert "erased from 0 files" in result.stderr
    assert "anna.md" not in git(in_git, "log", "--all", "--name-only", "--format=")
    nobody = run("forget", "anna", "--yes", "--history", book=in_git)
    assert nobody.status == 1
    assert "there is nobody called 'anna'" in nobody.stderr


def test_what_is_left_in_the_history_is_said(
    run: Run, in_git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = "--author=Anna Schmidt <a@x.example>"
    git(in_git, "commit", "--quiet", "--allow-empty", author, "--message", "x")
    result = run("forget", "anna", "--yes", "--history", book=in_git)
    assert result.status == 1
    assert "objects, 1 still tell of them:\n  commit " in result.stderr


def test_files_that_cant_be_looked_into(run: Run, book: Path) -> None:
    (book / "exports").mkdir()
    (book / "exports/a.xlsx").write_bytes(b"\0")
    shown = run("forget", "anna", "--dry-run", book=book)
    assert shown.status == 1
    assert "these can't be looked into; look at them:\n  exports/a.xlsx\n" in shown.stdout
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 1
    assert "exports/a.xlsx: can't be looked into; look at it" in result.stderr


def test_what_comes_back_while_it_is_erased_is_said(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.history.commit import write

    def interfere(*arguments: Any) -> Any:
        done = write(*arguments)
        back = {"dossiers/customers/anna.md": ANNA, "dossiers/x.txt": "Anna Schmidt"}
        write_book(book, {**back, "dossiers/stories.yaml": "x: {about: anna}\n"})
        return done

    monkeypatch.setattr("dossierkit.history.people.forget.write", interfere)
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 1
    assert "dossiers/customers/anna.md: still there" in result.stderr
    assert "dossiers/x.txt:1: still names them" in result.stderr
    assert "dossiers/stories.yaml:1: still tells their story" in result.stderr


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("bright", "'bright' is a company, and only people are erased; to delete its file: git rm"),
        ("de", "'de' is a country, and only people are erased"),
        ("lily", "'lily' is one of us: pass the customers on with 'dossier handover'"),
        ("nobody", "there is nobody called 'nobody'"),
    ],
)
def test_only_customers_are_erased(run: Run, book: Path, who: str, said: str) -> None:
    for option in ((), ("--history",)):
        result = run("forget", who, "--yes", *option, book=book)
        assert result.status == 1
        assert said in result.stderr


@pytest.mark.parametrize(
    ("path", "arguments", "said"),
    [
        ("dossiers/companies/anna.md", (), "dossiers/companies/anna.md has the same id"),
        ("x", ("--reason", "for Anna"), "the reason would name them"),
        ("x", ("--history",), "the history can't be rewritten: this book is in no git repository"),
    ],
)
def test_what_is_refused_before_anything_is_shown(
    run: Run, book: Path, path: str, arguments: tuple[str, ...], said: str
) -> None:
    write_book(book, {path: "---\nname: Anna\n---\n"})
    result = run("forget", "anna", "--yes", *arguments, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert said in result.stderr


def test_a_book_that_does_not_commit(run: Run, in_git: Path) -> None:
    (in_git / "dossiers/book.yaml").write_text("commit: off\n")
    git(in_git, "commit", "--quiet", "--all", "--message", "x")
    result = run("forget", "anna", "--yes", "--history", book=in_git)
    assert result.status == 1
    assert "'commit: off': run it without --history" in result.stderr
    assert run("forget", "anna", "--yes", book=in_git).status == 0
    git(in_git, "add", "--all")
    git(in_git, "commit", "--quiet", "--all", "--message", "x")
    assert run("forget", "anna", "--yes", "--history", book=in_git).status == 0


def test_a_commit_that_is_refused(run: Run, in_git: Path) -> None:
    git(in_git, "checkout", "--quiet", "--detach")
    result = run("forget", "anna", "--yes", book=in_git)
    assert result.status == 1
    assert "detached head" in result.stderr
    assert (in_git / "dossiers/customers/anna.md").exists()


def test_a_customer_who_cant_be_read(run: Run, book: Path) -> None:
    (book / "dossiers/customers/anna.md").write_text("---\nname: [\n---\n")
    result = run("forget", "anna", "--yes", book=book)
    assert result.status == 1
    assert "the dossier of 'anna' can't be read" in result.stderr


def test_somebody_whose_file_could_never_be_read(run: Run, in_git: Path) -> None:
    file = in_git / "dossiers/customers/eva.md"
    file.write_text("---\nname: [\n---\n")
    git(in_git, "add", "--all")
    git(in_git, "commit", "--quiet", "--message", "x")
    git(in_git, "rm", "--quiet", str(file))
    git(in_git, "commit", "--quiet", "--message", "y")
    result = run("forget", "eva", "--yes", "--history", book=in_git)
    assert result.status == 1
    assert "neither the book nor its history knows a customer 'eva'" in result.stderr
