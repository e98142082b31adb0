"""Price lists and rates: CSV read strictly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from conftest import Place, places
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.schema.pricelist import (
    PRICE_COLUMNS,
    RATE_COLUMNS,
    PriceList,
    PriceRow,
    Rate,
    read_price_list,
    read_rates,
)
from dossierkit.text.source import decode

HEAD = ",".join(column.name for column in PRICE_COLUMNS) + "\n"
START = date(2026, 11, 16)


def prices(text: str) -> PriceList:
    """The price list of a text."""
    return read_price_list(START, decode("dossiers/prices/2026-11-16.csv", text.encode()))


def test_a_row() -> None:
    read = prices(HEAD + 'BL-20,"LED strip, 24 V",strip,reel,USD,4.85,"1,500",20,2027-01-31,x\n')
    day = date(2027, 1, 31)
    row = PriceRow(
        "BL-20", "LED strip, 24 V", "strip", "reel", "USD", Decimal("4.85"), 1500, 20, day, "x", 2
    )
    assert read == PriceList(START, "dossiers/prices/2026-11-16.csv", {"BL-20": row}, ())


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "A,,,,USD,1,,,,\n",
        HEAD.replace("\n", "\r\n") + "A,,,,USD,1,,,,\r\n\r\n , \r\n",
        HEAD.replace(",", ";") + "A;;;;USD;1;;;;\n",
        HEAD.replace(",", "\t") + "A\t\t\t\tUSD\t1\t\t\t\t\n",
        "SKU, Price ,currency,name,group,unit,moq,lead_time_days,valid_until,note,extra\n"
        "A,1,USD,,,,,,,,anything\n",
    ],
)
def test_forms_of_a_list(text: str) -> None:
    read = prices(text)
    assert read.findings == ()
    assert read.rows["A"].price == 1
    assert read.rows["A"].moq is None


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (",,,,USD,1,,,,", (2, 1, "price-row")),
        ("A,,,,usd,1,,,,", (2, 6, "price-row")),
        ("A,,,,USD,0,,,,", (2, 10, "price-row")),
        ("A,,,,USD,-1,,,,", (2, 10, "price-row")),
        ('A,,,,USD,"1,5",,,,', (2, 11, "price-row")),
        ("A,,,,USD,1e3,,,,", (2, 10, "price-row")),
        ("A,,,,USD,1_0,,,,", (2, 10, "price-row")),
        ("A,,,,USD,NaN,,,,", (2, 10, "price-row")),
        ("A,,,,USD,Infinity,,,,", (2, 10, "price-row")),
        ("A,,,,USD,١,,,,", (2, 10, "price-row")),
        ("A,,,,USD,,,,,", (2, 1, "price-row")),
        ('A,,,,USD,1,"1,5",,,', (2, 13, "price-row")),
        ("A,,,,USD,1,,x,,", (2, 13, "price-row")),
        ("A,,,,USD,1,,,2026-02-30,", (2, 14, "price-row")),
        ("A,,,,USD,1", (2, 1, "price-row")),
        ("A,,,,USD,1,,,,,more", (2, 1, "price-row")),
        ("B,,,,USD,2,,,,", (3, 1, "duplicate-sku")),
        ('A,"open,,,USD,1,,,,', (3, 1, "price-row")),
        ('A,"a" b,,,USD,1,,,,', (2, 1, "price-row")),
    ],
)
def test_a_wrong_row_is_left_out_and_named(row: str, place: Place) -> None:
    read = prices(HEAD + row + "\nB,,,,USD,1,,,,\n")
    assert place in places(read.findings)
    assert len(read.findings) == 1
    assert set(read.rows) <= {"B"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "sku, name, group"),
        ("sku,price\n", "missing"),
        (HEAD.replace("note", "price") + "A,,,,USD,1,,,,2\n", "missing"),
        ("price," + HEAD + "2,A,,,,USD,1,,,,\n", "names a column twice: price"),
    ],
)
def test_columns(text: str, words: str) -> None:
    read = prices(text)
    assert places(read.findings) == [(1, 1, "columns")]
    assert words in read.findings[0].message
    assert read.rows == {}


def test_a_list_that_cannot_be_read_has_no_rows() -> None:
    read = prices(HEAD + "A,\x1b,,,USD,1,,,,\n")
    assert places(read.findings) == [(2, 3, "control-character")]
    assert read.rows == {}


def test_rates() -> None:
    text = (
        ",".join(column.name for column in RATE_COLUMNS)
        + "\n2026-11-16,EUR,USD,1.08,ECB\nsoon,EUR,USD,1,\n"
    )
    read = read_rates(decode("dossiers/rates.csv", text.encode()))
    assert read.rates == (Rate(START, "EUR", "USD", Decimal("1.08"), "ECB", 2),)
    assert places(read.findings) == [(3, 1, "rate-row")]
    assert read.path == "dossiers/rates.csv"


@given(st.text(alphabet=st.sampled_from('abA,;"\n\r\t12.USD王-'), max_size=80))
def test_any_text_gives_rows_or_findings_inside_the_file(text: str) -> None:
    read = prices(HEAD + text)
    lines = (HEAD + text).split("\n")
    for line, column, _ in places(read.findings):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
