"""Lily writes down what happened: one line in the log, the next step, and one commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA, ANNA_FILE, FILES, git, make, numstat
from conftest import write_book

Run = Callable[..., Any]

TODAY = date.today()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


def text(book: Path, path: str = ANNA_FILE) -> str:
    return (book / path).read_text(encoding="utf-8")


def test_a_call_is_one_line_more(run: Run, book: Path) -> None:
    result = run("log", "anna", "call", "out", "Not decided yet", "--date", "2026-11-05", book=book)
    assert result.status == 0, result.stderr
    assert "- 2026-11-05 call out: Not decided yet" in result.stdout
    line = "- 2026-11-05 call out: Not decided yet\n"
    assert text(book) == ANNA + line
    assert numstat(book) == {ANNA_FILE: (1, 0)}


def test_the_commit_says_what_who_and_why(run: Run, book: Path) -> None:
    run("log", "anna", "call", "out", "Hello", "--why", "she had asked me to", book=book)
    assert git(book, "log", "-1", "--format=%s|%an|%b") == (
        "log(anna): call out|Lily Chen|she had asked me to\n\nDossier: anna\nDossier-Cmd: log\n\n"
    )
    assert git(book, "rev-list", "--count", "HEAD") == "2\n"


def test_what_is_done_is_taken_from_the_next_steps_and_the_new_one_put_there(
    run: Run, book: Path
) -> None:
    arguments = ("log", "anna", "email", "out", "Sent it", "--date", "2026-11-19")
    result = run(*arguments, "--next", "3d ask whether it helped", book=book)
    assert result.status == 0, result.stderr
    due = TODAY + timedelta(days=3)
    assert f"next: {due} ask whether it helped   # she asked twice\n" in text(book)
    assert "done: 2026-11-19 send the data sheet" in result.stdout
    assert numstat(book) == {ANNA_FILE: (2, 1)}


def test_what_stays_open_stays(run: Run, book: Path) -> None:
    arguments = ("log", "anna", "email", "out", "Hello", "--date", "2026-11-05")
    assert run(*arguments, "--next", "2030-01-02 call", book=book).status == 0
    assert "next: [2026-11-19 send the data sheet, 2030-01-02 call]" in text(book)


def test_the_last_step_done_takes_its_line_away(run: Run, book: Path) -> None:
    result = run("log", "anna", "email", "out", "Sent it", "--date", "2026-11-19", book=book)
    assert "next:" not in text(book)
    assert "no next step" in result.stderr


def test_another_day_may_count_as_today(run: Run, book: Path) -> None:
    arguments = ("log", "anna", "email", "out", "Sent it", "--on", "2026-11-20")
    assert run(*arguments, "--next", "3d ask", book=book).status == 0
    assert "- 2026-11-20 email out: Sent it\n" in text(book)
    assert "next: 2026-11-23 ask " in text(book)
    result = run("log", "anna", "note", "x", "--on", "2999-01-01", book=book)
    assert result.status == 1


def test_a_note_leaves_the_next_step_alone(run: Run, book: Path) -> None:
    run("log", "anna", "note", "Her boss is on leave", "--date", "2026-11-19", book=book)
    assert "next: 2026-11-19" in text(book)


def test_amount_member_time_and_facts(run: Run, book: Path) -> None:
    result = run(
        *("log", "anna", "quote", "out", "1 000 pcs BL-20", "--amount", "usd 12,400"),
        *("--by", "mei", "--date", "2026-11-05", "--time", "9:05", "--set", "stage=sincerity"),
        *("--set", "terms.payment=T/T 50/50"),
        book=book,
    )
    assert result.status == 0, result.stderr
    assert "- 2026-11-05 09:05 quote out USD 12,400 by mei: 1 000 pcs BL-20\n" in text(book)
    assert "stage: sincerity\n" in text(book)
    assert numstat(book) == {ANNA_FILE: (2, 1), "dossiers/companies/brightlite.md": (1, 1)}
    assert "stage: interest → sincerity" in result.stdout
    assert git(book, "rev-list", "--count", "HEAD") == "2\n"
    assert "Dossier: brightlite\n" in git(book, "log", "-1", "--format=%b")


def test_an_event_suggests_what_follows_and_does_not_do_it(run: Run, book: Path) -> None:
    result = run("log", "anna", "sample", "out", "3 reels", book=book)
    assert "dossier set anna stage assimilation" in result.stderr
    assert "stage: interest\n" in text(book)
    result = run("log", "anna", "order", "PO 1", "--amount", "EUR 10.00", book=book)
    assert "dossier set anna stage harmony" in result.stderr
    assert "dossier set anna intent --unset" in result.stderr


def test_lines_of_a_long_text_continue_the_line(run: Run, book: Path) -> None:
    words = "First\nsecond\n\n# third\n```"
    run("log", "anna", "note", words, "--date", "2026-11-04", book=book)
    assert text(book).endswith("- 2026-11-04 note: First\n  second\n    # third\n    ```\n")
    assert run("check", book=book).status == 0


def test_a_company_has_a_log_of_its_own(run: Run, book: Path) -> None:
    result = run("log", "brightlite", "note", "Moves to a new hall", "--date", TODAY, book=book)
    assert result.status == 0, result.stderr
    path = "dossiers/companies/brightlite.md"
    assert text(book, path).endswith(f"---\n\n## Log\n\n- {TODAY} note: Moves to a new hall\n")


def test_a_chinese_name_is_enough(run: Run, tmp_path: Path) -> None:
    wang = {"dossiers/customers/wang-xiao-ming.md": "---\nname: 王小明\n---\n\n## Log\n"}
    book = make(tmp_path / "book", wang)
    assert run("log", "王小明", "chat", "in", "要样品", "--date", TODAY, book=book).status == 0
    assert text(book, "dossiers/customers/wang-xiao-ming.md").endswith(
        f"## Log\n- {TODAY} chat in: 要样品\n"
    )


def test_a_plain_folder_works_without_history(run: Run, tmp_path: Path) -> None:
    book = write_book(tmp_path / "plain", FILES)
    result = run("log", "anna", "call", "out", "Hello", "--date", "2026-11-05", book=book)
    assert result.status == 0, result.stderr
    assert text(book).endswith("- 2026-11-05 call out: Hello\n")


def test_commit_off_leaves_the_commit_to_the_user(run: Run, tmp_path: Path) -> None:
    book = make(tmp_path / "book", {"dossiers/book.yaml": "commit: off\n"})
    assert run("log", "anna", "call", "out", "Hello", book=book).status == 0
    assert git(book, "rev-list", "--count", "HEAD") == "1\n"
    assert git(book, "status", "--porcelain") == f" M {ANNA_FILE}\n"


TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["anna", "call", "x", "--date", str(TOMORROW)], 1, "--next"),
        (["anna", "call", "x", "--date", "2026-02-30"], 2, "is no date"),
        (["anna", "call", "x", "--time", "25:00"], 2, "is no time"),
        (["anna", "coll", "x"], 2, "did you mean 'call'?"),
        (["anna", "xyzzy", "x"], 2, "call meeting visit"),
        (["anna", "call"], 2, "say what happened"),
        (["anna", "call", "out"], 2, "say what happened"),
        (["anna", "call", "x", "--by", "otto"], 1, "there is lily, mei"),
        (["anna", "quote", "x", "--amount", "12,400"], 2, "USD 12,400"),
        (["anna", "quote", "x", "--amount", "USD 12.400,00"], 2, "USD 12,400"),
        (["anna", "call", "x", "--next", "soon"], 2, "is no step"),
        (["anna", "call", "x", "--next", "2020-01-01 call"], 1, "is past"),
        (["anna", "call", "x", "--set", "stage"], 2, "FIELD=VALUE"),
        (["anna", "call", "x", "--set", "stage=harmoney"], 1, "did you mean 'harmony'?"),
        (["anna", "call", "x", "--set", "stag=harmony"], 2, "did you mean stage?"),
        (["anna", "call", "x", "--set", "stage="], 1, "--unset"),
        (["anna", "call", "x\x07y"], 1, "control character"),
        (["anno", "call", "x"], 1, "did you mean"),
        (["lily", "call", "x"], 1, "a customer or a company has a log"),
        (["brightlite", "call", "x", "--next", "3d y"], 2, "belongs to a customer"),
        (["anna", "quote", "out", "valid 2026-02-30"], 1, "there is no day 2026-02-30"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_written(
    arguments: list[str], status: int, message: str, run: Run, book: Path
) -> None:
    result = run("log", *arguments, book=book)
    assert (result.status, result.stdout) == (status, ""), result.stderr
    assert message in result.stderr
    assert text(book) == ANNA
    assert git(book, "status", "--porcelain") == ""
    assert git(book, "rev-list", "--count", "HEAD") == "1\n"


def test_an_unreadable_dossier_is_not_written(run: Run, tmp_path: Path) -> None:
    broken = ANNA.replace("owner: lily\n", "owner: lily\nowner: mei\n")
    book = make(tmp_path / "book", {ANNA_FILE: broken})
    result = run("log", "anna", "call", "x", book=book)
    assert result.status == 1
    assert f"{ANNA_FILE}:5:1" in result.stderr
    assert text(book) == broken


def test_a_next_step_that_can_not_be_read_stays(run: Run, tmp_path: Path) -> None:
    odd = ANNA.replace("next: 2026-11-19 send the data sheet ", "next: soon call her ")
    book = make(tmp_path / "book", {ANNA_FILE: odd})
    arguments = ("log", "anna", "email", "out", "Hello", "--date", "2026-11-19")
    assert run(*arguments, "--next", "2030-01-02 call", book=book).status == 0
    assert "next: [soon call her, 2030-01-02 call]" in text(book)


def test_an_open_editor_is_told_to_load_the_file_again(run: Run, book: Path) -> None:
    (book / "dossiers/customers/.anna.md.swp").write_bytes(b"b0VIM")
    result = run("log", "anna", "call", "out", "Hello", book=book)
    assert result.status == 0
    assert "open in an editor" in result.stderr


def test_others_work_is_left_alone(run: Run, book: Path) -> None:
    other = book / "dossiers/companies/brightlite.md"
    other.write_text(other.read_text() + "\nStaged.\n")
    git(book, "add", "--all")
    other.write_text(other.read_text() + "Not staged.\n")
    before = git(book, "diff"), git(book, "diff", "--cached")
    assert run("log", "anna", "call", "out", "Hello", book=book).status == 0
    assert (git(book, "diff"), git(book, "diff", "--cached")) == before
    assert list(numstat(book)) == [ANNA_FILE]


def test_a_change_by_hand_goes_along_and_that_is_said(run: Run, book: Path) -> None:
    file = book / ANNA_FILE
    file.write_text(ANNA.replace("her boss", "Mr Brandt"))
    result = run("log", "anna", "call", "out", "Hello", book=book)
    assert result.status == 0
    assert "not committed" in result.stderr
    assert "Mr Brandt" in git(book, "show", f"HEAD:{ANNA_FILE}")
