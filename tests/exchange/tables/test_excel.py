"""Excel files from anywhere: types, sheets, and files that are none."""

from __future__ import annotations

import datetime
import io
import sys
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from test_csv import fact

from dossierkit.exchange.arrival import Arrived, CannotRead, Options
from dossierkit.exchange.tables.reading import read_xlsx

OPTIONS = Options(on=date(2026, 11, 20))
Rows = list[list[Any]]


def workbook(**sheets: Rows) -> bytes:
    """An Excel file; a name that begins with `hidden` is that of a hidden sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.startswith("hidden") else "visible"
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, **said: Any) -> Arrived:
    return read_xlsx(data, "people.xlsx", OPTIONS._replace(**said))


HEAD = ["姓名", "手机", "生日", "员工人数", "公司", "工号"]


def test_days_numbers_and_texts_stay_what_they_are() -> None:
    row = ["王小明", 8613800138000, datetime.datetime(1990, 4, 3), 1200, "亮科", "00123"]
    found = read(workbook(客户=[HEAD, row]))
    (one,) = found.arrivals
    assert one.place == "people.xlsx[客户]:2"
    assert fact(one, "reach.phone") == ("8613800138000",)
    assert (fact(one, "birthday"), fact(one, "company.size")) == ("1990-04-03", "1200")
    assert one.note == "工号: 00123"
    assert [(f.path, f.line, f.column, f.code) for f in found.findings] == [
        ("people.xlsx[客户]", 1, 6, "unknown-column")
    ]


def test_values_of_every_type() -> None:
    values = [True, 0.125, datetime.time(9, 30), datetime.datetime(2026, 1, 2, 9, 30), 12.0,
              datetime.timedelta(hours=30), None]  # fmt: skip
    head = ["name", *(f"x{n}x" for n in range(len(values)))]
    (one,) = read(workbook(a=[head, ["Anna", *values]])).arrivals
    assert one.note.splitlines() == [
        "x0x: true", "x1x: 0.125", "x2x: 09:30", "x3x: 2026-01-02 09:30", "x4x: 12",
        "x5x: 1 day, 6:00:00",
    ]  # fmt: skip


def test_the_first_sheet_with_something_in_it_or_the_one_that_is_meant() -> None:
    data = workbook(
        hidden=[["name"], ["Nobody"]], empty=[], a=[["name"], ["Anna"]], b=[["name"], ["Bob"]]
    )
    assert [one.name for one in read(data).arrivals] == ["Anna"]
    assert [one.name for one in read(data, sheet="b").arrivals] == ["Bob"]
    mapped = read(data, mapping=b"sheet: hidden\n", mapping_name="m.yaml")
    assert [one.name for one in mapped.arrivals] == ["Nobody"]
    with pytest.raises(CannotRead, match="no sheet 'c'; there are hidden, empty, a, b"):
        read(data, sheet="c")


def test_places_in_a_sheet_that_does_not_begin_at_its_corner() -> None:
    rows: Rows = [[], [], [None, None, "name", "email"], [], [None, None, "Anna", "no"]]
    (one,) = read(workbook(a=rows)).arrivals
    assert one.place == "people.xlsx[a]:5"
    assert (one.findings[0].line, one.findings[0].column) == (5, 4)


def test_short_rows_are_usual_in_excel() -> None:
    (one,) = read(workbook(a=[["name", "email", "phone"], ["Anna"]])).arrivals
    assert one.findings == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and no more", "the file is damaged"),
        (b"\xd0\xcf\x11\xe0 and no more", "can't be read as an Excel file"),
        (b"", "can't be read as an Excel file"),
        (workbook(a=[], b=[]), "there is nothing in it"),
        (workbook(a=[["x"], ["1"]]), "none of its columns"),
        (workbook(a=[["name"] * 2001]), "the sheet 'a' is too large"),
    ],
    ids=range(6),
)
def test_files_that_are_no_table_of_people(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as error:
        read(data)
    assert str(error.value).startswith("people.xlsx")
    assert said in str(error.value)


def test_a_file_that_unpacks_to_far_more_than_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossierkit.exchange.tables.excel_rows._MOST_UNPACKED", 1000)
    with pytest.raises(CannotRead, match="unpacks to more than"):
        read(workbook(a=[["name"], ["Anna"]]))


def test_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def locked(_stream: object) -> None:
        raise python_calamine.PasswordError("locked")

    monkeypatch.setattr(
        "python_calamine.CalamineWorkbook",
        type("Book", (), {"from_filelike": staticmethod(locked)}),
    )
    with pytest.raises(CannotRead, match="a password protects it"):
        read(workbook(a=[["name"]]))


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(CannotRead, match=r"pip install 'dossierkit\[excel\]'"):
        read(workbook(a=[["name"]]))
