"""Which book `due` reads, and what it does without one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Result, write_book

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

ON = ("--on", "2026-11-20", "--format", "json")


def one(name: str) -> dict[str, str]:
    return {f"dossiers/customers/{name}.md": f"---\nname: {name}\n---\n"}


def listed(result: Result) -> list[str]:
    assert result.status == 0
    return [entry["id"] for entry in json.loads(result.stdout)["due"]]


def test_the_one_we_are_in_or_below(make_book: MakeBook, run: Run) -> None:
    book = make_book(one("anna"))
    assert listed(run("due", *ON, book=book)) == ["anna"]
    assert listed(run("due", *ON, book=book / "dossiers" / "customers")) == ["anna"]


def test_the_option_before_the_environment_before_the_folder(tmp_path: Path, run: Run) -> None:
    here, there, named = (write_book(tmp_path / name, one(name)) for name in ("a", "b", "c"))
    environment = {"DOSSIER_BOOK": str(there)}
    assert listed(run("due", *ON, book=here, env=environment)) == ["b"]
    assert listed(run("due", *ON, "--book", named, book=here, env=environment)) == ["c"]
    assert listed(run("--book", named, "due", *ON, book=here)) == ["c"]


@pytest.mark.parametrize("args", [(), ("--book", "nowhere"), ("--book", ".")])
def test_no_book(args: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    result = run("due", *ON, *args, book=tmp_path)
    assert (result.status, result.stdout) == (1, "")
    assert "no book" in result.stderr


def test_a_broken_policy_stops_everything(make_book: MakeBook, run: Run) -> None:
    book = make_book({**one("anna"), "dossiers/book.yaml": "name: X\ntimezon: Asia/Shanghai\n"})
    result = run("due", *ON, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "dossiers/book.yaml:2:1: error: " in result.stderr
    assert "did you mean 'timezone'?" in result.stderr


def test_no_dossier_is_written(sample_book: Path, run: Run) -> None:
    def state() -> dict[Path, bytes]:
        files = (path for path in sample_book.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files if ".dossier" not in path.parts}

    before = state()
    for args in ((), ("--within", "30d"), ("--why", "anna")):
        run("due", *ON, *args, book=sample_book)
    assert state() == before


ESCAPE = "\x1b]0;owned\x07"


def test_text_from_files_cannot_fool_a_terminal(make_book: MakeBook, run: Run) -> None:
    files = {"dossiers/customers/anna.md": "---\nname: A\u200bnna\nnext: 2026-11-20 a\n---\n"}
    for form in ("table", "csv", "json"):
        result = run("due", "--on", "2026-11-20", "--format", form, book=make_book(files))
        assert all(c.isprintable() or c == "\n" for c in result.stdout + result.stderr)
        assert "\\u200b" in result.stdout


def test_nor_can_what_was_typed(make_book: MakeBook, run: Run) -> None:
    for args in (("--why", ESCAPE), ("--owner", ESCAPE), ("--on", ESCAPE)):
        result = run("due", *args, book=make_book(one("anna")))
        assert result.status in (1, 2)
        assert "\x1b" not in result.stderr
        assert "\\x1b" in result.stderr


def test_git_breaks_off(make_book: MakeBook, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dossierkit.history.git import NoHistory

    def broken(*_: object) -> dict[str, str]:
        raise NoHistory("killed by signal 9")

    monkeypatch.setattr("dossierkit.history.past.entered.entered", broken)
    for command in (("due", *ON), ("due", "--why", "anna", *ON)):
        result = run(*command, book=make_book(one("anna")))
        assert (result.status, result.stdout) == (1, "")
        assert "git broke off" in result.stderr
        assert "try again: killed by signal 9" in result.stderr
