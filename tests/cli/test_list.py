"""`dossier list`: whom have I got, and whom not spoken with for long?"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossierkit.cli import list_text

ON = ("--on", "2026-11-20")


@pytest.fixture
def ask(run: Callable[..., Any], sample_book: Path) -> Callable[..., Any]:
    """Lists the sample book."""
    return lambda *words: run("list", *words, *ON, book=sample_book)


def ids(result: Any) -> list[str]:
    assert result.status == 0, result.stderr
    return [line.split()[0] for line in result.stdout.splitlines()[1:]]


def test_all_customers_by_id(ask: Callable[..., Any]) -> None:
    result = ask()
    head, first = result.stdout.splitlines()[:2]
    assert head.split() == ["ID", "NAME", "COMPANY", "IN", "STAGE", "INTENT", "OWNER", "LAST"]
    assert first.startswith("abdullah-al-qahtani  عبدالله القحطاني")
    assert ids(result) == sorted(ids(result))


def test_orders_and_filters(ask: Callable[..., Any]) -> None:
    assert ids(ask("--where", "country=de", "--where", "stage=harmony")) == ["karl-brandt"]
    assert ids(ask("--where", "last<-60d")) == ["giles-thornbury", "pierre-lambert"]
    assert ids(ask("--owner", "tom", "--sort", "-last"))[0] == "mike-delgado"
    assert ids(ask("--where", "standing=lapsed")) == ["sergey-volkov"]


def test_the_last_touch_is_that_of_the_day(run: Callable[..., Any], sample_book: Path) -> None:
    result = run(
        "list", "--where", "id=anna-schmidt", "--on", "2026-11-10", "--format", "json",
        book=sample_book,
    )  # fmt: skip
    assert json.loads(result.stdout) == [
        {
            "id": "anna-schmidt",
            "name": "Anna Schmidt",
            "company": "brightlite",
            "country": "de",
            "stage": "assimilation",
            "intent": "quoted-silent",
            "owner": "lily",
            "last": "2026-11-10",
            "path": "dossiers/customers/anna-schmidt.md",
        }
    ]


def test_companies_countries_and_the_team(ask: Callable[..., Any]) -> None:
    company = json.loads(ask("companies", "--where", "id=brightlite", "--format", "json").stdout)[0]
    assert (company["people"], company["stores"], company["last"]) == (3, 42, "2026-11-18")
    country = json.loads(ask("country", "--where", "id=sg", "--format", "json").stdout)[0]
    assert country["languages"] == ["en", "zh", "ms", "ta"]
    assert (country["companies"], country["customers"]) == (1, 2)
    assert ids(ask("team")) == ids(ask("member")) == ["chen-mei", "lily", "tom", "wang-jun"]
    assert "en; zh; ms; ta" in ask("countries").stdout


def test_a_spreadsheet_gets_no_formula(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book({"dossiers/customers/eve.md": '---\nname: =HYPERLINK("x")\n---\n'})
    result = run("list", "--format", "csv", book=root)
    head, row = csv.reader(result.stdout.splitlines())
    assert head[-1] == "path"
    assert row[:4] == ["eve", '\'=HYPERLINK("x")', "", ""]


def test_wrong_words_are_wrong_usage(ask: Callable[..., Any]) -> None:
    for words, message in (
        (["--where", "stge=harmony"], "did you mean stage?"),
        (["--where", "stage=harmny"], "did you mean 'harmony'?"),
        (["--sort", "-lst"], "did you mean last?"),
        (["suppliers"], "'suppliers' is no kind; there are customers, companies"),
        (["companies", "--owner", "lily"], "--owner goes with customers only"),
    ):
        result = ask(*words)
        assert result.status == 2
        assert message in result.stderr
        assert not result.stdout


def test_an_unknown_owner_is_an_expected_failure(ask: Callable[..., Any]) -> None:
    result = ask("--owner", "bob")
    assert result.status == 1
    assert "chen-mei, lily, tom, wang-jun" in result.stderr


def test_nobody_is_found(ask: Callable[..., Any], run: Callable[..., Any], make_book: Any) -> None:
    result = ask("--where", "tags=nobody")
    assert (result.status, result.stdout) == (0, "")
    assert "none of 29 meets this" in result.stderr
    empty = run("list", "companies", book=make_book({}))
    assert (empty.status, empty.stdout) == (0, "")
    assert "put <id>.md into dossiers/companies/" in empty.stderr


def test_an_unreadable_file_is_said(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book(
        {
            "dossiers/customers/anna.md": "---\nname: Anna\nname: Eve\n---\n",
            "dossiers/customers/bo.md": "---\nname: Bo\nstage: harmny\n---\n",
        }
    )
    result = run("list", book=root)
    assert result.status == 1
    assert result.stdout.splitlines()[1].split() == ["bo", "Bo"]
    assert "1 finding in the dossiers above: dossier check" in result.stderr
    assert "can't be read: dossiers/customers/anna.md:3:1: error:" in result.stderr


def test_a_narrow_terminal_goes_without_some_columns(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_text, "columns_of_terminal", lambda: 80)
    assert ask().stdout.split("\n")[0].split() == ["ID", "NAME", "IN", "STAGE", "INTENT", "LAST"]
    monkeypatch.setattr(list_text, "columns_of_terminal", lambda: 200)
    assert "COMPANY" in ask().stdout
