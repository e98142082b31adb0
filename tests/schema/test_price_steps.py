"""A price list with lower prices for larger quantities, in a column that a list may leave out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from conftest import places

from dossierkit.schema.pricelist import PriceList, PriceStep, read_price_list
from dossierkit.text.source import decode

HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"


def prices(head: str, cell: str) -> PriceList:
    text = f"{head}\nA,a,g,pc,USD,5.10,,,,{cell}\n"
    return read_price_list(date(2026, 11, 16), decode("x.csv", text.encode()))


def test_steps_of_a_product() -> None:
    read = prices(f"{HEAD},steps", ',"1,000: 4.95; 5000: 4.805"')
    assert read.findings == ()
    assert read.rows["A"].steps == (
        PriceStep(1000, Decimal("4.95")),
        PriceStep(5000, Decimal("4.805")),
    )


def test_a_list_without_the_column_or_with_an_empty_cell() -> None:
    assert prices(HEAD, "").rows["A"].steps == ()
    assert prices(f"{HEAD},Steps", ", ").rows["A"].steps == ()


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("1000", 23),
        ("1000: cheap", 23),
        ("many: 4.95", 23),
        ("1000: 4.95; 1000: 4.80", 23),
        ("1000: 4.95; 5000: 4.95", 23),
        ("1000: 5.10", 1),
    ],
)
def test_steps_that_do_not_go_down(cell: str, column: int) -> None:
    read = prices(f"{HEAD},steps", f",{cell}")
    assert places(read.findings) == [(2, column, "price-row")]
    assert read.rows == {}


def test_a_column_named_twice() -> None:
    assert places(prices(f"{HEAD},steps,steps", ",,").findings) == [(1, 1, "columns")]
