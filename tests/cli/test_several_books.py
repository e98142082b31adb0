"""`--book A --book B`: one question to several books, each with its own answer and index."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, write_book

Run = Callable[..., Result]
ON = ("--on", "2026-11-20")


@pytest.fixture
def books(tmp_path: Path) -> tuple[str, str]:
    """Two books: Anna is due in one of them, 王芳 in the other."""
    people = {"one": ("anna", "Anna", "lily"), "two": ("wang-fang", "王芳", "tom")}
    for folder, (who, name, owner) in people.items():
        text = f"---\nname: {name}\nowner: {owner}\nnext: 2026-11-18 papers\n---\n"
        files: dict[str, str | bytes] = {
            f"dossiers/customers/{who}.md": text,
            f"dossiers/team/{owner}.md": f"---\nname: {owner.title()}\n---\n",
        }
        write_book(tmp_path / folder, files)
    return str(tmp_path / "one"), str(tmp_path / "two")


def named(books: tuple[str, str]) -> list[str]:
    return [word for book in books for word in ("--book", book)]


def test_due_names_each_book_and_keeps_an_index_in_each(run: Run, books: tuple[str, str]) -> None:
    for _ in range(2):
        result = run("due", *ON, *named(books))
        assert result.status == 0
        lines = result.stdout.splitlines()
        assert lines[0] == f"== {books[0]}"
        assert f"== {books[1]}" in lines
        assert result.stdout.index("Anna") < result.stdout.index("王芳")
    assert all((Path(book) / ".dossier/index.db").exists() for book in books)


@pytest.mark.parametrize("command", ["due", "report"])
def test_json_is_a_list_of_books(run: Run, books: tuple[str, str], command: str) -> None:
    found = json.loads(run(command, *ON, "--format", "json", *named(books)).stdout)
    assert [one["book"] for one in found] == list(books)
    alone = json.loads(run(command, *ON, "--format", "json", "--book", books[1]).stdout)
    assert found[1] == {"book": books[1], **alone}


@pytest.mark.parametrize("args", [("due",), ("list",), ("report", "overview")])
def test_csv_has_a_column_for_the_book(
    run: Run, books: tuple[str, str], args: tuple[str, ...]
) -> None:
    result = run(*args, *ON, "--format", "csv", *named(books))
    head, *rows = csv.reader(io.StringIO(result.stdout))
    assert head[0] == "book"
    assert {row[0] for row in rows if row} >= set(books)


def test_list_puts_the_book_into_each_record(run: Run, books: tuple[str, str]) -> None:
    found = json.loads(run("list", *ON, "--format", "json", *named(books)).stdout)
    assert [(one["book"], one["id"]) for one in found] == [
        (books[0], "anna"),
        (books[1], "wang-fang"),
    ]


def test_one_calendar_for_all(run: Run, books: tuple[str, str]) -> None:
    result = run("due", *ON, "--format", "ics", *named(books))
    assert result.stdout.count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize("command", ["list", "report"])
def test_tables_stand_under_their_books(run: Run, books: tuple[str, str], command: str) -> None:
    result = run(command, *ON, *named(books))
    assert [line for line in result.stdout.splitlines() if line.startswith("== ")] == [
        f"== {book}" for book in books
    ]


def test_the_same_book_twice_is_one(run: Run, books: tuple[str, str]) -> None:
    result = run("due", *ON, "--book", books[0], "--book", books[0])
    assert "==" not in result.stdout


def test_one_that_is_none_stops_all(run: Run, books: tuple[str, str], tmp_path: Path) -> None:
    result = run("due", *ON, "--book", books[0], "--book", str(tmp_path / "nowhere"))
    assert (result.status, result.stdout) == (1, "")
    assert "nowhere is no book" in result.stderr


def test_what_is_wrong_in_one_fails(run: Run, books: tuple[str, str]) -> None:
    (Path(books[1]) / "dossiers/customers/bert.md").write_text("no header\n")
    result = run("due", *ON, *named(books))
    assert result.status == 1
    assert "Anna" in result.stdout
    assert "bert.md:1:1" in result.stderr


@pytest.mark.parametrize(
    "args", [("due", "--why", "anna"), ("due", "--at", "v1"), ("report", "--html", "page.html")]
)
def test_what_is_about_one_book_says_so(
    run: Run, books: tuple[str, str], args: tuple[str, ...]
) -> None:
    result = run(*args, *named(books))
    assert result.status == 2
    assert "one book" in result.stderr


def test_the_environment_names_one(
    run: Run, books: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_BOOK", books[1])
    assert "王芳" in run("due", *ON).stdout
    assert "Anna" in run("due", *ON, "--book", books[0]).stdout
