"""`price-update`: prices that a customer was not told (M43)."""

from __future__ import annotations

import pytest
from dues import ask, person

HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
QUIET = "every: 300d"


def rows(**prices: str) -> str:
    """A price list: `BL="USD 2.50"`; the group of all is `strips`."""
    cells = {sku: price.replace(" ", ",") for sku, price in prices.items()}
    return HEAD + "".join(f"{sku},Strip,strips,pcs,{cell},,,,\n" for sku, cell in cells.items())


OLD, NEW, LATER = "2026-07-01", "2026-11-16", "2026-11-18"


def update(*lines: str, lists: dict[str, str] | None = None, **beside: str) -> dict[str, object]:
    """The reason, or nothing."""
    lists = lists or {OLD: rows(BL="USD 2.50"), NEW: rows(BL="USD 2.75")}
    files = {f"prices/{day}.csv": text for day, text in lists.items()}
    files |= {f"companies/{name}.md": text for name, text in beside.items()}
    found = ask({"anna": person(QUIET, *lines), **files}).data["due"]
    reasons = [r for entry in found for r in entry["reasons"] if r["rule"] == "price-update"]
    assert len(reasons) <= 1
    return reasons[0] if reasons else {}


def test_due_on_the_day_of_the_list() -> None:
    assert update("buys: [BL]", "2026-11-01 email: x") == {
        "rule": "price-update",
        "text": "new prices since 2026-11-16: BL USD 2.50 → 2.75",
        "due": NEW,
        "path": f"dossiers/prices/{NEW}.csv",
        "line": 2,
    }


def test_for_what_they_or_their_company_buy_by_sku_or_group() -> None:
    assert update("buys: [strips]", "2026-11-01 email: x")
    company = "---\nname: B\nbuys: [BL]\n---\n"
    assert update("company: b", "2026-11-01 email: x", b=company)
    assert not update("buys: [XX]", "2026-11-01 email: x")
    assert not update("2026-11-01 email: x")


@pytest.mark.parametrize("told", ["price-update: y", "quote: y"])
def test_whoever_was_told_is_not_told_again(told: str) -> None:
    assert not update("buys: [BL]", f"2026-11-16 {told}")
    assert update("buys: [BL]", f"2026-11-15 {told}")
    assert update("buys: [BL]", f"2026-11-16 {told.replace(':', ' in:')}")


def test_against_the_price_last_told_not_only_the_list_before() -> None:
    lists = {OLD: rows(BL="USD 2.50"), NEW: rows(BL="USD 2.75"), LATER: rows(BL="USD 2.75")}
    assert update("buys: [BL]", "2026-08-01 quote: x", lists=lists)["due"] == NEW
    back = {**lists, LATER: rows(BL="USD 2.5")}
    assert not update("buys: [BL]", "2026-08-01 quote: x", lists=back)
    twice = {**lists, LATER: rows(BL="USD 2.80")}
    found = update("buys: [BL]", "2026-08-01 quote: x", lists=twice)
    assert (found["due"], found["text"]) == (
        NEW, "new prices since 2026-11-16: BL USD 2.50 → 2.80",
    )  # fmt: skip


def test_never_told_the_last_change_counts() -> None:
    lists = {OLD: rows(BL="USD 2.50"), NEW: rows(BL="USD 2.75"), LATER: rows(BL="USD 2.75")}
    assert update("buys: [BL]", "2026-11-01 email: x", lists=lists)["due"] == NEW


@pytest.mark.parametrize(
    ("old", "new"),
    [("USD 2.50", "USD 2.5"), ("USD 2.50", "USD 2.500")],
)
def test_the_same_number_is_no_change(old: str, new: str) -> None:
    lists = {OLD: rows(BL=old), NEW: rows(BL=new)}
    assert not update("buys: [BL]", "2026-11-01 email: x", lists=lists)


def test_another_currency_and_a_dropped_product_are_changes() -> None:
    lists = {OLD: rows(BL="USD 2.50"), NEW: rows(BL="EUR 2.50")}
    assert "USD 2.50 → EUR 2.50" in str(update("buys: [BL]", "2026-11-01 email: x", lists=lists))
    gone = update(
        "buys: [BL]", "2026-11-01 email: x", lists={OLD: rows(BL="USD 2.50"), NEW: rows(A="USD 1")}
    )
    assert str(gone["text"]).endswith("BL USD 2.50 is gone")
    assert (gone["path"], gone["line"]) == (f"dossiers/prices/{OLD}.csv", 2)


def test_a_new_product_is_none_until_it_changes() -> None:
    lists = {OLD: rows(A="USD 1"), NEW: rows(A="USD 1", BL="USD 2.50")}
    assert not update("buys: [BL]", "2026-11-01 email: x", lists=lists)
    assert not update("buys: [BL]", "2026-11-01 quote: x", lists=lists)
    lists[LATER] = rows(A="USD 1", BL="USD 2.60")
    assert update("buys: [BL]", "2026-11-01 email: x", lists=lists)["due"] == LATER
    assert update("buys: [BL]", "2026-11-01 quote: x", lists=lists)["due"] == LATER


def test_the_first_list_changes_nothing() -> None:
    assert not update("buys: [BL]", "2026-11-01 email: x", lists={NEW: rows(BL="USD 2.50")})


def test_several_are_one_reason() -> None:
    lists = {OLD: rows(A="USD 1", B="USD 2"), NEW: rows(A="USD 3", B="USD 4")}
    found = update("buys: [strips]", "2026-11-01 email: x", lists=lists)
    assert found["text"] == "new prices since 2026-11-16: A USD 1 → 3 (and 1 more)"


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (("intent: never",), None),
        (("2026-10-01 lost: x",), None),
        (("2026-10-01 lost: x", "2026-11-17 inquiry: again", "2026-11-17 email: y"), "2026-11-17"),
        (("intent: never", "2026-11-18 order: after all"), "2026-11-18"),
        (("2026-08-01 order: y", "2026-10-01 lost: x"), NEW),
        (("potential: {need: 0}",), None),
    ],
)
def test_for_customers_and_open_prospects(lines: tuple[str, ...], due: str | None) -> None:
    assert update("buys: [BL]", "2026-05-05 email: x", *lines).get("due") == due


def test_no_news_to_those_who_came_after_the_list() -> None:
    late, early = "source: {date: 2026-11-17}", "source: {date: 2026-11-16}"
    assert not update("buys: [BL]", late, "2026-11-17 email: x")
    assert update("buys: [BL]", early, "2026-11-17 email: x")
    assert update("buys: [BL]", late, "2026-11-01 quote: x")
