"""Price lists and exchange rates: CSV files that Excel can open, read strictly (M43)."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from dossierkit.schema.codes import CURRENCY
from dossierkit.schema.times import parse_date
from dossierkit.schema.types import NUMBER, Refused
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.source import Source


class PriceRow(NamedTuple):
    """One product of a list; `moq` in units, `lead_time_days` in days, `line` from 1."""

    sku: str
    name: str
    group: str
    unit: str
    currency: str
    price: Decimal
    moq: int | None
    lead_time_days: int | None
    valid_until: datetime.date | None
    note: str
    line: int


class PriceList(NamedTuple):
    """The rows of a list that could be read, by SKU; in force from `start`."""

    start: datetime.date
    path: str
    rows: dict[str, PriceRow]
    findings: tuple[Finding, ...]


class Rate(NamedTuple):
    """One unit of `base` is worth `rate` units of `quote` on `date`, according to `source`."""

    date: datetime.date
    base: str
    quote: str
    rate: Decimal
    source: str
    line: int


class Rates(NamedTuple):
    """The exchange rates of the book that could be read."""

    path: str
    rates: tuple[Rate, ...]
    findings: tuple[Finding, ...]


PRICE_COLUMNS = (
    "sku",
    "name",
    "group",
    "unit",
    "currency",
    "price",
    "moq",
    "lead_time_days",
    "valid_until",
    "note",
)
RATE_COLUMNS = ("date", "from", "to", "rate", "source")


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        amount = None
    if (
        amount is None
        or not amount.is_finite()
        or amount <= 0
        or "_" in text
        or "e" in text.lower()
    ):
        raise Refused("number", f"'{text}' is no price or rate", "write it as 4.85")
    return amount


def _text(text: str) -> str:
    return text


def _needed(text: str) -> str:
    if not text:
        raise Refused("missing-field", "the cell is empty", "fill it")
    return text


def _or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: parse(text) if text else None


_PRICE_CELLS: dict[str, Callable[[str], Any]] = {
    "sku": _needed,
    "name": _text,
    "group": _text,
    "unit": _text,
    "currency": CURRENCY.parse,
    "price": _amount,
    "moq": _or_none(NUMBER.parse),
    "lead_time_days": _or_none(NUMBER.parse),
    "valid_until": _or_none(parse_date),
    "note": _text,
}
_RATE_CELLS: dict[str, Callable[[str], Any]] = {
    "date": parse_date,
    "from": CURRENCY.parse,
    "to": CURRENCY.parse,
    "rate": _amount,
    "source": _text,
}


def read_price_list(start: datetime.date, source: Source) -> PriceList:
    """The price list of a decoded file, in force from `start`.

    Findings: `columns`, `price-row`, `duplicate-sku`. A row with a finding is left out.
    """
    rows: dict[str, PriceRow] = {}
    for line, cells in _records(source, _PRICE_CELLS, "price-row"):
        row = PriceRow._make((*cells, line))
        if row.sku in rows:
            message = f"'{row.sku}' stands in line {rows[row.sku].line} already"
            _report(source, line, 1, "duplicate-sku", message, "keep one of the two")
            continue
        rows[row.sku] = row
    return PriceList(start, source.path, rows, tuple(sorted(source.findings)))


def read_rates(source: Source) -> Rates:
    """The exchange rates of a decoded file. Findings: `columns`, `rate-row`."""
    rates = [
        Rate._make((*cells, line)) for line, cells in _records(source, _RATE_CELLS, "rate-row")
    ]
    return Rates(source.path, tuple(rates), tuple(sorted(source.findings)))


def _records(
    source: Source, cells: dict[str, Callable[[str], Any]], code: str
) -> Iterator[tuple[int, list[Any]]]:
    """The rows that can be read, with their line; cells in the order of the declaration."""
    if source.is_broken:
        return
    first_line = source.text.partition("\n")[0]
    delimiter = next((mark for mark in ",;\t" if mark in first_line), ",")
    reader = csv.reader(source.text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in cells if name not in header]
        if missing:
            message = f"the columns are not {','.join(cells)}: {', '.join(missing)} missing"
            _report(source, 1, 1, "columns", message, "let the first line name the columns")
            return
        twice = [name for name in cells if header.count(name) > 1]
        if twice:
            message = f"the first line names a column twice: {', '.join(twice)}"
            _report(source, 1, 1, "columns", message, "keep one of the two")
            return
        for row in reader:
            if any(cell.strip() for cell in row):
                values = _cells(source, reader.line_num, header, row, cells, code)
                if values is not None:
                    yield reader.line_num, values
    except csv.Error as error:
        message = f"the row can't be read: {error}"
        _report(source, reader.line_num, 1, code, message, "check the quotes")


def _cells(
    source: Source,
    line: int,
    header: list[str],
    row: list[str],
    cells: dict[str, Callable[[str], Any]],
    code: str,
) -> list[Any] | None:
    if len(row) != len(header):
        message = f"{len(row)} cells where the first line names {len(header)} columns"
        hint = "put text that holds a comma in quotes"
        _report(source, line, 1, code, message, hint)
        return None
    by_name = dict(zip(header, row, strict=True))
    values: list[Any] = []
    is_right = True
    for name, parse in cells.items():
        text = by_name[name].strip()
        try:
            values.append(parse(text))
        except Refused as refused:
            column = _column_of(source, line, by_name[name])
            _report(source, line, column, code, f"{name}: {refused.message}", refused.hint)
            is_right = False
    return values if is_right else None


def _column_of(source: Source, line: int, cell: str) -> int:
    lines = source.text.split("\n")
    return max(lines[line - 1].find(cell.strip()), 0) + 1 if cell.strip() else 1


def _report(source: Source, line: int, column: int, code: str, message: str, hint: str) -> None:
    source.findings.append(Finding(source.path, line, column, ERROR, code, message, hint))
