"""The promise of `earliest`: before that day nobody is on a list, whatever day it is asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_customers import book_of, days, people

from dossierkit.method.earliest import AHEAD, earliest
from dossierkit.method.followups import due

quick = settings(derandomize=True, deadline=None, max_examples=150)


def on_list(text: str, on: date, within: int = 0) -> bool:
    found = due(book_of([text]), on, within=within)
    return bool(found.entries or found.without_need)


@quick
@given(people, days)
def test_before_that_day_no_list_has_them(text: str, on: date) -> None:
    book = book_of([text])
    first = earliest(book, book.customers["c0"], on)
    assert on <= first <= on + timedelta(AHEAD + 1)
    for later in range((first - on).days):
        assert not on_list(text, on + timedelta(later)), f"due {on + timedelta(later)} < {first}"


@quick
@given(people, days, st.integers(0, AHEAD), st.integers(0, AHEAD))
def test_nor_any_list_that_looks_ahead(text: str, on: date, later: int, within: int) -> None:
    book = book_of([text])
    first = earliest(book, book.customers["c0"], on)
    if on + timedelta(later + within) < first:
        assert not on_list(text, on + timedelta(later), within)


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("next: 2026-11-25 papers\n", date(2026, 11, 25)),
        ("next: 2026-11-01 papers\n", date(2026, 11, 20)),
        ("source: {date: 2026-11-20}\nsnooze: 2026-11-27 away\n", date(2026, 11, 27)),
        ("consent: {do-not-contact: true}\n", date(2026, 12, 21)),
    ],
)
def test_the_day_itself(header: str, first: date) -> None:
    book = book_of([f"---\nname: Anna\n{header}---\n"])
    assert earliest(book, book.customers["c0"], date(2026, 11, 20)) == first


def test_the_end_of_all_days() -> None:
    book = book_of(["---\nname: Anna\nnext: 9999-12-31 papers\nsnooze: 9999-12-31 x\n---\n"])
    assert earliest(book, book.customers["c0"], date(9999, 12, 20)) <= date.max
    assert earliest(book, book.customers["c0"], date.max) == date.max
