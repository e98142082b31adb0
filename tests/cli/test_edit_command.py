"""Lily opens a dossier in her editor, saves, and hears at once what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA, ANNA_FILE, git, make

from dossierkit.cli.text_editor import _place

Run = Callable[..., Any]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """An editor that replaces one text by another, a different one each time it is opened; it
    notes how it was called."""

    def make_editor(*edits: tuple[str, str]) -> Path:
        script, calls = tmp_path / "vi", tmp_path / "calls"
        script.write_text(
            f"#!{sys.executable}\n"
            "import pathlib, sys\n"
            f"calls = pathlib.Path({str(calls)!r})\n"
            "before = calls.read_text().splitlines() if calls.exists() else []\n"
            f"old, new = {list(edits)!r}[len(before)]\n"
            "calls.write_text('\\n'.join([*before, ' '.join(sys.argv[1:])]) + '\\n')\n"
            "file = pathlib.Path(sys.argv[-1])\n"
            "file.write_text(file.read_text().replace(old, new))\n",
            encoding="utf-8",
        )
        script.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(script))
        return calls

    return make_editor


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], None]:
    """Lily at a terminal, with what she answers."""

    def answer(words: Sequence[str]) -> None:
        given = iter(words)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("click.prompt", lambda *args, **options: next(given))

    return answer


def test_a_right_edit_is_committed_by_itself(run: Run, book: Path, editor: Any) -> None:
    editor(("interested", "hesitant"))
    (book / "notes.txt").write_text("mine", encoding="utf-8")
    result = run("edit", "anna", "--why", "she hesitates", book=book)
    assert result.status == 0
    assert "in order, committed" in result.stderr
    assert git(book, "log", "-1", "--format=%s%n%b").splitlines() == [
        "edit(anna): edited by hand", "she hesitates", "", "Dossier: anna", "Dossier-Cmd: edit", "",
    ]  # fmt: skip
    assert git(book, "status", "--short") == "?? notes.txt\n"


def test_an_error_is_said_and_not_committed(run: Run, book: Path, editor: Any) -> None:
    editor(("stage: interest", "stage: interset"))
    result = run("edit", "anna", book=book)
    assert result.status == 1
    assert f"{ANNA_FILE}:6:8: error: 'interset' is not known here" in result.stdout
    assert "kept as it is, not committed" in result.stderr
    assert git(book, "status", "--short") == f" M {ANNA_FILE}\n"


def test_back_to_the_line_of_the_error(run: Run, book: Path, editor: Any, at_terminal: Any) -> None:
    calls = editor(("stage: interest", "stage: interset"), ("interset", "sincerity"))
    at_terminal(["e"])
    assert run("edit", "anna", "--line", "3", book=book).status == 0
    file = book / ANNA_FILE
    assert calls.read_text().splitlines() == [f"+3 {file}", f"+6 {file}"]
    assert "stage: sincerity" in git(book, "show", f"HEAD:{ANNA_FILE}")


def test_a_bad_edit_is_undone(run: Run, book: Path, editor: Any, at_terminal: Any) -> None:
    editor(("stage: interest", "stage: ["))
    at_terminal(["u"])
    result = run("edit", "anna", book=book)
    assert (result.status, result.stderr) == (1, f"{ANNA_FILE} is as it was before\n")
    assert (book / ANNA_FILE).read_text(encoding="utf-8") == ANNA


def test_a_file_that_can_t_be_read_is_mended(run: Run, book: Path, editor: Any) -> None:
    (book / ANNA_FILE).write_text(ANNA.replace("stage:", "stage: ["), encoding="utf-8")
    editor(("stage: [", "stage:"), ("Lumora", "Lumora Ltd"))
    assert run("edit", "anna", "--no-commit", book=book).status == 0
    assert run("edit", "dossiers/book.yaml", book=book).status == 0
    assert "edit(dossiers/book.yaml)" in git(book, "log", "-1", "--format=%s")


def test_the_policy_that_an_edit_breaks(run: Run, book: Path, editor: Any) -> None:
    editor(("country: cn", "country: ["))
    result = run("edit", "dossiers/book.yaml", book=book)
    assert result.status == 1
    assert "dossiers/book.yaml:" in result.stdout


def test_nothing_changed_a_folder_a_missing_editor_and_one_that_fails(
    run: Run, book: Path, editor: Any
) -> None:
    editor(("nothing of it", "there"))
    assert "nothing changed" in run("edit", "brightlite", "--kind", "company", book=book).stderr
    assert run("edit", "dossiers/customers/", book=book).status == 2
    gone = run("edit", "anna", book=book, env={"VISUAL": "no-such-editor"})
    assert (gone.status, "name another one in EDITOR" in gone.stderr) == (1, True)
    assert run("edit", "anna", book=book, env={"VISUAL": "false"}).status == 1
    assert "is gone" in run("edit", "anna", book=book, env={"VISUAL": "rm"}).stderr


def test_a_plain_folder_has_no_commits(run: Run, make_book: Any, editor: Any) -> None:
    book = make_book({ANNA_FILE: "---\nname: Anna\n---\n"})
    editor(("Anna", "Anna Schmidt"))
    result = run("edit", "anna", book=book)
    assert (result.status, "not committed" in result.stderr) == (0, True)


@pytest.mark.parametrize(
    ("editor_command", "words"),
    [
        ("/usr/bin/vim", ["+7", "a.md"]),
        ("hx", ["a.md:7"]),
        ("code --wait", ["--goto", "a.md:7"]),
        ("gedit", ["a.md"]),
    ],
)
def test_editors_are_told_the_line_in_their_own_way(editor_command: str, words: list[str]) -> None:
    assert _place(editor_command.split(), Path("a.md"), 7) == words
