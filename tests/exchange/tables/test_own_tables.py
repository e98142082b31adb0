"""Tables of our own after a spreadsheet, or a person, has been at them."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from test_csv import fact, person, places, read
from test_excel import OPTIONS, workbook

from dossierkit.exchange.tables.cells import cell_of, harmless, value_of, without_apostrophe
from dossierkit.exchange.tables.reading import read_xlsx
from dossierkit.exchange.tables.sheets import excel_value
from dossierkit.exchange.tables.workbook import Sheet, write_workbook
from dossierkit.schema.types import ANYTHING, NUMBER, PERCENT, TEXT, ListOf, MapOf

HEAD = "id;name;company;company.name;reach.email;birthday;source.date;family-life.married"


def test_days_and_words_in_the_spreadsheet_s_own_way() -> None:
    one = person(f"{HEAD}\nanna;Anna;acme;Acme;;1985/4/12;2025年4月17日;TRUE\n")
    assert (one.id, fact(one, "company"), fact(one, "company.name")) == ("anna", "acme", "Acme")
    assert (fact(one, "birthday"), fact(one, "source.date")) == ("1985-04-12", "2025-04-17")
    assert fact(one, "family-life.married") == "true"


def test_a_day_that_can_be_two_is_asked_about_here_too() -> None:
    found = read(f"{HEAD}\nanna;Anna;;;;3/4/1985;;maybe\n")
    assert places(found) == [(2, 14, "ambiguous-date")]
    assert found.arrivals[0].note == "birthday: 3/4/1985"
    assert (
        fact(person(f"{HEAD}\nanna;Anna;;;;3/4/1985;;\n", dates="mdy"), "birthday") == "1985-03-04"
    )


def test_columns_that_were_added_are_read_by_their_titles() -> None:
    one = person("id;name;reach.email;custom.vendor;company.custom.x;手机;Shoes\n"
                 "anna;Anna;;007;y;+49 30 1234567;41\n")  # fmt: skip
    assert fact(one, "reach.phone") == ("+49 30 1234567",)
    assert fact(one, "custom.vendor") == "007"
    assert one.note == "Shoes: 41\ncompany.custom.x: y"


def test_brackets_that_can_t_be_read_are_kept_and_said() -> None:
    found = read("id;name;reach.email;career\nanna;Anna;;[{employer: }\n")
    assert places(found) == [(2, 12, "wrong-shape")]
    assert found.arrivals[0].note == "career: [{employer: }"


def test_numbers_and_percentages_of_excel() -> None:
    head = ["company", "company.name", "company.stores", "company.terms.price-adjustment"]
    rows: list[list[Any]] = [head, ["acme", "Acme", 12, 0.03], ["lux", "Lux", "12", "x"]]
    acme, lux = read_xlsx(workbook(a=rows), "t.xlsx", OPTIONS).arrivals
    assert (acme.company_id, fact(acme, "company.stores")) == ("acme", "12")
    assert fact(acme, "company.terms.price-adjustment") == "3%"
    assert fact(lux, "company.terms.price-adjustment") == "x"


@pytest.mark.parametrize(
    ("value", "field", "cell"),
    [
        ("12", NUMBER, 12),
        ("12345678901234567", NUMBER, "12345678901234567"),
        ("dozens", NUMBER, "dozens"),
        ("+3%", PERCENT, 0.03),
        ("3.333333333333333333333%", PERCENT, "3.333333333333333333333%"),
        ("00123", TEXT, "00123"),
        (["a", "b"], ListOf(TEXT), "a; b"),
        ({"design": "none"}, MapOf(TEXT), "{design: none}"),
        (None, TEXT, None),
    ],
)
def test_what_excel_keeps_as_it_is_and_what_stays_a_text(value: Any, field: Any, cell: Any) -> None:
    assert excel_value(value, field) == cell


@pytest.mark.parametrize(
    ("value", "field", "cell"),
    [
        ("a", ListOf(TEXT), "a"),
        (["a", None, "b"], ListOf(TEXT), "a; b"),
        (["a; b"], ListOf(TEXT), "[a; b]"),
        ({"role": "x"}, ListOf(MapOf(TEXT)), "[{role: x}]"),
        (["a", "b"], ANYTHING, "[a, b]"),
        ({}, MapOf(TEXT), ""),
        ("", TEXT, ""),
        (" a", TEXT, '" a"'),
        ("'a", TEXT, '"\'a"'),
        ("two\nlines\n", TEXT, "two\nlines"),
    ],
)
def test_a_field_as_a_cell(value: Any, field: Any, cell: str) -> None:
    assert cell_of(value, field) == cell


@pytest.mark.parametrize(
    ("cell", "field", "value"),
    [
        ("", TEXT, None),
        ("{role: x}", ListOf(MapOf(TEXT)), [{"role": "x"}]),
        ("{a: b}", MapOf(TEXT), {"a": "b"}),
        ('"a', TEXT, '"a'),
        ('"a" and "b"', TEXT, '"a" and "b"'),
        ('"', TEXT, '"'),
        ("a;; b ;", ListOf(TEXT), ["a", "b"]),
    ],
)
def test_a_cell_as_a_field(cell: str, field: Any, value: Any) -> None:
    assert value_of(cell, field) == value


@pytest.mark.parametrize("text", ["=1", "+49", "-2", "@a", "\tx", "＝1"])
def test_an_apostrophe_comes_and_goes(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert without_apostrophe(harmless(text)) == text
    assert without_apostrophe("'tis") == "'tis"


def test_more_rows_than_a_sheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossierkit.exchange.tables.workbook.MOST_ROWS", 2)
    stream, warnings = io.BytesIO(), list[str]()
    rows: list[list[Any]] = [
        ["anna", "a\x01b"],
        ["bert", datetime(2026, 1, 2).date()],
        ["carl", None],
    ]
    write_workbook(stream, [Sheet("Log", ["name", "notes"], rows)], warnings.append)
    found = read_xlsx(stream.getvalue(), "t.xlsx", OPTIONS._replace(sheet="Log 2"))
    assert [one.name for one in found.arrivals] == ["carl"]
    assert warnings == ["anna: notes holds control characters: shown as \ufffd"]
