"""Loading a book: everything read, nothing skipped in silence."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import places

from dossierkit.book.broken import BrokenBook
from dossierkit.book.load import load, read_source
from dossierkit.schema.customer import Customer
from dossierkit.schema.pricelist import PRICE_COLUMNS

MakeBook = Callable[[dict[str, str | bytes]], Path]
HEAD = ",".join(column.name for column in PRICE_COLUMNS) + "\n"
ROW = "A,,,,USD,1,,,,\n"
RATES = b"date,from,to,rate,source\n2026-11-16,EUR,USD,1.1,x\n"


def test_the_sample_is_read_whole_and_without_a_doubt(sample_book: Path) -> None:
    book = load(sample_book)
    files = list((sample_book / "dossiers").glob("*/*.md"))
    dossiers = book.all_dossiers()
    assert len(dossiers) == len(files)
    assert book.unreadable_findings() == []
    assert (book.strays, book.refused, book.unreadable) == ((), (), ())
    assert [finding for dossier in dossiers for finding in dossier.findings] == []
    assert [str(prices.start) for prices in book.price_lists] == [
        *("2026-03-01", "2026-07-01", "2026-11-16")
    ]
    assert book.rates.rates
    assert {"greeting", "price-update"} <= book.purposes


def test_what_follows_from_references(make_book: MakeBook) -> None:
    root = make_book(
        {
            "dossiers/customers/anna.md": "---\nname: Anna\ncompany: bright\n---\n",
            "dossiers/customers/bo.md": "---\nname: Bo\ncountry: no\ncompany: bright\n---\n",
            "dossiers/customers/cy.md": "---\nname: Cy\ncompany: nowhere\n---\n",
            "dossiers/companies/bright.md": "---\nname: Bright\ncountry: de\n---\n",
            "dossiers/countries/de.md": "---\nname: Germany\nweekend: [fri]\n---\n",
        }
    )
    book = load(root)
    anna, bo, cy = (book.customers[name].facts for name in ("anna", "bo", "cy"))
    assert [book.country_code(who) for who in (anna, bo, cy)] == ["de", "no", None]
    company = book.company_of(anna)
    assert company is not None
    assert company.facts.name == "Bright"
    country = book.country_of(anna)
    assert country is not None
    assert country.name == "Germany"
    assert book.country_of(bo) is None
    packaged = book.packaged_country(bo)
    assert packaged is not None
    assert packaged.name == "Norway"
    assert book.packaged_country(cy) is None
    assert book.company_of(Customer(name="x")) is None
    friday = date(2026, 11, 20)
    assert book.calendar("de").day_off(friday) == "weekend"
    assert book.calendar("de") is book.calendar("de")
    assert book.calendar(None).day_off(friday) is None


def test_an_empty_book(make_book: MakeBook) -> None:
    book = load(make_book({}))
    assert book.all_dossiers() == []
    assert book.price_lists == ()
    assert book.rates.rates == ()
    assert {"greeting", "price-update", "quote", "thanks"} <= book.purposes


def test_one_bad_file_never_stops_the_rest(make_book: MakeBook) -> None:
    root = make_book(
        {
            "dossiers/customers/anna.md": "---\nname: Anna\nintent: x\nxyz: 1\n---\n",
            "dossiers/customers/bo.md": b"\xff",
            "dossiers/customers/Cy.md": "---\nname: Cy\n---\n",
            "dossiers/customers/dan.md": b"\xef\xbb\xbf---\nname: Dan\n---\n## Log\n- x\n",
        }
    )
    book = load(root)
    assert sorted(book.customers) == ["anna", "dan"]
    assert [file.id for file in book.unreadable] == ["bo"]
    assert [finding.code for finding in book.refused] == ["id"]
    assert [str(finding).partition(": ")[0] for finding in book.unreadable_findings()] == [
        "dossiers/customers/Cy.md:1:1",
        "dossiers/customers/anna.md:3:9",
        "dossiers/customers/bo.md:1:1",
        "dossiers/customers/dan.md:5:3",
    ]


@pytest.mark.parametrize("policy", ["name: [\n", "nme: x\n", b"\xff", "commit: x\n"])
def test_a_broken_policy_stops_everything(make_book: MakeBook, policy: str | bytes) -> None:
    with pytest.raises(BrokenBook, match=r"dossiers/book\.yaml:1:\d+: error: ") as caught:
        load(make_book({"dossiers/book.yaml": policy}))
    assert len(caught.value.findings) == 1


def test_a_byte_order_mark_does_not_break_the_policy(make_book: MakeBook) -> None:
    book = load(make_book({"dossiers/book.yaml": b"\xef\xbb\xbfname: x\n"}))
    assert book.policy.name == "x"


def test_price_lists(make_book: MakeBook) -> None:
    root = make_book(
        {
            "dossiers/prices/2026-11-16.csv": b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
            "dossiers/prices/2026-03-01.csv": HEAD + "B,,,,usd,1,,,,\n",
            "dossiers/prices/2026-02-30.csv": HEAD,
            "dossiers/prices/new.csv": HEAD,
            "dossiers/prices/.~lock.2026-03-01.csv#": "",
            "dossiers/prices/2026-01-01.csv/x": "",
            "dossiers/rates.csv": b"\xef\xbb\xbf" + RATES,
        }
    )
    (root.parent / "out.csv").write_text(HEAD + ROW)
    (root / "dossiers/prices/2026-05-01.csv").symlink_to("../../../out.csv")
    (root / "dossiers/prices/2026-06-01.csv").symlink_to("2026-06-01.csv")
    book = load(root)
    assert [str(prices.start) for prices in book.price_lists] == ["2026-03-01", "2026-11-16"]
    assert places(book.price_lists[0].findings) == [(2, 6, "price-row")]
    assert book.price_lists[1].findings == ()
    assert book.price_lists[1].rows["A"].price == 1
    assert [(stray.path.rpartition("/")[2], stray.code) for stray in book.strays] == [
        ("2026-01-01.csv", "not-a-dossier"),
        ("2026-02-30.csv", "not-a-dossier"),
        ("2026-05-01.csv", "outside-book"),
        ("2026-06-01.csv", "not-a-dossier"),
        ("new.csv", "not-a-dossier"),
    ]
    assert book.rates.findings == ()
    assert book.rates.rates[0].rate == Decimal("1.1")


@pytest.mark.parametrize("path", ["dossiers/rates.csv", "dossiers/book.yaml"])
def test_nothing_is_read_outside_the_book(make_book: MakeBook, path: str) -> None:
    root = make_book({})
    (root.parent / "out").write_text("date,from,to,rate,source\n")
    (root / path).unlink(missing_ok=True)
    (root / path).symlink_to("../../out")
    try:
        found = load(root).rates.findings
    except BrokenBook as broken:
        found = broken.findings
    assert places(found) == [(1, 1, "outside-book")]


def test_a_pipe_is_no_file_of_rates(make_book: MakeBook) -> None:
    root = make_book({})
    os.mkfifo(root / "dossiers/rates.csv")
    assert places(load(root).rates.findings) == [(1, 1, "not-a-file")]


def test_a_policy_that_has_gone(make_book: MakeBook) -> None:
    root = make_book({})
    (root / "dossiers/book.yaml").unlink()
    with pytest.raises(BrokenBook, match="can't be opened: No such file"):
        load(root)


def test_a_file_that_has_gone_is_a_finding(tmp_path: Path) -> None:
    source = read_source(tmp_path / "x.md", "dossiers/customers/x.md")
    assert places(source.findings) == [(1, 1, "unreadable-file")]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(make_book: MakeBook, enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        load(make_book({}))
        assert gc.isenabled() is enabled
    finally:
        gc.enable() if was_enabled else gc.disable()
