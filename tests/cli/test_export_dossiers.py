"""`dossier export csv`, `xlsx`, `json` and `vcf`, as somebody uses them."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Result
from openpyxl import load_workbook

MakeBook = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Result]
ON = ("--on", "2026-11-20")

FILES = {
    "dossiers/companies/acme.md": (
        "---\nname: Acme GmbH\ncountry: de\nstores: 12\nfounded: 1996-11-02\n"
        "terms: {payment: T/T 30/70, price-adjustment: +3%, signed-sample: true}\n---\n"
        "\n## Log\n\n- 2026-01-05 note: moved\n"
    ),
    "dossiers/customers/anna.md": (
        "---\nname: Anna Schmidt\ncompany: acme\nowner: lily\nstage: harmony\n"
        "reach: {email: [anna@acme.example, a@acme.example], phone: [+49 30 1234567]}\n"
        "source: {channel: exhibition, date: 2025-04-17}\nbirthday: 04-12\n"
        "next: 2026-11-25 call about L/C\n---\nLikes tea.\n\n"
        "## Log\n\n- 2026-11-02 quote out USD 12,400.50: 1 000 pcs #PI-118\n"
    ),
    "dossiers/customers/wang.md": (
        "---\nname: 王小明\nsalutation: =HYPERLINK(1)\nbirthday: 1985-04-12\n"
        "religion: buddhist\nconsent: {do-not-contact: true}\n---\n"
    ),
    "dossiers/team/lily.md": "---\nname: Lily\n---\n",
}


@pytest.fixture
def book(make_book: MakeBook) -> Path:
    return make_book(FILES)


def table(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"), newline="")))


def test_a_row_for_each_customer(run: Run, book: Path) -> None:
    result = run("export", "csv", *ON, book=book)
    assert result.status == 0
    assert result.stdout.startswith("\ufeffid,name,")
    anna, wang = table(result)
    assert anna["company.name"] == "Acme GmbH"
    assert anna["reach.email"] == "anna@acme.example; a@acme.example"
    assert anna["reach.phone"] == "'+49 30 1234567"
    assert (anna["notes"], anna["source.date"]) == ("Likes tea.", "2025-04-17")
    assert wang["salutation"] == "'=HYPERLINK(1)"
    assert (anna["consent.do-not-contact"], wang["consent.do-not-contact"]) == ("", "true")
    assert "religion" not in anna
    assert result.stderr == (
        "sensitive facts of 1 person are left out: no consent is in force\n"
        "1 person asked not to be contacted: wang\n"
    )


def test_raw_is_for_programs(run: Run, book: Path) -> None:
    result = run("export", "csv", "--raw", *ON, book=book)
    assert result.stdout.startswith("id,name,")
    anna, wang = table(result)
    assert (anna["reach.phone"], wang["salutation"]) == ("+49 30 1234567", "=HYPERLINK(1)")


def test_titles_in_chinese(run: Run, book: Path) -> None:
    (anna,) = table(run("export", "csv", "anna", "--lang", "zh", *ON, book=book))
    assert (anna["姓名"], anna["公司名称"], anna["勿联系"]) == ("Anna Schmidt", "Acme GmbH", "")


def test_companies_have_a_file_of_their_own(run: Run, book: Path) -> None:
    (acme,) = table(run("export", "csv", "--kind", "companies", *ON, book=book))
    assert (acme["company"], acme["company.terms.payment"]) == ("acme", "T/T 30/70")
    assert acme["company.terms.price-adjustment"] == "'+3%"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("anna",), ["anna"]),
        (("wang", "anna"), ["anna", "wang"]),
        (("--where", "stage=harmony"), ["anna"]),
        (("--owner", "lily"), ["anna"]),
        (("--where", "company.country=de", "--where", "owner=lily"), ["anna"]),
        (("wang", "--where", "stage=harmony"), []),
    ],
)
def test_those_who_are_meant(run: Run, book: Path, words: tuple[str, ...], ids: list[str]) -> None:
    result = run("export", "csv", *words, *ON, book=book)
    assert [row["id"] for row in table(result)] == ids
    assert ("none of 2 meets this" in result.stderr) == (ids == [])


def test_an_empty_book_says_so(run: Run, make_book: MakeBook) -> None:
    result = run("export", "jsonl", book=make_book({}))
    assert (result.status, result.stdout) == (0, "")
    assert "there is no customer in this book yet" in result.stderr


def test_a_line_of_json_for_each(run: Run, book: Path) -> None:
    result = run("export", "jsonl", *ON, book=book)
    listed = json.loads(run("export", "json", *ON, book=book).stdout)
    assert listed == [json.loads(line) for line in result.stdout.splitlines()]
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    shown = json.loads(run("show", "anna", *ON, "--format", "json", book=book).stdout)
    assert first == {name: shown[name] for name in first}
    assert {"header", "log", "notes", "company", "hidden", "do_not_contact"} <= first.keys()
    assert (first["do_not_contact"], second["do_not_contact"]) == (False, True)
    assert (second["id"], second["hidden"]) == ("wang", ["religion"])
    assert "buddhist" not in result.stdout


def test_cards(run: Run, book: Path) -> None:
    result = run("export", "vcf", "anna", "--version", "3.0", *ON, book=book)
    assert "VERSION:3.0\n" in result.stdout.replace("\r", "")
    assert "X-DOSSIER" in result.stdout
    assert "X-DOSSIER" not in run("export", "vcf", "anna", "--plain", *ON, book=book).stdout


def test_a_workbook_has_days_and_numbers(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.xlsx"
    result = run("export", "xlsx", "--to", target, *ON, book=book)
    assert result.status == 0
    assert f"written to {target}: 2 dossiers\n" in result.stderr
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    workbook = load_workbook(target)
    assert workbook.sheetnames == ["Customers", "Companies", "Log", "Follow-ups"]
    anna, wang = records(workbook["Customers"])
    assert anna["source.date"] == datetime(2025, 4, 17)
    assert (anna["birthday"], wang["birthday"]) == ("04-12", datetime(1985, 4, 12))
    assert wang["consent.do-not-contact"] is True
    assert wang["salutation"] == "=HYPERLINK(1)"
    (acme,) = records(workbook["Companies"])
    assert (acme["company.stores"], acme["company.terms.price-adjustment"]) == (12, 0.03)
    quote, moved = records(workbook["Log"])
    assert (quote["amount"], quote["currency"], quote["tags"]) == (12400.5, "USD", "PI-118")
    assert (moved["id"], moved["event"]) == ("acme", "note")
    (due,) = records(workbook["Follow-ups"])
    assert (due["id"], due["class"], due["company"]) == ("anna", "soon", "Acme GmbH")
    assert isinstance(due["due"], date)


def records(sheet: Any) -> list[dict[str, Any]]:
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_no_cell_of_a_workbook_is_a_formula(run: Run, make_book: MakeBook, tmp_path: Path) -> None:
    evil = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1")
    log = "".join(f"- 2026-01-05 note: {text}\n" for text in evil)
    book = make_book(
        {
            f"dossiers/customers/c{n}.md": (
                f'---\nname: "{text}"\nsalutation: "{text}"\n---\n{text}\n\n## Log\n\n{log}'
            )
            for n, text in enumerate(evil)
        }
    )
    target = tmp_path / "evil.xlsx"
    run("export", "xlsx", "--to", target, *ON, book=book)
    kinds = {
        cell.data_type
        for sheet in load_workbook(target)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in evil
    }
    assert kinds == {"s"}
    told = run("export", "csv", *ON, book=book).stdout
    for row in csv.reader(io.StringIO(told.removeprefix("\ufeff"), newline="")):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "＝")]


def test_only_companies_or_countries_in_a_workbook(run: Run, book: Path, tmp_path: Path) -> None:
    for kind, sheets in (("company", ["Companies", "Log"]), ("member", ["Team"])):
        target = tmp_path / f"{kind}.xlsx"
        run("export", "xlsx", "--kind", kind, "--to", target, *ON, book=book)
        assert load_workbook(target).sheetnames == sheets


def test_the_companies_of_those_who_are_meant(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "wang.xlsx"
    run("export", "xlsx", "wang", "--to", target, *ON, book=book)
    assert records(load_workbook(target)["Companies"]) == []


def test_a_text_too_long_for_a_cell_is_cut_and_named(
    run: Run, make_book: MakeBook, tmp_path: Path
) -> None:
    book = make_book({"dossiers/customers/anna.md": f"---\nname: Anna\n---\n{'x' * 40000}\n"})
    target = tmp_path / "long.xlsx"
    result = run("export", "xlsx", "--to", target, *ON, book=book)
    assert "anna: notes has 40,000 characters; an Excel cell holds 32,767: cut" in result.stderr
    (anna,) = records(load_workbook(target)["Customers"])
    assert (len(anna["notes"]), anna["notes"][-1]) == (32767, "…")


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "ics", "vcf", "xlsx"])
def test_a_new_file_outside_of_the_book(run: Run, book: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    result = run("export", form, "--to", target, *ON, book=book)
    assert (result.status, result.stdout) == (0, "")
    before = target.read_bytes()
    again = run("export", form, "--to", target, *ON, book=book)
    assert (again.status, f"{target} is there already" in again.stderr) == (1, True)
    assert target.read_bytes() == before


def test_never_into_git(run: Run, book: Path) -> None:
    result = run("export", "csv", "--to", book / "dossiers/all.csv", *ON, book=book)
    assert (result.status, "is inside the book" in result.stderr) == (1, True)
    assert run("export", "csv", "--to", "outbox/all.csv", *ON, book=book).status == 0
    assert (book / "outbox/all.csv").exists()


def test_places_that_can_t_be_written(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("export", "csv", "--to", tmp_path / "no/x.csv", *ON, book=book)
    assert (result.status, "there is no folder" in result.stderr) == (1, True)
    result = run("export", "csv", "--to", tmp_path / ("x" * 300), *ON, book=book)
    assert (result.status, "can't be written" in result.stderr) == (1, True)


def test_a_file_that_fails_half_way_is_taken_away(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> Any:
        yield b"id,name\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dossierkit.cli.export_table.csv_parts", full)
    result = run("export", "csv", "--to", tmp_path / "x.csv", *ON, book=book)
    assert (result.status, "No space left on device" in result.stderr) == (1, True)
    assert not (tmp_path / "x.csv").exists()


def test_unreadable_files_are_named(run: Run, make_book: MakeBook) -> None:
    book = make_book({**FILES, "dossiers/customers/bert.md": b"no header\n"})
    for form in ("csv", "json", "jsonl", "vcf", "ics"):
        result = run("export", form, *ON, book=book)
        assert result.status == 1
        assert "missing here: dossiers/customers/bert.md:1:1: error: " in result.stderr


def test_excel_without_its_libraries(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "dossierkit.exchange.tables.workbook", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = run("export", "xlsx", "--to", tmp_path / "x.xlsx", *ON, book=book)
    assert (result.status, "pip install 'dossierkit[excel]'" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("xlsx",), "an Excel file can't be printed: name one with --to"),
        (("ics", "--raw"), "--raw goes with csv"),
        (("csv", "--version", "3.0"), "--version goes with vcf"),
        (("vcf", "--within", "3d"), "--within goes with ics"),
        (("csv", "--plain"), "--plain goes with vcf"),
        (("vcf", "--kind", "company"), "vcf is for customers only"),
        (("csv", "--where", "foo=1"), "a customer has no field 'foo'"),
        (("csv", "--kind", "company", "--owner", "lily"), "--owner goes with customers only"),
        (("parquet", "anna", "--to", "x"), "it takes no WHO and no conditions"),
        (("--subject", "anna", "--where", "stage=harmony"), "--subject takes --format"),
        (("csv", "--format", "json"), "--format goes with --subject"),
    ],
)
def test_wrong_usage(run: Run, book: Path, words: tuple[str, ...], said: str) -> None:
    result = run("export", *words, book=book)
    assert (result.status, said in result.stderr) == (2, True), result.stderr
