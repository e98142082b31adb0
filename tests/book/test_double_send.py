"""`double-send`: two colleagues sent the same; one colleague who wrote and called did not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dossierkit.book.checks import findings
from dossierkit.book.load import load

MakeBook = Callable[[dict[str, str]], Path]

MEMBERS = {f"dossiers/team/{one}.md": f"---\nname: {one}\n---\n" for one in ("lily", "tom")}


def found(make_book: MakeBook, *log: str) -> list[int]:
    """The lines that went out twice, counted from the first of the log."""
    text = "---\nname: Anna\ncountry: de\n---\n## Log\n" + "".join(f"- {line}\n" for line in log)
    book = load(make_book({**MEMBERS, "dossiers/customers/anna.md": text}))
    all_found = findings(book, date(2026, 11, 20))
    assert {finding.code for finding in all_found} <= {"double-send"}
    return [finding.line - 5 for finding in all_found]


@pytest.mark.parametrize(
    "log",
    [
        ("2026-04-12 greeting out by lily: a #birthday", "2026-04-15 greeting by tom: b #birthday"),
        ("2026-04-12 greeting out: a #birthday", "2026-04-12 greeting out by tom: b #birthday"),
        ("2026-04-12 greeting out: a", "2026-04-12 greeting out: b"),
        ("2026-04-12 price-update out by lily: a", "2026-04-12 price-update out by tom: b"),
        ("2026-04-15 greeting by tom: b #vip #birthday", "2026-04-12 greeting: a #birthday"),
    ],
)
def test_the_same_went_out_twice(make_book: MakeBook, log: tuple[str, ...]) -> None:
    assert found(make_book, *log) == [2]


@pytest.mark.parametrize(
    "log",
    [
        (
            "2026-04-12 greeting out by lily: a #birthday",
            "2026-04-13 greeting by lily: b #birthday",
        ),
        ("2026-04-12 greeting out by lily: a #birthday", "2026-04-16 greeting by tom: b #birthday"),
        ("2026-04-12 greeting out by lily: a #birthday", "2026-04-12 greeting by tom: b #new-year"),
        ("2026-04-12 greeting out by lily: a", "2026-04-13 greeting out by tom: b"),
        ("2026-04-12 greeting in: a #birthday", "2026-04-12 greeting out by tom: b #birthday"),
        ("2026-04-12 price-update out by lily: a #q", "2026-04-13 price-update out by tom: b #q"),
        ("2026-04-12 price-update out by lily: a", "2026-04-12 greeting out by tom: b"),
        ("2026-04-12 email out by lily: a", "2026-04-12 email out by tom: b"),
    ],
)
def test_no_false_alarm(make_book: MakeBook, log: tuple[str, ...]) -> None:
    assert found(make_book, *log) == []


def test_three_times_is_said_twice(make_book: MakeBook) -> None:
    assert found(make_book, *["2026-04-12 greeting out: a"] * 3) == [2, 3]
