"""Sheets as an Excel file (.xlsx), with real dates and numbers. The only owner of openpyxl.

A text is written as a text whatever it begins with: there are no formulas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dossierkit.text.translation import _
from dossierkit.text.width import width

MOST_ROWS = 1_048_575
"""Below the titles; what is more goes into a further sheet."""
MOST_CHARACTERS = 32_767
"""Of a cell, as Excel counts them (in UTF-16)."""
MOST_DIGITS = 15
"""A number of more digits would not stay what it is."""
FIRST_DAY = date(1900, 3, 1)
"""Earlier days are not the same in all spreadsheets: they stay texts."""

_FORMATS = {date: "yyyy-mm-dd", Decimal: "#,##0.00######", float: "0.######%"}
"""A float is a percentage: 0.03 is 3 %."""
_NARROWEST, _WIDEST = 8, 48
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_Page: TypeAlias = Any
_Cell: TypeAlias = Any
CellValue: TypeAlias = "str | int | bool | float | Decimal | date | None"


class Sheet(NamedTuple):
    """A sheet: its name, titles, and rows, each beginning with whose it is."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[CellValue]]


def write_workbook(stream: BinaryIO, sheets: Iterable[Sheet], warn: Callable[[str], None]) -> None:
    """Writes sheets; `warn` is told what could not be written as it is, with whose it is."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        rows = iter(sheet.rows)
        for number in range(1, len(sheet.rows) // MOST_ROWS + 2):
            name = sheet.name if number == 1 else f"{sheet.name} {number}"
            page = book.create_sheet(name)
            _lay_out(page, sheet)
            for row in islice(rows, MOST_ROWS):
                page.append([*_cells(page, sheet, row, warn)])
    book.save(stream)


def _lay_out(page: _Page, sheet: Sheet) -> None:
    """The row of titles, which stays in sight, and the widths of columns."""
    page.freeze_panes = "A2"
    for number, title in enumerate(sheet.titles):
        widest = max([width(title), *(_width(row[number]) for row in sheet.rows[:200])])
        letter = get_column_letter(number + 1)
        page.column_dimensions[letter].width = min(max(widest, _NARROWEST), _WIDEST) + 2
    titles = [_text_cell(page, title) for title in sheet.titles]
    for cell in titles:
        cell.font = Font(bold=True)
    page.append(titles)


def _width(value: CellValue) -> int:
    lines = str(value).split("\n") if value is not None else [""]
    return max(width(line[:_WIDEST]) for line in lines)


def _cells(
    page: _Page,
    sheet: Sheet,
    row: Sequence[CellValue],
    warn: Callable[[str], None],
) -> Iterator[_Cell]:
    for title, value in zip(sheet.titles, row, strict=True):
        if value is None or value == "":
            yield None
        elif isinstance(value, str):
            fitting, why = _fitting(value)
            if why:
                warn(f"{row[0]}: {title} {why}")
            yield _text_cell(page, fitting)
        else:
            cell = WriteOnlyCell(page, value)
            cell.number_format = _FORMATS.get(type(value), "General")
            yield cell


def _text_cell(page: _Page, text: str) -> _Cell:
    cell = WriteOnlyCell(page, _ESCAPE.sub("_x005F_", text))
    cell.data_type = "s"
    return cell


def _fitting(text: str) -> tuple[str, str]:
    """A text as a cell can hold it, and what had to be changed."""
    clean = _CONTROL.sub("\ufffd", text)
    units = len(clean.encode("utf-16-le")) // 2
    if units > MOST_CHARACTERS:
        kept = clean.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore")
        return kept + "…", _(
            "has {units:,} characters; an Excel cell holds {most_characters:,}: cut"
        ).format(units=units, most_characters=MOST_CHARACTERS)
    return clean, "" if clean == text else _("holds control characters: shown as �")
