"""A cell of a table of our own, perhaps saved again by a spreadsheet, as the field's value."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from dossierkit.exchange.days import read_day
from dossierkit.exchange.tables.cells import value_of, without_apostrophe
from dossierkit.schema.times import BIRTHDAY, DATE, PARTIAL_DATE
from dossierkit.schema.types import OPT_OUT, PERCENT, YES_NO, Refused, ScalarType, Type
from dossierkit.text.edit import Value

_DAYS = (DATE, PARTIAL_DATE, BIRTHDAY)


def own_value(cell: str, field: Type[Any], order: str, *, is_typed: bool) -> Value:
    """The value of a cell that `cell_of` wrote; None for nothing.

    Spreadsheets write days in their own way, and yes in capitals: both are understood; `order` is
    that of the numbers in a date. `is_typed`: a percentage may be a number. Raises Refused.
    """
    value = value_of(without_apostrophe(cell), field)
    if not isinstance(value, str) or not isinstance(field, ScalarType):
        return value
    if field is PERCENT and is_typed and not value.endswith("%"):
        return _percent(value)
    if field is YES_NO or field is OPT_OUT:
        return value.lower() if value.lower() in ("true", "false") else value
    if field in _DAYS:
        try:
            field.parse(value)
        except Refused:
            return read_day(value, order)
    return value


def _percent(text: str) -> str:
    try:
        return f"{(Decimal(text) * 100).normalize():f}%"
    except InvalidOperation:
        return text
