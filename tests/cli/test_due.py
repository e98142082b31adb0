"""`dossier due` as a person and a program meet it: list, formats, who is meant, which book."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import REPOSITORY, Result

from dossierkit.book.load import load
from dossierkit.cli.due_text import lines_at, show_page
from dossierkit.cli.due_why import show_why
from dossierkit.index.answers import whole_listing
from dossierkit.index.pages import page_of
from dossierkit.method.followups import due, why

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

TRANSCRIPTS = sorted((REPOSITORY / "tests" / "cli" / "transcripts").glob("*.txt"))
ON = ("--on", "2026-11-20")


def person(header: str = "", name: str = "Anna") -> str:
    return f"---\nname: {name}\n{header}---\n"


def people(**headers: str) -> dict[str, str]:
    """Customers by id, each with lines of a header."""
    return {
        f"dossiers/customers/{name}.md": person(header, name.title())
        for name, header in headers.items()
    }


def golden() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden", REPOSITORY / "scripts" / "golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_transcripts_of_the_sample_book(path: Path) -> None:
    transcript = path.read_text(encoding="utf-8")
    assert golden().replay(transcript) == transcript, "after a wanted change: scripts/golden.py"


def test_the_list(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        people(anna="next: 2026-11-18 papers\nowner: lily\n", bert="snooze: 2026-12-31 leave\n")
    )
    result = run("due", *ON, book=book)
    assert result.status == 0
    assert result.stdout.splitlines() == [
        "LATE  WHO   COMPANY  IN  DO            BY  THERE",
        " 2 d  Anna  -        -   keep promise  -   -",
        "      next: papers",
        "      snoozed: Bert until 2026-12-31 leave",
    ]
    assert result.stderr.startswith("1 to do on 2026-11-20, 1 overdue")


def test_unreadable_files_are_loud_in_every_format(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        {**people(anna="next: 2026-11-18 x\n"), "dossiers/customers/bert.md": "no header\n"}
    )
    place = "dossiers/customers/bert.md:1:1: error: "
    for form in ("table", "csv"):
        result = run("due", *ON, "--format", form, book=book)
        assert result.status == 1
        assert "Anna" in result.stdout
        assert place in result.stderr
    result = run("due", *ON, "--format", "json", book=book)
    assert result.status == 1
    assert json.loads(result.stdout)["unreadable"][0]["path"] == "dossiers/customers/bert.md"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no customers yet"),
        (people(anna="next: 2026-12-01 x\n"), "nothing to do on 2026-11-20"),
    ],
)
def test_nothing_to_do_is_said(
    files: Mapping[str, str], said: str, make_book: MakeBook, run: Run
) -> None:
    result = run("due", *ON, book=make_book(files))
    assert (result.status, result.stdout) == (0, "")
    assert said in result.stderr


def test_only_unreadable_files(make_book: MakeBook, run: Run) -> None:
    result = run("due", *ON, book=make_book({"dossiers/customers/bert.md": "no header\n"}))
    assert result.status == 1
    assert "nothing to do" in result.stderr
    assert "1 files can't be trusted" in result.stderr


def test_csv_has_a_row_for_each(make_book: MakeBook, run: Run) -> None:
    header = "next: [2026-11-18 =1+1, 2026-11-19 call]\nreach: {prefers: phone}\n"
    book = make_book({**people(anna=header), "dossiers/customers/x.md": person("", '"=HYPER()"')})
    result = run("due", *ON, "--format", "csv", book=book)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    anna = rows["anna"]
    assert (anna["rules"], anna["reasons"]) == ("next next", "'=1+1; call")
    assert (anna["due"], anna["overdue_days"], anna["class"]) == ("2026-11-18", "2", "overdue")
    assert (anna["channel"], anna["company"], anna["local_time"]) == ("phone", "", "")
    assert rows["x"]["name"] == "'=HYPER()"


def test_csv_of_an_empty_book_is_a_heading(make_book: MakeBook, run: Run) -> None:
    result = run("due", *ON, "--format", "csv", book=make_book({}))
    assert result.stdout.startswith("id,name,company,")
    assert result.stdout.count("\n") == 1


def test_why_is_no_csv(make_book: MakeBook, run: Run) -> None:
    result = run("due", *ON, "--why", "anna", "--format", "csv", book=make_book(people(anna="")))
    assert result.status == 2


@pytest.mark.parametrize("form", ["table", "json"])
def test_why_of_a_doubtful_dossier_says_so(form: str, make_book: MakeBook, run: Run) -> None:
    book = make_book(people(anna="intent: keen\n"))
    result = run("due", *ON, "--why", "anna", "--format", form, book=book)
    assert result.status == 1
    assert "dossiers/customers/anna.md:3:9: error: " in result.stderr


@pytest.mark.parametrize(("header", "is_known"), [("country: de\n", True), ("", False)])
def test_local_time_only_for_today(
    header: str, is_known: bool, make_book: MakeBook, run: Run
) -> None:
    book = make_book(people(anna=f"next: 2026-11-02 x\n{header}"))

    def entry(*args: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("due", *args, "--format", "json", book=book).stdout)
        return dict(found["due"][0])

    for args in ((), ("--on", "today")):
        assert (entry(*args)["local_time"] is not None) is is_known
        assert (entry(*args)["at_work"] in (True, False)) is is_known
    tomorrow = entry("--on", "+1d")
    assert tomorrow["local_time"] is tomorrow["at_work"] is None


def test_without_on_today_counts(make_book: MakeBook, run: Run) -> None:
    today = date.today()
    days = {"now": today, "later": today + timedelta(days=1)}
    book = make_book(people(**{name: f"next: {day} x\n" for name, day in days.items()}))
    found = json.loads(run("due", "--format", "json", book=book).stdout)
    assert found["on"] == today.isoformat()
    assert [entry["id"] for entry in found["due"]] == ["now"]


def test_the_clock_there(make_book: MakeBook, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_book(
        people(
            anna="next: 2026-11-20 a\ncountry: de\ncompany: brightlite\n",
            bert="next: 2026-11-23 b\ncountry: gb\n",
        )
    )
    book = load(root)
    now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    found = whole_listing(book, due(book, now.date(), within=7))
    show_page(page_of(found, lines_at(now)), now, 7)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["today", "Anna", "brightlite", "de", "keep", "promise", "-", "Fri",
                                "09:00"]  # fmt: skip
    assert lines[3].split()[0] == "11-23"
    assert lines[3].endswith("Fri 08:00 off")
    show_why(why(book, book.customers["bert"], now.date()))
    assert "nothing is due" in capsys.readouterr().out
