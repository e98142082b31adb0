"""Who is anybody's to take: nobody's dossiers, and those that were left alone for too long."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from conftest import dossier
from dues import person
from suggesting import book_with

from dossierkit.book.book import Book
from dossierkit.method.pool import Pool, place_of, pool
from dossierkit.schema.policy import Policy, PoolFigures, packaged_figures
from dossierkit.schema.values import Duration

ON = date(2026, 11, 20)
FIGURES = PoolFigures(customers=Duration(days=90), inquiries=Duration(days=60))
TOM = "owner: tom"


def book_of(*texts: str, figures: PoolFigures = FIGURES) -> Book:
    """A book of customers `c0`, `c1` …"""
    people = {f"c{n}": dossier(text, dossier_id=f"c{n}") for n, text in enumerate(texts)}
    policy = Policy(follow_up=packaged_figures(), pool=figures)
    first = book_with(next(iter(people.values())))
    return dataclasses.replace(first, customers=people, policy=policy)


def ask(*lines: str, on: date = ON, **beside: Any) -> Pool:
    """The pool of a book with one customer."""
    figures = beside.pop("figures", FIGURES)
    return pool(book_of(person(*lines), figures=figures), on, **beside)


def falls(*lines: str, **beside: Any) -> str:
    """The first day in the pool, and why."""
    book = book_of(person(*lines), figures=beside.pop("figures", FIGURES))
    place = place_of(book, book.customers["c0"], ON, **beside)
    return f"{place.since} {place.cause}" if place else "-"


def test_without_an_owner_it_is_anybodys() -> None:
    (one,) = ask("2026-11-19 email out: x").inside
    assert (one.cause, one.since, one.text, one.line) == (
        "no-owner",
        None,
        "nobody looks after them",
        1,
    )
    assert ask("owner: ~").inside
    assert ask("2026-11-19 email out: x", figures=PoolFigures()).inside


def test_an_owner_who_cannot_be_read_is_not_nobody() -> None:
    assert ask("owner: [tom]") == Pool(ON, (), (), 0)


def test_an_inquiry_counts_from_the_last_touch() -> None:
    assert falls(TOM, "2026-09-20 inquiry in: x", "2026-09-21 email out: x") == (
        "2026-11-21 no-contact"
    )
    assert falls(TOM, "2026-09-21 call: x", "2026-10-01 note: no touch") == "2026-11-21 no-contact"


def test_an_order_counts_whatever_was_said_since() -> None:
    assert falls(TOM, "2026-06-01 order: x", "2026-11-01 email out: x") == "2026-08-31 no-order"
    assert falls(TOM, "2026-06-01 order out: ours") == "2026-08-01 no-contact"


@pytest.mark.parametrize("end", ["shipment out", "payment in"])
def test_its_shipment_and_payment_belong_to_it(end: str) -> None:
    lines = ("2026-05-01 shipment out: samples", "2026-06-01 order: x", f"2026-07-01 {end}: x")
    assert falls(TOM, *lines) == "2026-09-30 no-order"
    book = book_of(person(TOM, *lines))
    place = place_of(book, book.customers["c0"], ON)
    assert place is not None
    assert place.text == f"no order since 2026-07-01 ({end.split()[0]} of the last); 90d allowed"
    assert place.line == 10


def test_the_day_itself_is_still_allowed() -> None:
    touch = "2026-09-21 email out: x"
    last, first = date(2026, 11, 20), date(2026, 11, 21)
    assert not ask(TOM, touch, on=last).inside
    assert ask(TOM, touch, on=first).inside


def test_a_warning_comes_a_week_before_or_as_the_book_says() -> None:
    touch = "2026-09-28 email out: x"  # falls in on 2026-11-28
    assert not ask(TOM, touch, on=date(2026, 11, 20)).soon
    (one,) = ask(TOM, touch, on=date(2026, 11, 21)).soon
    assert one.since == date(2026, 11, 28)
    early = FIGURES.but(warning=Duration(days=8))
    assert ask(TOM, touch, on=date(2026, 11, 20), figures=early).soon


def test_who_was_never_contacted_counts_from_the_beginning() -> None:
    assert falls(TOM, "source: {date: 2026-07}") == "2026-08-31 no-contact"
    assert falls(TOM, entered=date(2026, 7, 1)) == "2026-08-31 no-contact"
    assert falls(TOM) == "-"


def test_a_new_owner_has_the_whole_time() -> None:
    touch = "2026-01-01 email out: x"
    assert falls(TOM, touch, held=date(2026, 11, 1)) == "2027-01-01 no-contact"
    assert falls(TOM, touch, held=date(2025, 11, 1)) == "2026-03-03 no-contact"
    (one,) = ask(TOM, touch, held={"c0": date(2026, 8, 1)}).inside
    assert one.text == "no contact since 2026-01-01 (email); 60d allowed; tom's since 2026-08-01"


def test_a_snooze_holds_it() -> None:
    touch = "2026-08-01 email out: x"
    assert falls(TOM, "snooze: 2026-12-31 on leave", touch) == "2027-01-01 no-contact"
    assert falls(TOM, "snooze: 2026-08-31 on leave", touch) == "2026-10-01 no-contact"


def test_without_figures_only_nobodys_dossiers_are_in_it() -> None:
    order, touch = "2020-06-01 order: x", "2020-06-01 email out: x"
    assert falls(TOM, order, figures=PoolFigures(inquiries=Duration(days=1))) == "-"
    assert falls(TOM, touch, figures=PoolFigures(customers=Duration(days=1))) == "-"


def test_the_calendar_ends() -> None:
    book = book_of(person(TOM, "2026-01-01 email out: x"))
    place = place_of(book, book.customers["c0"], ON, held=date.max)
    assert place is not None
    assert place.since == date.max


def test_who_asked_not_to_be_contacted_is_only_counted() -> None:
    refused = "consent: {do-not-contact: true}"
    old, near = "2026-01-01 email out: x", "2026-09-25 email out: x"
    found = pool(
        book_of(person(refused), person(refused, TOM, old), person(refused, TOM, near)), ON
    )
    assert found == Pool(ON, (), (), 2)


def test_order_and_owner() -> None:
    book = book_of(
        person(TOM, "2026-03-01 email out: x"),
        person("owner: lily", "2026-02-01 email out: x"),
        person(),
        person(TOM, "2026-09-25 email out: x"),
        person(TOM, "2026-09-22 email out: x"),
    )
    everybody, toms = pool(book, ON), pool(book, ON, owner="tom")
    assert [one.dossier.id for one in everybody.inside] == ["c2", "c1", "c0"]
    assert [one.dossier.id for one in everybody.soon] == ["c4", "c3"]
    assert [one.dossier.id for one in toms.inside] == ["c0"]
    assert [one.dossier.id for one in toms.soon] == ["c4", "c3"]
