"""Whatever a follow-up is made of: when it changes, the list says so at once."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import GIT_ENVIRONMENT, write_book
from lists import List, by_book, by_index

ON = date(2026, 11, 22)  # a Sunday
ANNA = """\
---
name: Anna Schmidt
company: brightlite
owner: lily
intent: interested
next: 2026-11-20 papers
buys: [BL-20]
potential: {need: 1, volume: 0, power: 0, likelihood: 0}
source: {date: 2025-04-17}
---
## Log

- 2026-06-01 order in USD 900: first
- 2026-11-18 email out: hello
"""
BERT = "---\nname: Bert\ncompany: brightlite\n---\n## Log\n\n- 2026-11-10 meeting: met\n"
CARL = "---\nname: Carl\ncountry: cn\nintent: interested\n---\n## Log\n\n- 2026-11-19 call out: x\n"
EVA = "---\nname: Eva\n---\n"
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
FILES: dict[str, str | bytes] = {
    "dossiers/book.yaml": "country: cn\ncurrency: USD\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/bert.md": BERT,
    "dossiers/customers/carl.md": CARL,
    "dossiers/customers/eva.md": EVA,
    "dossiers/companies/brightlite.md": "---\nname: Brightlite\ncountry: de\n---\n",
    "dossiers/prices/2026-05-01.csv": f"{HEAD}BL-20,Strip,led,pc,USD,4.00,,20,,\n",
}
Edit = Callable[[Path], None]


def put(path: str, text: str) -> Edit:
    return put_new(f"dossiers/{path}", text)


def put_new(path: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return edit


def remove(path: str) -> Edit:
    return lambda root: (root / "dossiers" / path).unlink()


EDITS: dict[str, Edit] = {
    "their own file": put("customers/anna.md", ANNA.replace("papers", "catalogue")),
    "a file that is gone": remove("customers/anna.md"),
    "a file that can't be read any more": put("customers/anna.md", "no header"),
    "a new customer": put("customers/dora.md", ANNA.replace("Anna", "Dora")),
    "a name beside theirs": put("customers/Anna.md", ANNA),
    "their company's name": put("companies/brightlite.md", "---\nname: Bright\ncountry: de\n---\n"),
    "their company's country": put("companies/brightlite.md", "---\nname: Bright\n---\n"),
    "their company's file": remove("companies/brightlite.md"),
    "their country's weekend": put_new("dossiers/countries/de.md", "---\nweekend: [mon]\n---\n"),
    "their own country's weekend": put_new(
        "dossiers/countries/cn.md", "---\nname: China\nweekend: [sun, mon]\n---\n"
    ),
    "our own long holidays": put_new(
        "dossiers/countries/cn.md",
        "---\nname: China\nholidays: {extra: ["
        + ", ".join(f"{{date: 2026-12-{day}, name: Works closed}}" for day in range(14, 24))
        + "]}\n---\n",
    ),
    "a mail to a colleague": put(
        "customers/bert.md", f"{BERT}- 2026-11-20 price-update out: list\n"
    ),
    "the policy": put("book.yaml", "country: cn\ncurrency: USD\nfollow-up: {no-plan: 5d}\n"),
    "hours of work": put("book.yaml", "name: Lumora\ncountry: cn\n"),
    "a price list": put_new(
        "dossiers/prices/2026-11-16.csv", f"{HEAD}BL-20,Strip,led,pc,USD,5.00,,20,,\n"
    ),
    "a price": put("prices/2026-05-01.csv", f"{HEAD}BL-20,Strip,led,pc,EUR,4.00,,90,,\n"),
    "a member's typo": put_new("dossiers/team/lily.md", "---\nname: [\n---\n"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = write_book(tmp_path, FILES)
    assert by_index(root, ON) == by_book(root, ON)
    return root


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_shows_at_once(book: Path, what: str) -> None:
    before = by_index(book, ON)
    EDITS[what](book)
    after = by_index(book, ON)
    assert after == by_book(book, ON)
    assert after != before, "this edit was to change something"


def test_rates_count_for_the_priority(book: Path) -> None:
    put("customers/anna.md", ANNA.replace("USD 900", "EUR 60000"))(book)
    before = by_index(book, ON)
    put("rates.csv", "date,from,to,rate,source\n2026-05-01,EUR,USD,1.10,bank\n")(book)
    after = by_index(book, ON)
    assert after == by_book(book, ON)
    assert _priority(after, "anna") < _priority(before, "anna")


def _priority(found: List, who: str) -> int:
    return next(int(one["priority"]) for one in found.data["due"] if one["id"] == who)


def test_a_template_more_is_a_letter_more(book: Path) -> None:
    put("customers/anna.md", ANNA.replace("email out", "sample out"))(book)
    day = date(2026, 12, 3)
    before = by_index(book, day)
    (book / "templates" / "sample-follow-up").mkdir(parents=True)
    assert by_index(book, day) == before
    put_new("templates/sample-follow-up/en.md", "x")(book)
    assert by_index(book, day) == by_book(book, day)


def test_git_tells_when_a_file_was_begun(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)

    def git(*args: str) -> None:
        who = ("-c", "user.name=Lily", "-c", "user.email=lily@lumora.example")
        subprocess.run(["git", *who, *args], cwd=book, check=True, capture_output=True)

    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-02T09:00:00+00:00")
    assert _due_since(by_index(book, ON), "eva") == "2026-11-22"
    git("init")
    git("add", ".")
    assert by_index(book, ON) == by_book(book, ON)
    git("commit", "-m", "Begin")
    found = by_index(book, ON)
    assert found == by_book(book, ON)
    assert _due_since(found, "eva") == "2026-11-02"
    git("pack-refs", "--all")
    assert by_index(book, ON) == found
    git("checkout", "--detach")
    assert by_index(book, ON) == found


def test_git_goes_on_and_every_day_that_was_asked_for_knows(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-02T09:00:00+00:00")
    now, tomorrow = time.time_ns, date(2026, 11, 23)
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)
    subprocess.run(["git", "init", "--quiet"], cwd=book, check=True)
    for day in (ON, tomorrow):
        by_index(book, day)
    who = ("-c", "user.name=Lily", "-c", "user.email=lily@lumora.example")
    subprocess.run(["git", "add", "."], cwd=book, check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "-m", "x"], cwd=book, check=True)
    for day in (ON, tomorrow):
        assert by_index(book, day) == by_book(book, day)


def _due_since(found: List, who: str) -> str:
    return next(str(one["due"]) for one in found.data["due"] if one["id"] == who)


@pytest.mark.parametrize("days", [1, 3, 9, 40, -30])
def test_the_next_days_are_right_without_any_edit(book: Path, days: int) -> None:
    by_index(book, ON)
    day = date.fromordinal(ON.toordinal() + days)
    assert by_index(book, day) == by_book(book, day)
    assert by_index(book, ON) == by_book(book, ON)
    assert by_index(book, day, within=7) == by_book(book, day, within=7)
