"""A mapping file: the user's word on what columns mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from test_csv import fact

from dossierkit.exchange.arrival import Arrived, Options
from dossierkit.exchange.tables.reading import read_csv, read_xlsx
from dossierkit.schema.policy import CustomField

TABLE = "Kundenname,Firma X,Umsatz,Geb.,Nr\nAnna,Acme,1200,03/04/1990,7\n"
CUSTOM = {"turnover": CustomField(type="number")}


def read(mapping: str, table: str = TABLE) -> Arrived:
    options = Options(
        on=date(2026, 11, 20),
        mapping=mapping.encode(),
        mapping_name="map.yaml",
        custom=CUSTOM,
    )
    return read_csv(table.encode(), "t.csv", options)


def test_columns_constants_and_the_order_of_dates() -> None:
    found = read(
        "columns:\n  Kundenname: name\n  Firma X: company.name\n  Umsatz: custom.turnover\n"
        "  geb: birthday\n  Nr: ignore\n"
        "constants: {source.channel: exhibition, tags: [fair], company.type: importer}\n"
        "dates: dmy\n"
    )
    assert found.findings == ()
    (anna,) = found.arrivals
    assert (anna.name, fact(anna, "custom.turnover")) == ("Anna", "1200")
    assert (fact(anna, "birthday"), fact(anna, "source.channel")) == ("1990-04-03", "exhibition")
    assert (fact(anna, "tags"), fact(anna, "company.type")) == (("fair",), "importer")
    assert anna.note == ""


def test_a_cell_beats_a_constant_and_unknown_columns_may_be_left_out() -> None:
    found = read(
        "columns: {Kundenname: name}\nconstants: {name: Nobody, company.type: other}\n"
        "unknown: leave-out\n"
    )
    (anna,) = found.arrivals
    assert (anna.name, anna.note, dict(anna.company)) == ("Anna", "", {})
    assert {one.code for one in found.findings} == {"unknown-column"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("columns: {Kundenname: naem}\n",
         "map.yaml:1:23: error: a customer has no field 'naem' [unknown-field]; did you mean"),
        ("columns: {Kundenname: company.nam}\n",
         "map.yaml:1:23: error: a company has no field 'nam' [unknown-field]; did you mean name?"),
        ("columns: {Kundename: name}\n",
         "map.yaml:1:11: error: the table has no column 'Kundename' [unknown-column]; "
         "did you mean 'Kundenname'?"),
        ("columns: {Qqqq: name}\n",
         "map.yaml:1:11: error: the table has no column 'Qqqq' [unknown-column]; the columns are:"),
        ("constants: {source.chanel: x}\n",
         "map.yaml:1:13: error: a customer has no field 'source.chanel' [unknown-field]; did you"),
        ("constants: {stage: harmonie}\n",
         "map.yaml:1:20: error: 'harmonie' is not known here [unknown-value]; did you"),
        ("constants: {note: x}\n",
         "map.yaml:1:13: error: 'note' is no field [unknown-field]; write a field"),
        ("dtes: dmy\n",
         "map.yaml:1:1: error: 'dtes' is no field here [unknown-field]; did you mean 'dates'?"),
        ("columns: {Kundenname: career.role}\n",
         "map.yaml:1:23: error: 'career' is a list: set it whole"),
        ("columns: [name]\n", "map.yaml:1:10: error: names, each with a line of text expected"),
        ("columns: {a: [\n", "map.yaml:"),
        ("columns: {a: b}\x00\n", "map.yaml:1:16: error: "),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place_and_nothing_is_read(mapping: str, said: str) -> None:
    found = read(mapping)
    assert found.arrivals == ()
    finding = found.findings[0]
    assert f"{finding}; {finding.hint}".startswith(said), finding


def test_a_column_without_a_meaning_stays_what_it_was() -> None:
    found = read("columns: {Email: }\n", "Name,Email\nAnna,a@acme.example\n")
    assert fact(found.arrivals[0], "reach.email") == ("a@acme.example",)


def test_the_mapping_of_an_excel_file_is_looked_at_first() -> None:
    options = Options(on=date(2026, 11, 20), mapping=b"dtes: x\n", mapping_name="map.yaml")
    found: Any = read_xlsx(b"", "t.xlsx", options)
    assert (found.arrivals, found.findings[0].path) == ((), "map.yaml")
