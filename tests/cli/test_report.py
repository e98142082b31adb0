"""`dossier report`: what the book says as a whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from timeline import Timeline, text

from dossierkit.report.sections import SECTIONS

Run = Callable[..., Any]
MakeBook = Callable[[dict[str, str]], Path]

ON = ("--on", "2026-11-20")
ANNA = "dossiers/customers/anna.md"


def report(run: Run, book: Path, *words: str) -> Any:
    """The report as data."""
    result = run("report", *words, *ON, "--format", "json", book=book)
    assert result.status == 0, result
    return json.loads(result.stdout)


def test_the_whole_report_has_every_section_and_says_what_was_converted(
    run: Run, sample_book: Path
) -> None:
    result = run("report", *ON, book=sample_book)
    assert result.status == 0
    for title in ("AT A GLANCE", "WHERE CUSTOMERS COME FROM", "WON AND LOST", "WORTH WAKING"):
        assert title in result.stdout
    assert "converted by 1 GBP = 1.32083 USD of 2026-11-18 (own bank)" in result.stderr
    assert "need git" in result.stderr


def test_one_section_is_whole_and_says_how_it_is_counted(run: Run, sample_book: Path) -> None:
    result = run("report", "terms", *ON, book=sample_book)
    assert "more: dossier report" not in result.stdout
    assert "T/T 30 % deposit, 70 % against copy of B/L" in result.stdout
    assert "MEDIAN, FROM and TO are price adjustments" in result.stdout
    assert "git" not in result.stderr


def test_json_is_stable_and_has_every_table(run: Run, sample_book: Path) -> None:
    data = report(run, sample_book)
    assert list(data["sections"]) == list(SECTIONS)
    assert (data["on"], data["since"], data["begin"]) == ("2026-11-20", None, "2025-12-01")
    assert (data["currency"], data["owner"], data["has_history"]) == ("USD", None, False)
    assert data["rates"] == [
        {
            "from": "GBP",
            "to": "USD",
            "rate": data["rates"][0]["rate"],
            "date": "2026-11-18",
            "source": "own bank",
        }
    ]
    assert data["sections"]["sources"]["channels"][0] == {
        "channel": "exhibition",
        "people": 6,
        "bought": 2,
        "share": 33,
        "customers": 2,
        "orders": 9,
        "value": "299984.20",
        "value_unconverted": {},
    }
    [linda, *_] = data["sections"]["dormant"]["terms"]
    assert (linda["id"], linda["wanted"]) == ("linda-kowalski", "open credit, 90 days")
    assert (linda["company"], linda["terms"][:5]) == ("redwood-home", "OA 60")
    assert data["unreadable"] == []


def test_an_owner_sees_their_own_customers(run: Run, sample_book: Path) -> None:
    data = report(run, sample_book, "discipline", "dormant", "--owner", "tom")
    assert [one["owner"] for one in data["sections"]["discipline"]["now"]] == ["tom"]
    assert {one["id"] for one in data["sections"]["dormant"]["terms"]} == {"linda-kowalski"}
    assert data["sections"]["dormant"]["lapsed"] == []


def test_csv_has_a_table_s_name_in_every_row_and_no_formulas(run: Run, make_book: MakeBook) -> None:
    book = make_book(
        {
            ANNA: "---\nname: =1+1\nintent: never\nreason: '@cmd'\n---\n",
            "dossiers/companies/b.md": "---\nname: B\nterms: {price-adjustment: -2%}\n---\n",
        }
    )
    result = run("report", "reasons", "terms", *ON, "--format", "csv", book=book)
    assert result.status == 0
    tables = [list(csv.DictReader(io.StringIO(one))) for one in result.stdout.split("\n\n")]
    [refusal] = tables[1]
    assert (refusal["table"], refusal["name"], refusal["reason"]) == (
        "reasons.refusals", "'=1+1", "'@cmd",
    )  # fmt: skip
    [level] = tables[3]
    assert (level["table"], level["adjustment"]) == ("terms.levels", "-2")


def test_an_amount_without_a_rate_stays_in_its_own_currency(run: Run, make_book: MakeBook) -> None:
    book = make_book(
        {
            "dossiers/book.yaml": "currency: USD\n",
            ANNA: text("source: {channel: search}\n", "- 2026-01-02 order in JPY 90,000: x\n"),
        }
    )
    result = run("report", "sources", *ON, book=book)
    assert "JPY 90,000" in result.stdout
    assert "no rate from JPY to USD on or before 2026-11-20" in result.stderr
    row = report(run, book, "sources")["sections"]["sources"]["channels"][0]
    assert (row["value"], row["value_unconverted"]) == ("0.00", {"JPY": "90000"})
    assert report(run, book, "sources")["rates"] == [
        {"from": "JPY", "to": "USD", "rate": None, "date": None, "source": None}
    ]


def test_several_currencies_without_one_of_the_book_are_not_added_up(
    run: Run, make_book: MakeBook
) -> None:
    log = "- 2026-01-02 order in JPY 90,000: x\n- 2026-01-02 order in EUR 5.00: x\n"
    result = run("report", "sources", *ON, book=make_book({ANNA: text("", log)}))
    assert "EUR 5 + JPY 90,000" in result.stdout
    assert "write currency: USD (or yours) into dossiers/book.yaml" in result.stderr


def test_what_can_t_be_counted_is_said(run: Run, make_book: MakeBook) -> None:
    book = make_book(
        {
            ANNA: text("source: {channel: search}\n", "- 2026-01-02 order: no amount\n"),
            "dossiers/customers/karl.md": text(),
            "dossiers/companies/b.md": text("", "- 2026-01-02 order in USD 9: whose?\n"),
        }
    )
    result = run("report", "sources", "--since", "2026-01-01", *ON, book=book)
    assert "1 order has no amount" in result.stderr
    assert "1 order stands in a company's own log" in result.stderr
    assert "1 person has neither a source date nor a touch" in result.stderr


def test_stages_promises_and_terms_through_time_come_from_git(run: Run, tmp_path: Path) -> None:
    line = Timeline(tmp_path / "book")
    book = "dossiers/book.yaml"
    head = "owner: lily\nstage: {}\n"
    line.commit("2026-10-01", {book: "", ANNA: text(head.format("interest"))})
    step = "next: 2026-10-20 call\n"
    line.commit("2026-10-11", {ANNA: text(head.format("sincerity") + step)})
    log = "- 2026-10-20 call: done\n"
    line.commit("2026-10-21", {ANNA: text(head.format("consideration"), log)})
    data = report(run, line.root)
    assert data["has_history"] is True
    months = {one["period"]: one for one in data["sections"]["conversions"]["periods"]}
    assert (months["2026-10"]["forward"], months["2026-10"]["back"]) == (1, 1)
    times = {one["stage"]: one for one in data["sections"]["funnel"]["times"]}
    assert (times["interest"]["left"], times["interest"]["stayed"]) == (1, 10)
    assert (times["consideration"]["days"], times["consideration"]["longest_id"]) == (30, "anna")
    [lily] = data["sections"]["discipline"]["promises"]
    assert (lily["kept"], lily["missed"], lily["kept_share"]) == (1, 0, 100)
    assert data["sections"]["overview"]["book"][-1] == {
        "figure": "promises-kept", "now": 100, "before": None,
    }  # fmt: skip


def test_who_refers_whom_is_a_tree_and_a_circle_is_said(run: Run, make_book: MakeBook) -> None:
    def referred(by: str) -> str:
        return text(f"source: {{channel: referral, referred-by: {by}}}\n", name="Nn")

    book = make_book(
        {
            "dossiers/customers/a.md": referred("b"),
            "dossiers/customers/b.md": referred("a"),
            "dossiers/customers/c.md": referred("stranger"),
        }
    )
    result = run("report", "referrals", *ON, book=book)
    assert "└─ Nn" in result.stdout
    assert "referred by people whom they brought themselves" in result.stderr
    assert "'stranger' is said to have referred somebody" in result.stderr


def test_an_empty_book_says_how_to_begin(run: Run, make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({})
    result = run("report", *ON, book=book)
    assert (result.status, result.stdout) == (0, "")
    assert "dossier new customer" in result.stderr
    assert report(run, book)["sections"]["sources"]["channels"] == []
    file = tmp_path / "empty.html"
    assert run("report", *ON, "--html", file, book=book).status == 0
    assert "Nobody was referred yet" in file.read_text(encoding="utf-8")


def test_long_lists_are_cut_beside_others_and_that_is_said(run: Run, make_book: MakeBook) -> None:
    log = "".join(f"- 2026-01-{day:02d} lost: price\n" for day in range(1, 31))
    more = "".join(f"- 2026-02-{day:02d} lost: price\n" for day in range(1, 6))
    book = make_book({ANNA: text("", log + more)})
    assert "… 25 more: dossier report reasons" in run("report", *ON, book=book).stdout
    assert "more" not in run("report", "reasons", *ON, book=book).stdout


def test_an_unreadable_dossier_is_said_and_fails(run: Run, make_book: MakeBook) -> None:
    book = make_book({ANNA: text(), "dossiers/customers/karl.md": "no header\n"})
    result = run("report", "sources", *ON, book=book)
    assert result.status == 1
    assert "can't be read, so it may be missing here: dossiers/customers/karl.md" in result.stderr
    listed = run("report", "sources", *ON, "--format", "json", book=book)
    assert json.loads(listed.stdout)["unreadable"][0]["path"].endswith("karl.md")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["sourcs"], 2, "'sourcs' is no section; there are overview, sources"),
        (["--since", "2027-01-01"], 2, "2027-01-01 is after 2026-11-20"),
        (["--since", "soon"], 2, "'soon' is no day"),
        (["--owner", "lyly"], 1, "there is no member 'lyly'"),
    ],
)
def test_wrong_words_are_answered_with_the_right_ones(
    run: Run, sample_book: Path, words: list[str], status: int, said: str
) -> None:
    result = run("report", *words, *ON, book=sample_book)
    assert (result.status, result.stdout) == (status, "")
    assert said in result.stderr


def test_a_page_takes_the_place_of_an_earlier_report_and_of_nothing_else(
    run: Run, sample_book: Path, tmp_path: Path
) -> None:
    page = tmp_path / "new folder" / "report.html"
    first = run("report", *ON, "--html", page, book=sample_book)
    assert (first.status, first.stdout) == (0, "")
    assert "open it in a browser" in first.stderr
    before = page.read_bytes()
    assert run("report", *ON, "--owner", "tom", "--html", page, book=sample_book).status == 0
    assert page.read_bytes() != before
    assert b"customers of tom" in page.read_bytes()
    page.write_text("<!DOCTYPE html>\nmy own page", encoding="utf-8")
    refused = run("report", *ON, "--html", page, book=sample_book)
    assert refused.status == 1
    assert "is there already and is no report of ours" in refused.stderr
    assert page.read_text(encoding="utf-8").endswith("my own page")
    assert [file.name for file in page.parent.iterdir()] == ["report.html"]


def test_a_folder_is_no_page(run: Run, sample_book: Path, tmp_path: Path) -> None:
    result = run("report", *ON, "--html", tmp_path, book=sample_book)
    assert result.status == 1
    assert "is a folder; name a file" in result.stderr


def test_a_place_that_can_t_be_written_is_said(run: Run, sample_book: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run("report", *ON, "--html", tmp_path / "file" / "report.html", book=sample_book)
    assert result.status == 1
    assert "can't be written" in result.stderr


def test_the_page_goes_with_data_and_is_the_same_every_time(
    run: Run, sample_book: Path, tmp_path: Path
) -> None:
    pages = [tmp_path / "1.html", tmp_path / "2.html"]
    for page in pages:
        result = run("report", *ON, "--html", page, "--format", "json", book=sample_book)
        assert json.loads(result.stdout)["on"] == "2026-11-20"
    assert pages[0].read_bytes() == pages[1].read_bytes()
