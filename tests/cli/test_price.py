"""Lily asks what Anna pays, and what the new list changes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")


def edit_policy(book: Path, concessions: str) -> None:
    """Puts something in the place of the line with which the concessions begin."""
    policy = book / "dossiers/book.yaml"
    text = policy.read_text(encoding="utf-8")
    assert text.count("\n  concessions:\n") == 1
    policy.write_text(text.replace("concessions:", concessions, 1), encoding="utf-8")


def test_every_step_of_two_products(run: Run, sample_book: Path) -> None:
    result = run("price", "anna", "BL-20=1000", "bl-30=100", *DAY, book=sample_book)
    assert result.stdout == (
        "BL-20  LED strip 2835, 14.4 W/m, 24 V, 5 m\n"
        "  list price                USD 5.10  dossiers/prices/2026-11-16.csv:2\n"
        "  price adjustment +3%    USD 5.2530  dossiers/companies/brightlite.md:47\n"
        "  rounded                   USD 5.25\n"
        "  1,000 reel            USD 5,250.00\n"
        "  valid until 2027-01-31, minimum 500 reel, 20 days\n"
        "\n"
        "BL-30  COB strip 12 W/m, 24 V, 5 m, dotless\n"
        "  list price              USD 6.95  dossiers/prices/2026-11-16.csv:4\n"
        "  price adjustment +3%  USD 7.1585  dossiers/companies/brightlite.md:47\n"
        "  rounded                 USD 7.16\n"
        "  100 reel              USD 716.00\n"
        "  valid until 2027-01-31, minimum 300 reel, 25 days\n"
        "  100 is below the minimum of 300\n"
        "\n"
        "total        USD 5,966.00\n"
        "delivery     FOB Hong Kong\n"
        "payment      T/T 30 % deposit, 70 % before shipment\n"
    )
    assert (result.status, result.stderr) == (0, "")


def test_a_concession_only_with_what_it_is_for(run: Run, sample_book: Path) -> None:
    edit_policy(sample_book, "quantity: [{from: 5000, discount: 2%}]\n  concessions:")
    words = ("price", "anna", "BL-20=1000", "--concession", "cash", *DAY)
    result = run(*words, book=sample_book)
    assert "  -5% for cash on collection  USD 4.990350  dossiers/book.yaml:" in result.stdout
    assert "  larger quantities: from 5,000 reel: -2%\n" in result.stdout
    assert "condition    5% for cash on collection\n" in result.stdout
    other = run("price", "anna", "--concession", "friend", *DAY, book=sample_book)
    assert other.status == 1
    assert "no concession 'friend' in dossiers/book.yaml; there is cash, prepaid" in other.stderr


def test_a_discount_without_return_stops_the_policy(run: Run, sample_book: Path) -> None:
    edit_policy(sample_book, "concessions:\n    x: {discount: 5%}")
    result = run("price", "anna", *DAY, book=sample_book)
    assert result.status == 1
    assert "error: 'for' is missing [missing-field]" in result.stderr


def test_what_they_and_the_company_buy(run: Run, sample_book: Path) -> None:
    result = run("price", "anna", "--format", "json", *DAY, book=sample_book)
    data = json.loads(result.stdout)
    assert [line["sku"] for line in data["lines"]] == ["BL-20", "BL-30", "PN-62", "PN-120"]
    assert (data["id"], data["company"], data["total"]) == ("anna-schmidt", "brightlite", None)
    assert (data["incoterm"], data["place"], data["currency"]) == ("FOB", "Hong Kong", "USD")
    line = data["lines"][0]
    assert (line["price"], line["amount"], line["valid_until"]) == ("5.25", None, "2027-01-31")
    assert line["steps"][0] == {
        "kind": "list",
        "text": "list price",
        "amount": "5.10",
        "currency": "USD",
        "path": "dossiers/prices/2026-11-16.csv",
        "line": 2,
    }


def test_another_currency_shows_rate_date_and_source(run: Run, sample_book: Path) -> None:
    result = run("price", "volga-svet", "BL-20=7", *DAY, "--format", "json", book=sample_book)
    step = json.loads(result.stdout)["lines"][0]["steps"][-2]
    assert step["text"] == "1 USD = 7.0845 CNY of 2026-11-18 (own bank)"
    assert (step["path"], step["line"]) == ("dossiers/rates.csv", 18)


def test_stale_unknown_and_dropped_are_said_and_the_rest_goes_on(
    run: Run, sample_book: Path
) -> None:
    result = run("price", "volga-svet", "BL-20", "--on", "2027-01-05", book=sample_book)
    assert result.status == 1
    assert "dossiers/rates.csv:18: the rate from USD to CNY is of 2026-11-18: 48 days old" in (
        result.stderr
    )
    mixed = run("price", "anna", "BL-25", "BL2O", "BL-20", *DAY, book=sample_book)
    assert mixed.status == 1
    assert "BL-25: no longer in" in mixed.stderr
    assert "BL-28 says 'new, replaces BL-25'" in mixed.stderr
    assert "did you mean" in mixed.stderr
    assert mixed.stdout.startswith("BL-20  ")


def test_terms_that_are_not_agreed_are_asked_for(run: Run, sample_book: Path) -> None:
    result = run("price", "zofia", "BU-A60", *DAY, book=sample_book)
    assert "payment      not agreed" in result.stdout
    assert "agree on the terms before the price (payment, incoterm, place)" in result.stderr


def test_terms_of_somebody_without_a_company(run: Run, sample_book: Path) -> None:
    result = run("price", "pierre", "DR-36", *DAY, book=sample_book)
    assert "  dossier set pierre-lambert company ID" in result.stderr


def test_what_is_typed_on_a_chinese_keyboard(run: Run, sample_book: Path) -> None:
    wide = run("price", "王小明", "ＰＮ－１２０＝１０００", *DAY, book=sample_book)
    assert wide.stdout.startswith("PN-120  Panel")
    assert "  1,000 pc    USD 11,750.00\n" in wide.stdout


def test_amounts_have_at_least_the_decimals_of_their_currency(run: Run, sample_book: Path) -> None:
    result = run("price", "anna", "PN-62", *DAY, book=sample_book)
    assert "  list price             USD 12.90  dossiers/prices" in result.stdout
    assert "  price adjustment +3%  USD 13.287  dossiers/companies" in result.stdout


def test_no_total_while_something_has_no_price(run: Run, sample_book: Path) -> None:
    for wrong in ("XX-1=5", "BL-20=500"):
        result = run("price", "anna", "BL-20=1000", wrong, *DAY, book=sample_book)
        assert result.status == 1
        assert "USD 5,250.00" in result.stdout
        assert "total" not in result.stdout


def test_as_csv(run: Run, sample_book: Path) -> None:
    result = run("price", "anna", "BL-20=1000", "--format", "csv", *DAY, book=sample_book)
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["sku"], row["price"], row["amount"]) == ("BL-20", "5.25", "5250.00")
    assert row["steps"] == "list price: 5.10; price adjustment +3%: 5.2530; rounded: 5.25"


def test_what_the_new_list_changes(run: Run, sample_book: Path) -> None:
    result = run("price", "--changes", *DAY, book=sample_book)
    lines = result.stdout.splitlines()
    assert lines[0] == "dossiers/prices/2026-07-01.csv -> dossiers/prices/2026-11-16.csv"
    assert lines[2].split()[0] == "BL-20"
    assert lines[2].endswith("USD 4.85   USD 5.10    +0.25  +5.15")
    assert any(line.startswith("BL-28") and line.endswith("new") for line in lines)
    assert any(line.startswith("BL-25") and line.endswith("dropped") for line in lines)
    assert lines[-1] == "8 products keep their price"
    since = run(
        "price", "--changes", "--since", "2026-03-01", "--format", "json", *DAY, book=sample_book
    )
    data = json.loads(since.stdout)
    assert data["old"]["start"] == "2026-03-01"
    change = next(one for one in data["changes"] if one["sku"] == "BL-30")
    assert (change["kind"], change["change"], change["percent"]) == ("down", "-0.25", "-3.47")


def test_changes_as_csv_and_where_there_are_none(run: Run, sample_book: Path) -> None:
    result = run("price", "--changes", "--format", "csv", *DAY, book=sample_book)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["kind"] for row in rows] == ["up", "new", "up", "up", "up", "down", "dropped"]
    none = run("price", "--changes", "--on", "2026-03-02", book=sample_book)
    assert none.status == 1
    assert "no price list was in force before the one of 2026-03-01" in none.stderr


def test_a_broken_list_is_said(run: Run, sample_book: Path) -> None:
    prices = sample_book / "dossiers/prices/2026-11-16.csv"
    prices.write_text(prices.read_text().replace("5.10", "5,1O"))
    result = run("price", "--changes", *DAY, book=sample_book)
    assert result.status == 1
    assert "dossiers/prices/2026-11-16.csv:2:1: error:" in result.stderr
    again = run("price", "anna", "BL-30", *DAY, book=sample_book)
    assert (again.status, "[price-row]" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--changes", "anna"),
        ("--changes", "--concession", "cash"),
        ("anna", "--since", "2026-03-01"),
        ("anna", "BL-20=many"),
        ("anna", "BL-20=0"),
        ("anna", "=5"),
        ("anna", "BL-20=1.5"),
    ],
)
def test_wrong_usage(run: Run, sample_book: Path, words: tuple[str, ...]) -> None:
    assert run("price", *words, *DAY, book=sample_book).status == 2


def test_nobody_of_that_name(run: Run, sample_book: Path) -> None:
    result = run("price", "anna-shmidt", *DAY, book=sample_book)
    assert result.status == 1
    assert "did you mean anna-schmidt" in result.stderr
