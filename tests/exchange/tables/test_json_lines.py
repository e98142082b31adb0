"""Our own JSON Lines, written by the command and read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_csv import fact

from dossierkit.exchange.arrival import CannotRead, Options
from dossierkit.exchange.tables.json_lines import read_jsonl

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Any]
OPTIONS = Options(on=date(2026, 11, 20))
ANNA = """\
---
name: Anna
company: acme
reach: {email: [a@acme.example]}
career: [{employer: Lux, role: Buyer}]
custom: {vendor: x}
religion:
---
Likes tea.

## Log

- 2026-01-05 10:30 quote out USD 1,200.50 by lily: 100 pcs #PI-1
- 2026-02-05 call in: Asked for more,
  and for time.
- 2026-02-06 call: Spoke.
"""
ACME = "---\nname: Acme\nterms: {payment: T/T}\n---\n\n## Log\n\n- 2026-01-05 note: moved\n"


@pytest.fixture
def book(make_book: MakeBook) -> Path:
    return make_book({"dossiers/customers/anna.md": ANNA, "dossiers/companies/acme.md": ACME})


def lines(run: Run, book: Path, *words: str) -> bytes:
    text: str = run("export", "jsonl", *words, "--on", "2026-11-20", book=book).stdout
    return text.encode()


def test_people_and_companies_with_their_logs_come_back(run: Run, book: Path) -> None:
    data = lines(run, book) + b"\n" + lines(run, book, "--kind", "company")
    found = read_jsonl(data, "all.jsonl", OPTIONS)
    anna, acme = found.arrivals
    assert found.findings == ()
    assert (anna.id, anna.note, anna.place) == ("anna", "Likes tea.", "all.jsonl:1")
    assert (fact(anna, "company"), fact(anna, "reach.email")) == ("acme", ("a@acme.example",))
    assert fact(anna, "career") == ({"employer": "Lux", "role": "Buyer"},)
    assert fact(anna, "custom.vendor") == "x"
    assert anna.log == (
        "2026-01-05 10:30 quote USD 1,200.50 by lily: 100 pcs #PI-1",
        "2026-02-05 call in: Asked for more, and for time.",
        "2026-02-06 call: Spoke.",
    )
    assert (acme.company_id, acme.facts) == ("acme", {})
    assert fact(acme, "company.terms.payment") == "T/T"
    assert acme.log == ("2026-01-05 note: moved",)


def test_lines_that_are_none_of_ours_stop_no_others(run: Run, book: Path) -> None:
    good = lines(run, book)
    said = json.loads(good)
    bad: list[Any] = [
        {**said, "kind": "country"},
        {**said, "header": []},
        {**said, "log": [{"date": "x"}]},
        {**said, "log": [3]},
        {**said, "log": [{**said["log"][0], "text": "a\x1b"}]},
        [],
    ]
    data = "\n".join(["{", "[" * 100_000, *map(json.dumps, bad), good.decode()])
    found = read_jsonl(data.encode(), "all.jsonl", OPTIONS)
    assert len(found.arrivals) == 1
    assert [one.line for one in found.findings] == list(range(1, 9))
    assert {one.code for one in found.findings} == {"json-line"}


def test_a_file_without_any() -> None:
    with pytest.raises(CannotRead, match="there are no dossiers in it"):
        read_jsonl(b"{}\n", "all.jsonl", OPTIONS)
