"""The rows of a sheet of Excel or LibreOffice (.xlsx, .xls, .ods). The only owner of
python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dossierkit.exchange.arrival import MOST_ARRIVALS, CannotRead
from dossierkit.exchange.tables.table import Row, Table
from dossierkit.text.translation import _

_MOST_UNPACKED = 512 * 1024 * 1024
"""Of a file that is much smaller: more is no list of customers."""
_MOST_COLUMNS = 2_000


def excel_table(data: bytes, name: str, wanted: str = "") -> Table:
    """The first sheet with something in it that is not hidden, or the one that is wanted.

    Raises CannotRead for what is no workbook, has no such sheet, or wants a password or a library.
    """
    try:
        import python_calamine as calamine
    except ModuleNotFoundError:
        said = _("Excel needs libraries that are not installed: pip install 'dossierkit[excel]'")
        raise CannotRead(said) from None
    _refuse_bombs(data, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = _sheet(book, wanted, name)
    except calamine.PasswordError:
        said = _("{name}: a password protects it; save it without one")
        raise CannotRead(said.format(name=name)) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        said = _("{name}: can't be read as an Excel file: {why}; save it as .xlsx or CSV")
        raise CannotRead(said.format(name=name, why=error)) from None
    if sheet.total_height > MOST_ARRIVALS + 1000 or sheet.width > _MOST_COLUMNS:
        said = _("{name}: the sheet '{sheet}' is too large; split it")
        raise CannotRead(said.format(name=name, sheet=sheet.name))
    return Table(f"{name}[{sheet.name}]", _rows(sheet), is_typed=True)


def _refuse_bombs(data: bytes, name: str) -> None:
    """Raises CannotRead for an archive that unpacks to far more than it is, or that is broken."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        said = _("{name}: the file is damaged: {why}; save it again")
        raise CannotRead(said.format(name=name, why=error)) from None
    if size > _MOST_UNPACKED:
        raise CannotRead(_("{name}: it unpacks to more than 512 MiB; split it").format(name=name))


def _sheet(book: Any, wanted: str, name: str) -> Any:
    names = list(book.sheet_names)
    if wanted:
        if wanted not in names:
            said = _("{name}: there is no sheet '{sheet}'; there are {names}")
            listed = ", ".join(names)
            raise CannotRead(said.format(name=name, sheet=wanted, names=listed))
        return book.get_sheet_by_name(wanted)
    for one in book.sheets_metadata:
        sheet = book.get_sheet_by_name(one.name) if str(one.visible).endswith("Visible") else None
        if sheet is not None and sheet.height:
            return sheet
    raise CannotRead(_("{name}: there is nothing in it").format(name=name))


def _rows(sheet: Any) -> Iterator[Row]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [_text(value) for value in values]
        if any(cells):
            yield Row(number, before + cells)


def _text(value: Any) -> str:
    """A cell as one would type it; a whole number without a point, a day without a time."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value) if isinstance(value, (int, timedelta)) else ""


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 10**18:
        return str(int(value))
    return f"{Decimal(repr(value)):f}"
