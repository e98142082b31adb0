"""Lily corrects a fact: one line of one file, with the reason in the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import ANNA, ANNA_FILE, BRIGHTLITE, git, make, numstat

from dossierkit.cli import set as set_command
from dossierkit.cli.saving import save

Run = Callable[..., Any]

COMPANY_FILE = "dossiers/companies/brightlite.md"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


def text(book: Path, path: str = ANNA_FILE) -> str:
    return (book / path).read_text(encoding="utf-8")


def test_one_fact_is_one_line(run: Run, book: Path) -> None:
    result = run("set", "anna", "stage", "consideration", book=book)
    assert result.status == 0, result.stderr
    assert result.stdout == "anna: stage: interest → consideration\n"
    assert text(book) == ANNA.replace("stage: interest", "stage: consideration")
    assert numstat(book) == {ANNA_FILE: (1, 1)}
    assert git(book, "log", "-1", "--format=%s") == "set(anna): stage\n"


def test_terms_of_a_customer_are_the_companys_and_the_comment_stays(run: Run, book: Path) -> None:
    result = run(
        "set", "anna", "terms.payment", "L/C at sight", "--why", "their bank insists", book=book
    )
    assert result.status == 0, result.stderr
    assert "brightlite: terms.payment: T/T 30/70 → L/C at sight" in result.stdout
    expected = BRIGHTLITE.replace("T/T 30/70 ", "L/C at sight ")
    assert text(book, COMPANY_FILE) == expected
    assert "their bank insists" in git(book, "log", "-1", "--format=%b")


def test_a_new_fact_is_one_line_more(run: Run, book: Path) -> None:
    assert run("set", "anna", "birthday", "04-12", book=book).status == 0
    assert "birthday: 04-12\n" in text(book)
    assert numstat(book) == {ANNA_FILE: (1, 0)}


def test_a_fact_inside_brackets(run: Run, book: Path) -> None:
    assert run("set", "anna", "reach.wechat", "anna-s", book=book).status == 0
    assert "reach: {email: [anna@brightlite.example], prefers: email, wechat: anna-s}" in text(book)
    assert numstat(book) == {ANNA_FILE: (1, 1)}


def test_lists_grow_and_shrink(run: Run, book: Path) -> None:
    assert run("set", "anna", "tags", "--add", "vip", book=book).status == 0
    assert "tags: [strip-project, vip]\n" in text(book)
    assert run("set", "anna", "tags", "--remove", "strip-project", book=book).status == 0
    assert "tags: [vip]\n" in text(book)
    assert run("set", "anna", "tags", "[a, b]", book=book).status == 0
    assert "tags: [a, b]\n" in text(book)


def test_a_fact_is_taken_away_only_by_name(run: Run, book: Path) -> None:
    refused = run("set", "anna", "intent", "", book=book)
    assert refused.status == 1
    assert "dossier set anna intent --unset" in refused.stderr
    assert run("set", "anna", "intent", "--unset", book=book).status == 0
    assert text(book) == ANNA.replace("intent: interested\n", "")


def test_what_is_so_already_changes_nothing(run: Run, book: Path) -> None:
    result = run("set", "anna", "stage", "interest", book=book)
    assert result.status == 0
    assert "is so already" in result.stderr
    assert git(book, "rev-list", "--count", "HEAD") == "1\n"


def test_an_opt_out_is_taken_and_stops_everything(run: Run, book: Path) -> None:
    assert run("set", "anna", "consent.do-not-contact", "true", book=book).status == 0
    assert "consent: {do-not-contact: true}\n" in text(book)
    assert "anna" not in run("due", "--on", "2026-11-20", book=book).stdout


def test_a_value_may_begin_with_a_dash(run: Run, book: Path) -> None:
    assert run("set", "brightlite", "terms.price-adjustment", "-1.5%", book=book).status == 0
    assert "  price-adjustment: -1.5%\n" in text(book, COMPANY_FILE)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["anna", "reason", "--unst"], 2, "no option '--unst'"),
        (["anna", "stage", "harmoney"], 1, "did you mean 'harmony'?"),
        (["anna", "stag", "harmony"], 2, "did you mean stage?"),
        (["anna", "birthday", "30-30"], 1, "birthday"),
        (["anna", "standing", "customer"], 2, "standing"),
        (["anna", "stage"], 2, "VALUE"),
        (["anna", "stage", "harmony", "--unset"], 2, "--unset"),
        (["anna", "birthday", "--unset"], 1, "is not set"),
        (["anna", "stage", "--add", "x"], 2, "is no list"),
        (["anna", "tags", "--remove", "vip"], 1, "'vip'"),
        (["anna", "name", "--unset"], 1, "name"),
        (["anna", "name", "a\x1bb"], 1, "control character"),
        (["anna", "tags", "[a, b"], 1, "["),
        (["nobody", "stage", "harmony"], 1, "nobody"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_written(
    arguments: list[str], status: int, message: str, run: Run, book: Path
) -> None:
    result = run("set", *arguments, book=book)
    assert (result.status, result.stdout) == (status, ""), result.stderr
    assert message in result.stderr
    assert text(book) == ANNA
    assert git(book, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("name: Otto\n", "otto has none: dossier set otto company ID"),
        ("name: Otto\ncompany: gone\n", "dossier check dossiers/companies/gone.md"),
    ],
)
def test_terms_need_a_company(header: str, message: str, run: Run, tmp_path: Path) -> None:
    book = make(tmp_path / "b", {"dossiers/customers/otto.md": f"---\n{header}---\n"})
    result = run("set", "otto", "terms.payment", "T/T", book=book)
    assert result.status == 1
    assert message in result.stderr


def test_a_file_that_goes_or_breaks_meanwhile_is_not_written(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = book / ANNA_FILE

    def meanwhile(change: Callable[[], object]) -> Any:
        def saving(*arguments: Any) -> Any:
            change()
            return save(*arguments)

        monkeypatch.setattr(set_command, "save", saving)
        return run("set", "anna", "stage", "harmony", book=book)

    assert "mend it first" in meanwhile(lambda: file.write_text("---\nname: [")).stderr
    file.write_text(ANNA)
    assert "is gone" in meanwhile(file.unlink).stderr


def test_a_read_only_file_is_left_so(run: Run, book: Path) -> None:
    file = book / ANNA_FILE
    file.chmod(0o444)
    result = run("set", "anna", "stage", "harmony", book=book)
    assert result.status == 1
    assert "read-only" in result.stderr
    assert text(book) == ANNA
