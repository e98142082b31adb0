"""Lily reads off what the new price list brings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dossierkit.prices.list_changes import ListChanges, NothingToCompare, list_changes
from dossierkit.schema.pricelist import PriceList, read_price_list
from dossierkit.text.source import Source

HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"


def prices(start: str, *rows: str) -> PriceList:
    text = HEAD + "".join(f"{row},,,,\n" for row in rows)
    return read_price_list(date.fromisoformat(start), Source(f"{start}.csv", text))


MARCH = prices("2026-03-01", "A,a,g,pc,USD,4.00", "B,b,g,pc,USD,2.50", "C,c,g,pc,USD,1")
JULY = prices("2026-07-01", "A,a,g,pc,USD,5.00", "B,b,g,pc,USD,2.5", "D,d,g,pc,USD,7")
NOVEMBER = prices("2026-11-16", "A,a,g,pc,USD,3.00", "B,b,g,pc,EUR,2.5", "D,d,g,pc,USD,7")
LISTS = (MARCH, JULY, NOVEMBER)


def compared(day: str, since: str | None = None) -> ListChanges:
    first = date.fromisoformat(since) if since else None
    found = list_changes(LISTS, date.fromisoformat(day), first)
    assert isinstance(found, ListChanges), found
    return found


def nothing(day: str, since: str | None = None) -> str:
    first = date.fromisoformat(since) if since else None
    found = list_changes(LISTS, date.fromisoformat(day), first)
    assert isinstance(found, NothingToCompare), found
    return found.message


def test_dearer_new_and_gone() -> None:
    found = compared("2026-08-01")
    assert (found.old, found.new, found.same) == (MARCH, JULY, 1)
    shown = [(one.row.sku, one.kind, one.difference, one.ratio) for one in found.changes]
    assert shown == [
        ("A", "up", Decimal("1.00"), Decimal("0.25")),
        ("D", "new", None, None),
        ("C", "dropped", None, None),
    ]


def test_cheaper_and_in_another_currency() -> None:
    found = compared("2026-11-20")
    assert [(one.row.sku, one.kind) for one in found.changes] == [("A", "down"), ("B", "currency")]


def test_against_an_older_list() -> None:
    found = compared("2026-11-20", "2026-05-01")
    assert (found.old, found.new) == (MARCH, NOVEMBER)
    assert found.changes[0].difference == Decimal("-1.00")


def test_where_there_is_nothing_to_compare() -> None:
    assert nothing("2026-02-28") == "no price list is in force on 2026-02-28"
    assert nothing("2026-03-02") == "no price list was in force before the one of 2026-03-01"
    assert "no price list was in force on 2026-01-01" in nothing("2026-08-01", "2026-01-01")
    assert "nothing changed" in nothing("2026-11-20", "2026-11-18")
