"""Who is in a book, looked up: what else happens meanwhile costs time, never a right answer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Result, write_book
from lists import by_book, by_index

from dossierkit.book.load import load
from dossierkit.book.noted import COMPANY, OWNER
from dossierkit.book.roster import RosterBook
from dossierkit.cli.indexed import open_for_few
from dossierkit.index import filling, roster
from dossierkit.index.database import writing_into

ON = date(2026, 11, 20)
ANNA = "---\nname: Anna\ncompany: brightlite\nowner: lily\nnext: 2026-11-18 papers\n---\n"
BERT = "---\nname: Bert\ncompany: brightlite\nsource: {date: 2026-11-01}\n---\n"
FILES: dict[str, str | bytes] = {
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/bert.md": BERT,
    "dossiers/companies/brightlite.md": "---\nname: Brightlite\ncountry: de\n---\n",
}
Run = Callable[..., Result]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = write_book(tmp_path, FILES)
    assert by_index(root, ON) == by_book(root, ON)
    return root


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is no longer fresh."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)


def opened(root: Path) -> Any:
    """The book as a command about one customer opens it."""
    found = open_for_few(str(root))
    assert isinstance(found, RosterBook)
    return found


def put(root: Path, name: str, text: str) -> None:
    (root / "dossiers" / name).write_text(text, encoding="utf-8")


def test_what_was_noted_before_another_command_filled_the_index_is_not_mixed_with_what_it_noted(
    book: Path,
) -> None:
    few = opened(book)
    put(book, "customers/bert.md", BERT.replace("brightlite", "nordlys"))
    assert opened(book).noted(COMPANY)["bert"] == "nordlys"
    assert few.roster.recall(COMPANY) is None
    assert few.noted(COMPANY) == load(book).noted(COMPANY)


def test_an_index_that_vanishes_meanwhile_is_done_without(book: Path) -> None:
    few = opened(book)
    shutil.rmtree(book / ".dossier")
    (book / ".dossier").write_text("a file")
    assert few.noted(OWNER) == {"anna": "lily"}
    assert [one.id for one in few.staff_of("brightlite")] == ["anna", "bert"]


@pytest.mark.parametrize("content", ["no header", None])
def test_a_dossier_that_breaks_while_it_is_looked_for_is_said(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file, read = book / "dossiers/customers/anna.md", roster._read

    def and_then(*args: Any) -> Any:
        found = read(*args)
        file.write_text(content) if content else file.unlink()
        return found

    monkeypatch.setattr(roster, "_read", and_then)
    result = run("price", "anna", "--book", book)
    assert (result.status, result.stdout) == (1, "")
    assert "dossiers/customers/anna.md was changed while it was read" in result.stderr
    assert "run the command again" in result.stderr


def test_a_policy_that_breaks_while_somebody_is_looked_for_is_said(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = roster._read

    def and_then(*args: Any) -> Any:
        put(book, "book.yaml", "country: [\n")
        return read(*args)

    monkeypatch.setattr(roster, "_read", and_then)
    result = run("log", "anna", "note", "x", "--book", book)
    assert result.status == 1
    assert "the book's policy can't be read" in result.stderr


def test_what_another_command_filled_meanwhile_is_looked_at_again(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(book, "customers/bert.md", BERT.replace("Bert", "Berta"))

    def be_late(index: sqlite3.Connection) -> Any:
        put(book, "customers/bert.md", BERT.replace("Bert", "Bertram"))
        by_index(book, ON)
        return writing_into(index)

    monkeypatch.setattr("dossierkit.index.roster.writing_into", be_late)
    assert opened(book).customers.names["bert"] == "Bertram"
    monkeypatch.undo()
    assert opened(book).customers.names["bert"] == "Bertram"


def test_where_nothing_can_be_kept_the_whole_book_is_read(book: Path, run: Run) -> None:
    shutil.rmtree(book / ".dossier")
    os.symlink(book, book / ".dossier")
    assert not isinstance(open_for_few(str(book)), RosterBook)
    result = run("set", "bert", "owner", "lily", "--book", book)
    assert (result.status, result.stdout) == (0, "bert: owner: – → lily\n")


@pytest.mark.usefixtures("quiet")
def test_many_files_are_read_as_for_a_list_and_few_are_not(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_A_FEW", 1)
    put(book, "customers/bert.md", f"{BERT}## Log\n\n- 2026-11-19 meeting: met\n")
    opened(book)
    assert lists(book) == [0]
    put(book, "customers/bert.md", f"{BERT}## Log\n\n- 2026-11-18 meeting: met\n")
    put(book, "customers/anna.md", ANNA.replace("papers", "call"))
    opened(book)
    assert 1 in lists(book)
    assert by_index(book, ON) == by_book(book, ON)


def lists(root: Path) -> list[int]:
    """Of each list that is kept, whether all of it is known."""
    with closing(sqlite3.connect(root / ".dossier/index.db")) as index:
        return [whole for (whole,) in index.execute("SELECT is_whole FROM asked ORDER BY turn")]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("look_up_first", [False, True])
def test_a_letter_to_a_colleague_is_noted_in_every_list_that_was_asked_for(
    book: Path, look_up_first: bool
) -> None:
    met = f"{BERT}## Log\n\n- 2026-11-18 meeting: met\n"
    put(book, "customers/bert.md", met.replace("source", "next: 2027-05-05 x\nsource"))
    for within in (0, 7):
        by_index(book, ON, within)
    mailed = f"{met}- 2026-11-19 price-update out: list\n"
    put(book, "customers/bert.md", mailed.replace("source", "next: 2027-05-05 x\nsource"))
    if look_up_first:
        opened(book)
    for within in (0, 7):
        found = by_index(book, ON, within)
        assert found == by_book(book, ON, within)
        assert "got a price-update" in str(found.data)
