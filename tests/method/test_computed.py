"""Computed fields on a day, as `list --where` and the playbook ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dues import person

from dossierkit.book.computed import COMPUTED, nothing_computed
from dossierkit.book.fields import Fields
from dossierkit.book.load import load
from dossierkit.method.computed import computed_fields

ON = date(2026, 11, 20)
DAY = date.fromisoformat

Value = Callable[..., list[Any]]


@pytest.fixture
def value(make_book: Callable[..., Path]) -> Value:
    """The values of a field of Anna's (or of what it leads to), given lines of her dossier."""

    def answer(path: str, *lines: str, kind: str = "customer", **files: str) -> list[Any]:
        paths = {f"dossiers/{name.replace('__', '/')}.md": text for name, text in files.items()}
        book = load(make_book({"dossiers/customers/anna.md": person(*lines), **paths}))
        fields = Fields(book, computed_fields(book, ON), ON)
        there: Any = book.customers["anna"] if kind == "customer" else book.members["lily"]
        return fields.find(kind, path).values(there)

    return answer


@pytest.mark.parametrize(
    ("path", "lines", "values"),
    [
        ("last", (), []),
        (
            "last",
            ("2026-11-01 call: x", "2026-12-01 call: x", "2026-11-02 note: x"),
            ["2026-11-01"],
        ),
        ("log.quote", ("2026-11-01 quote in: theirs", "2026-10-01 quote out: x"), ["2026-10-01"]),
        ("log.email", ("2026-11-01 email in: x", "2026-10-01 email out: x"), ["2026-11-01"]),
        ("log.order", ("2026-12-01 order in: x",), []),
        ("failed", ("2026-10-01 quote out: x", "2026-10-02 lost in: x"), ["2026-10-02"]),
        ("failed", ("2026-10-02 quote out: x", "2026-10-02 lost in: x"), ["2026-10-02"]),
        ("failed", ("2026-10-01 lost in: x", "2026-10-02 inquiry in: x"), []),
        ("failed", (), []),
    ],
)
def test_days(path: str, lines: tuple[str, ...], values: list[str], value: Value) -> None:
    assert value(path, *lines) == [DAY(day) for day in values]


@pytest.mark.parametrize(
    ("path", "lines", "values"),
    [
        ("standing", (), ["prospect"]),
        ("standing", ("2026-10-01 order in: x",), ["customer"]),
        ("unanswered", ("2026-11-01 quote out: x",), ["quote"]),
        ("unanswered", ("2026-11-01 quote out: x", "2026-11-02 email in: x"), []),
        ("orders", ("2026-10-01 order in: x", "2026-10-02 order out: ours"), [1]),
        ("contacts", ("2026-10-01 order in: x", "2026-10-02 email out: x"), [1]),
        ("channel", ("reach: {email: a@b.example}",), ["email"]),
        ("channel", (), []),
        ("referrals", (), [0]),
        ("completeness", ("consent: {do-not-contact: true}",), []),
    ],
)
def test_what_follows_from_the_dossier(
    path: str, lines: tuple[str, ...], values: list[Any], value: Value
) -> None:
    assert value(path, *lines) == values


def test_what_follows_from_others(value: Value) -> None:
    files = {
        "customers__karl": "---\nname: Karl\ncompany: brightlite\nowner: lily\n"
        "source: {referred-by: anna}\n---\n\n## Log\n\n- 2026-11-05 call: x\n",
        "companies__brightlite": "---\nname: Brightlite\ncountry: de\nevents:\n"
        "  - {date: 2026-12, kind: exhibition, text: Later}\n"
        "  - {date: 2026-11-20, kind: exhibition, text: First}\n"
        "  - {date: 2026-01-01, kind: exhibition, text: Past}\n"
        "  - {kind: exhibition, text: Some day}\n"
        "  - {date: 2026-03-01, kind: news}\n---\n",
        "countries__de": "---\nname: Germany\n---\n",
        "team__lily": "---\nname: Lily\n---\n",
    }
    lines = ("company: brightlite", "owner: lily")
    assert value("referrals", *lines, **files) == [1]
    assert value("company.people", *lines, **files) == [2]
    assert value("company.last", *lines, **files) == [DAY("2026-11-05")]
    assert [str(day) for day in value("company.next-exhibition", *lines, **files)] == [
        "2026-11-20 First"
    ]
    assert [str(day) for day in value("company.last-news", *lines, **files)] == ["2026-03-01"]
    assert value("company.next-anniversary", *lines, **files) == []
    assert value("company.market-change", *lines, **files) == []
    assert value("country.customers", *lines, **files) == [2]
    assert value("country.companies", *lines, **files) == [1]
    assert value("owner.customers", *lines, **files) == [2]
    assert value("customers", *lines, kind="member", **files) == [2]
    for path in ("completeness", "company.completeness", "country.completeness"):
        (share,) = value(path, *lines, **files)
        assert 0 <= share <= 100


def test_without_a_company_s_touches_there_is_no_last_one(value: Value) -> None:
    files = {"companies__brightlite": "---\nname: Brightlite\n---\n"}
    assert value("company.last", "company: brightlite", **files) == []


def test_names_and_types_are_declared_once(make_book: Callable[..., Path]) -> None:
    computed = computed_fields(load(make_book({})), ON)
    for kind, names in COMPUTED.items():
        assert [*computed[kind]] == [*names]
        for name, empty in nothing_computed()[kind].items():
            assert empty.type is computed[kind][name].type is names[name]
            assert empty.values(None) == []  # type: ignore[arg-type]
