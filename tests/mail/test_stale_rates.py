"""A price-update with a rate of last month is not written; the old price may be of then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from letterbook import BRIGHTLITE, POLICY, made, make_book, stopped, write_letter

from dossierkit.mail.letter import Request
from dossierkit.mail.workshop import Workshop

EUROS = {"dossiers/companies/brightlite.md": BRIGHTLITE.replace("USD", "EUR")}


def test_a_stale_rate_stops_the_letter_and_says_what_to_do(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **EUROS)
    made(write_letter(root, shop, "price-update", request=Request(date(2026, 12, 18))))
    late = Request(date(2026, 12, 19))
    said = stopped(write_letter(root, shop, "price-update", request=late))
    assert "dossiers/rates.csv:3: the rate from USD to EUR is of 2026-11-18: 31 days old" in said
    assert "dossier rates import FILE" in said


def test_the_policy_says_how_old_it_may_be(tmp_path: Path, shop: Workshop) -> None:
    policy = {"dossiers/book.yaml": POLICY + "prices: {rate-age: 2m}\n"}
    root = make_book(tmp_path, **EUROS, **policy)
    made(write_letter(root, shop, "price-update", request=Request(date(2026, 12, 31))))
