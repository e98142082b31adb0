"""What to offer: new products to those who bought the old ones, then what their like buy (M47)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dues import person

from dossierkit.book.load import load
from dossierkit.method.selling.cross_selling import Proposal, cross_selling
from dossierkit.method.selling.purchases import bought, products
from dossierkit.method.touches import touches

ON = date(2026, 11, 20)
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"


def prices(*rows: str) -> str:
    """A price list of `SKU group note`."""
    lines = []
    for row in rows:
        sku, group, *note = row.split(maxsplit=2)
        lines.append(f"{sku},Name of {sku},{group},pc,USD,1.50,,,,{' '.join(note)}\n")
    return HEAD + "".join(lines)


OLD = prices("BL-20 strip", "BL-25 strip", "PN-60 panel", "DR-36 driver")
NEW = prices(
    "BL-20 strip", 'BL-28 strip "new, replaces BL-25"', "PN-60 panel", "DR-36 driver", "PN-70 panel"
)

Ask = Callable[..., list[Proposal]]


@pytest.fixture
def offers(make_book: Any) -> Ask:
    """What to offer Anna, in a book of these files."""

    def ask(files: dict[str, str], who: str = "anna", on: date = ON) -> list[Proposal]:
        lists = {"dossiers/prices/2026-01-01.csv": OLD, "dossiers/prices/2026-11-16.csv": NEW}
        named = {
            f"dossiers/{name}.md" if "/" in name else f"dossiers/customers/{name}.md": text
            for name, text in files.items()
        }
        book = load(make_book({**lists, **named}))
        return cross_selling(book, book.customers[who], on)

    return ask


def said(found: list[Proposal]) -> list[tuple[str, str, int]]:
    return [(one.sku, one.kind, one.score) for one in found]


def test_an_order_still_to_come_makes_nobody_a_buyer(offers: Ask) -> None:
    files = {
        "anna": person("2026-05-01 order: 300 pcs BL-20"),
        "bert": person("2027-05-01 order: 300 pcs BL-20 and DR-36"),
    }
    assert "DR-36" not in [one.sku for one in offers(files)]


def test_the_successor_goes_first_to_who_bought_the_predecessor(offers: Ask) -> None:
    found = offers({"anna": person("2026-05-01 order: 300 pcs bl-25, by sea")})
    assert said(found) == [("BL-28", "successor", 0)]
    assert found[0].reason == "replaces BL-25"
    assert (found[0].path, found[0].line) == ("dossiers/prices/2026-11-16.csv", 3)
    assert found[0].name == "Name of BL-28"


def test_before_the_new_list_nobody_hears_of_it(offers: Ask) -> None:
    files = {"anna": person("2026-05-01 order: 300 pcs BL-25")}
    assert offers(files, on=date(2026, 11, 15)) == []
    assert offers(files, on=date(2025, 11, 15)) == []


def test_what_is_new_in_a_group_they_buy(offers: Ask) -> None:
    found = offers({"anna": person("buys: [panel]")})
    assert said(found) == []
    found = offers({"anna": person("buys: [PN-60]")})
    assert said(found) == [("PN-70", "new", 0)]
    assert found[0].reason == "new in panel"


def test_what_similar_customers_buy(offers: Ask) -> None:
    files = {
        "anna": person("company: bright", "buys: [PN-60]", "2026-11-18 quote: PN-70"),
        "companies/bright": "---\nname: Bright\ntype: brand\ncountry: de\nprice-level: high\n---\n",
        "bob": person("company: lux", "2026-02-01 order: PN-60 and DR-36"),
        "companies/lux": "---\nname: Lux\ntype: brand\nprice-level: High \nbuys: [BL-20]\n---\n",
        "eve": person("2026-02-01 order: PN-60, BL-20"),
        "far": person("country: de", "2026-02-01 order: BL-28"),
        "wish": person("buys: [BL-28, PN-60]"),
    }
    found = offers(files)
    assert said(found) == [("BL-20", "similar", 7), ("DR-36", "similar", 5)]
    assert found[0].reason == "2 similar customers buy it"
    assert found[1].reason == "a similar customer buys it"
    bob, eve = found[0].buyers
    assert bob.common == ("PN-60", "type", "price level")
    assert (bob.id, bob.score, bob.path, bob.line) == ("lux", 5, "dossiers/customers/bob.md", 8)
    assert (eve.id, eve.common) == ("eve", ("PN-60",))


def test_what_a_colleague_buys_is_theirs_already(offers: Ask) -> None:
    files = {
        "anna": person("company: bright", "buys: [PN-60]"),
        "karl": person("company: bright", "2026-02-01 order: PN-70", "2026-02-02 order: the rest"),
        "companies/bright": "---\nname: Bright\nbuys: [DR-36]\n---\n",
        "bob": person("2026-02-01 order: PN-60, DR-36, PN-70", "buys: [PN-60]"),
    }
    assert offers(files) == []


def test_people_of_a_company_without_file_stand_for_themselves(offers: Ask) -> None:
    files = {
        "anna": person("company: gone", "buys: [PN-60]", "2026-11-18 sample: PN-70"),
        "karl": person("company: gone", "2026-02-01 order: PN-60, DR-36"),
    }
    assert said(offers(files)) == [("DR-36", "similar", 2)]


def test_what_was_shown_to_them_long_ago_may_be_shown_again(offers: Ask) -> None:
    files = {"anna": person("2025-01-10 quote: BL-28", "2025-05-01 order: BL-25")}
    assert said(offers(files)) == [("BL-28", "successor", 0)]
    files = {"anna": person("2026-01-10 inquiry: BL-28", "2025-05-01 order: BL-25")}
    assert offers(files) == []


@pytest.mark.parametrize(
    "line", ["consent: {do-not-contact: true}", "intent: never", "2026-11-01 lost: too dear"]
)
def test_whom_nothing_is_offered(offers: Ask, line: str) -> None:
    assert offers({"anna": person("buys: [BL-25]", line)}) == []


@pytest.mark.parametrize("again", ["inquiry: what do you have?", "order: DR-36"])
def test_after_a_lost_deal_they_speak_first(offers: Ask, again: str) -> None:
    files = {"anna": person("buys: [BL-25]", "2026-10-01 lost: price", "2026-11-01 email: hello")}
    assert offers(files) == []
    files = {"anna": person("buys: [BL-25]", "2026-10-01 lost: price", f"2026-11-01 {again}")}
    assert offers(files)[0].sku == "BL-28"


def test_no_prices_no_offers(make_book: Any) -> None:
    book = load(make_book({"dossiers/customers/anna.md": person("2026-05-01 order: BL-25")}))
    anna = book.customers["anna"]
    assert cross_selling(book, anna, ON) == []
    assert bought(touches(anna.log, ON), products(book, ON)) == []


def test_a_first_list_has_nothing_new(make_book: Any) -> None:
    files = {
        "dossiers/prices/2026-11-16.csv": NEW,
        "dossiers/customers/anna.md": person("buys: [BL-20]"),
    }
    book = load(make_book(files))
    assert cross_selling(book, book.customers["anna"], ON) == []


def test_what_was_bought(make_book: Any) -> None:
    log = (
        "2026-02-01 order: 300 BL-20, 100 PN-60 (not BL-200, not X-BL-20)",
        "2026-03-01 order: 300 BL-20; 300 BL-20 more",
        "2026-04-01 quote: DR-36",
    )
    files = {"dossiers/prices/2026-01-01.csv": OLD, "dossiers/customers/anna.md": person(*log)}
    book = load(make_book(files))
    found = bought(touches(book.customers["anna"].log, ON), products(book, ON))
    assert [(one.sku, one.orders, str(one.last), one.line) for one in found] == [
        ("BL-20", 2, "2026-03-01", 8),
        ("PN-60", 1, "2026-02-01", 7),
    ]


def test_the_sample_book_has_offers_from_the_list_in_force(sample_book: Path) -> None:
    book = load(sample_book)
    current = book.price_lists[-1].rows
    for dossier in book.customers.values():
        for one in cross_selling(book, dossier, ON):
            assert one.sku in current
            assert one.sku not in dossier.facts.buys
    first = cross_selling(book, book.customers["guadalupe-ortega"], ON)[0]
    assert (first.sku, first.kind) == ("BL-28", "successor")
