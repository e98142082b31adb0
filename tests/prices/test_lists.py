"""Lily prints a new price list: which one counts, and what changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dossierkit.prices.lists import changes, list_before, list_on, skus_of
from dossierkit.schema.pricelist import PriceList, read_price_list
from dossierkit.text.source import Source

HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"


def price_list(start: date, *rows: str) -> PriceList:
    text = HEAD + "".join(f"{row}\n" for row in rows)
    found = read_price_list(start, Source("x.csv", text))
    assert not found.findings
    return found


JULY = price_list(
    date(2026, 7, 1),
    "BL-20,Strip,strip,reel,USD,2.50,,,,",
    "BL-25,Strip,strip,reel,USD,3.95,,,,",
    "PN-60,Panel,panel,pc,USD,9,,,,",
    "PN-62,Panel,panel,pc,USD,12.90,,,,",
)
NOVEMBER = price_list(
    date(2026, 11, 16),
    "BL-20,Strip,strip,reel,USD,2.5,,,,",
    "BL-28,Strip,strip,reel,USD,4.25,,,,",
    "PN-60,Panel,panel,pc,EUR,9,,,,",
    "PN-62,Panel,panel,pc,USD,13.10,,,,",
)
LISTS = (JULY, NOVEMBER)


def test_the_newest_list_not_after_a_day_is_in_force() -> None:
    assert list_on(LISTS, date(2026, 11, 15)) is JULY
    assert list_on(LISTS, date(2026, 11, 16)) is NOVEMBER
    assert list_on(LISTS, date(2026, 6, 30)) is None


def test_the_previous_price_is_the_previous_lists() -> None:
    assert list_before(LISTS, NOVEMBER) is JULY
    assert list_before(LISTS, JULY) is None


def test_what_someone_buys_is_named_by_sku_or_group() -> None:
    assert skus_of(["panel", "BL-20", "unknown"], NOVEMBER) == ("BL-20", "PN-60", "PN-62")
    assert skus_of(["BL-25"], NOVEMBER, JULY) == ("BL-25",)


def test_only_another_number_or_currency_or_a_loss_is_a_change() -> None:
    found = changes(JULY, NOVEMBER, ["BL-20", "BL-25", "BL-28", "PN-60", "PN-62"])
    assert [change.old.sku for change in found] == ["BL-25", "PN-60", "PN-62"]
    assert found[0].new is None
    assert found[2].new is not None
    assert found[2].new.price == Decimal("13.10")
