"""Who comes first, what the figure is made of, and who has none (M40)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book
from dues import ask, person, write

from dossierkit.book.load import load
from dossierkit.method.followups import score_on

ON = date(2026, 11, 20)
RATES = "date,from,to,rate,source\n2026-01-01,EUR,USD,1.10,bank\n"


def parts(tmp_path: Path, *lines: str, **files: str) -> dict[str, int]:
    """The parts of Anna's priority."""
    book = load(write(tmp_path, {"anna": person(*lines), **files}))
    return dict(score_on(book, book.customers["anna"], ON).parts)


def test_every_part_is_named(tmp_path: Path) -> None:
    lines = (
        "stage: sincerity",
        "intent: interested",
        "potential: {need: 3, volume: 3, power: 3, likelihood: 3}",
        "2026-11-02 quote: x",
    )
    assert parts(tmp_path, *lines) == {
        "everybody": 5,
        "a deal is open or was just closed": -1,
        "more than 7 days late": -1,
        "stage sincerity: they bargain": -1,
        "intent interested": -1,
        "potential 12 of 12": -1,
    }


@pytest.mark.parametrize(
    ("orders", "is_valuable"),
    [
        (("2026-09-01 order USD 50,000: x",), True),
        (("2026-09-01 order USD 49,999.99: x",), False),
        (("2025-09-01 order USD 30,000: x", "2026-09-01 order EUR 20,000: x"), True),
        (("2026-09-01 order GBP 90,000: x", "2026-09-02 order: x"), False),
        (("2026-09-01 quote USD 90,000: x",), False),
    ],
)
def test_value_so_far(tmp_path: Path, orders: tuple[str, ...], is_valuable: bool) -> None:
    files = {"book.yaml": "currency: USD\n", "rates.csv": RATES}
    found = parts(tmp_path, *orders, **files)
    assert any(text.startswith("orders of USD") for text in found) == is_valuable


def test_without_a_currency_of_the_book_amounts_just_add_up(tmp_path: Path) -> None:
    found = parts(tmp_path, "2026-09-01 order USD 30,000: x", "2026-09-02 order EUR 20,000: y")
    assert found["orders of 50,000 so far"] == -1


def test_no_need_at_all_drops_out_and_is_named() -> None:
    files = {
        "anna": person("potential: {need: 0}", "intent: interested", "2026-11-02 email: x"),
        "karl": person("intent: interested", "2026-11-02 email: x", name="Karl"),
    }
    answer = ask(files)
    assert answer.ids == ["karl"]
    assert "left out, no need at all (potential.need: 0): anna" in answer.stderr
    why = ask(files, "--why", "anna").data
    step = next(step for step in why["chain"] if step["rule"] == "rhythm")
    assert step["silenced_by"] == "no-need"


@pytest.mark.parametrize(
    "lines",
    [
        ("next: 2026-11-20 call",),
        ("2026-11-19 email in: a question",),
        ("2026-11-19 lost: x",),
        ("birthday: 11-20", "2026-10-01 email: x"),
        ("2026-09-01 order: x",),
    ],
)
def test_what_is_asked_for_stays(lines: tuple[str, ...]) -> None:
    assert ask({"anna": person("potential: {need: 0}", *lines)}).ids == ["anna"]


def test_the_list_in_the_order_of_priority(tmp_path: Path, run: Callable[..., Any]) -> None:
    files = {
        "dossiers/customers/anna.md": person("2026-11-19 email: x"),
        "dossiers/customers/bert.md": person("next: 2026-11-02 call", name="Bert"),
        "dossiers/customers/cleo.md": person("potential: {need: 0}", name="Cleo"),
        "dossiers/customers/dora.md": person("consent: {do-not-contact: true}", name="Dora"),
    }
    words = ("list", "--sort", "priority", "--on", str(ON), "--format", "json")
    result = run(*words, book=write_book(tmp_path, files))
    assert [row["id"] for row in json.loads(result.stdout)] == ["bert", "anna", "cleo", "dora"]
    text = run("due", "--why", "bert", "--on", str(ON), book=tmp_path).stdout
    assert "priority 2, from 1 (first) to 9: +5 everybody, -2 a promise of ours" in text
