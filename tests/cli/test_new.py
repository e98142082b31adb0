"""A new customer: what is known filled in, and a question for the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import FILES, git, make, numstat
from conftest import write_book

from dossierkit.cli import new as new_command
from dossierkit.history.commit import write

Run = Callable[..., Any]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


def test_a_chinese_customer_gets_an_id_that_can_be_typed(run: Run, book: Path) -> None:
    result = run("new", "customer", "王小明", "--set", "company=brightlite", book=book)
    assert result.status == 0, result.stderr
    path = "dossiers/customers/wang-xiao-ming.md"
    assert path in result.stdout
    text = (book / path).read_text(encoding="utf-8")
    assert text.startswith("---\nname: 王小明\n")
    assert "\ncompany: brightlite\n" in text
    assert "\n# birthday:             # When is your birthday?\n" in text
    assert "\n  # authority:          # Who else will look at our offer before you decide?" in text
    assert list(numstat(book)) == [path]
    assert git(book, "log", "-1", "--format=%s") == "new(wang-xiao-ming): customer\n"
    assert run("check", path, book=book).status == 0


def test_the_questions_become_the_answers(run: Run, book: Path) -> None:
    run("new", "customer", "Otto Lund", "--set", "reach.email=otto@lund.example", book=book)
    file = book / "dossiers/customers/otto-lund.md"
    before = file.read_text()
    assert "  email: [otto@lund.example]\n" in before
    assert run("set", "otto", "birthday", "04-12", book=book).status == 0
    assert run("set", "otto", "reach.wechat", "otto-l", book=book).status == 0
    assert run("log", "otto", "fair", "in", "Met at our booth", book=book).status == 0
    after = file.read_text()
    assert "\nbirthday: 04-12\n" in after
    assert "# birthday" not in after
    assert "\n  wechat: otto-l\n" in after
    assert len(after.splitlines()) == len(before.splitlines()) + 1


def test_the_owner_is_the_one_who_writes(run: Run, book: Path) -> None:
    run("new", "customer", "Otto Lund", book=book)
    assert "\nowner: lily\n" in (book / "dossiers/customers/otto-lund.md").read_text()


def test_a_country_is_filled_from_what_the_program_knows(run: Run, book: Path) -> None:
    result = run("new", "country", "no", book=book)
    assert result.status == 0, result.stderr
    text = (book / "dossiers/countries/no.md").read_text()
    for line in ("name: Norway", "languages: [no", "currency: NOK", "timezones: [Europe/Oslo"):
        assert f"\n{line}" in text
    assert '\ncalling-code: "+47"\n' in text
    assert "calendar: NO" in text
    assert "# certification:" in text
    assert run("check", "dossiers/countries/no.md", book=book).status == 0
    assert run("new", "country", "Japan", book=book).status == 0
    assert run("new", "country", "巴西", book=book).status == 0
    assert (book / "dossiers/countries/br.md").exists()


def test_a_company_and_a_colleague(run: Run, book: Path) -> None:
    assert run("new", "company", "Fjordlys AS", "--set", "country=no", book=book).status == 0
    assert run("new", "member", "Tom Becker", "--set", "email=tom@lumora.example", book=book)
    assert (book / "dossiers/companies/fjordlys-as.md").exists()
    assert "## Log" not in (book / "dossiers/team/tom-becker.md").read_text()


def test_a_company_in_a_new_country_points_to_the_country(run: Run, book: Path) -> None:
    result = run("new", "company", "Fjordlys AS", "--set", "country=no", book=book)
    assert "dossier new country no" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["customer", "Anna"], 1, "dossiers/customers/anna.md"),
        (["customer", "…"], 1, "--id"),
        (["customer", "Otto", "--id", "Otto Lund"], 2, "no id"),
        (["customer", "Otto", "--set", "stage=x"], 1, "stage"),
        (["customer", "Otto", "--set", "reach.email=anna@brightlite.example"], 1, "anna"),
        (["country", "Atlantis"], 1, "two letters"),
        (["person", "Otto"], 2, "is no kind"),
        (["customer", "  "], 1, "name"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_written(
    arguments: list[str], status: int, message: str, run: Run, book: Path
) -> None:
    result = run("new", *arguments, book=book)
    assert (result.status, result.stdout) == (status, ""), result.stderr
    assert message in result.stderr
    assert git(book, "status", "--porcelain") == ""


def test_a_name_can_be_given_an_id_of_its_own(run: Run, book: Path) -> None:
    assert run("new", "customer", "Otto", "--id", "otto-2", book=book).status == 0
    assert (book / "dossiers/customers/otto-2.md").exists()


def test_the_company_may_come_later(run: Run, book: Path) -> None:
    result = run("new", "customer", "Otto", "--set", "company=lund", book=book)
    assert "dossier new company NAME --id lund" in result.stderr


def test_a_book_without_git_begins_nobody_for_anyone(run: Run, tmp_path: Path) -> None:
    plain = write_book(tmp_path / "plain", FILES)
    assert run("new", "customer", "Otto", book=plain).status == 0
    stranger = {"dossiers/team/lily.md": "---\nname: Lily\nemail: other@lumora.example\n---\n"}
    book = make(tmp_path / "other", stranger)
    assert run("new", "customer", "Otto", book=book).status == 0
    assert "# owner" not in (book / "dossiers/customers/otto.md").read_text()


def test_a_file_that_appears_meanwhile_is_left_alone(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = book / "dossiers/customers/otto.md"

    def writing(*arguments: Any) -> Any:
        file.write_text("hers")
        return write(*arguments)

    monkeypatch.setattr(new_command, "write", writing)
    result = run("new", "customer", "Otto", book=book)
    assert result.status == 1
    assert "appeared meanwhile" in result.stderr
    assert file.read_text() == "hers"


def test_someone_erased_is_not_begun_again(run: Run, book: Path) -> None:
    assert run("forget", "anna", "--yes", book=book).status == 0
    address = ("--set", "reach.email=anna@brightlite.example")
    result = run("new", "customer", "Frau Muster", *address, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "asked to be erased" in result.stderr
    result = run("new", "customer", "Anna Schmidt", book=book)
    assert result.status == 0
    assert "make sure that this is another person" in result.stderr


def test_someone_of_the_same_name_is_pointed_out(run: Run, book: Path) -> None:
    result = run("new", "customer", "Schmidt, Anna", book=book)
    assert result.status == 0
    assert "dossiers/customers/anna.md" in result.stderr


def test_one_at_the_same_company_is_the_same_person(run: Run, book: Path) -> None:
    result = run("new", "customer", "Schmidt, Anna", "--set", "company=brightlite", book=book)
    assert result.status == 1
    assert "dossiers/customers/anna.md" in result.stderr
