"""The report as data: the stable JSON of `report`, and its rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.prices.currency import Conversion, NoRate
from dossierkit.report.known import Known
from dossierkit.report.sheet import Section, Sheet, record
from dossierkit.text.finding import Finding


def report_data(
    known: Known, sections: Sequence[Section], unreadable: Sequence[Finding]
) -> dict[str, Any]:
    """The whole report, as `report --format json` prints it (docs/report.md)."""
    used = known.ledger.used
    return {
        "on": known.on.isoformat(),
        "since": known.since.isoformat() if known.since else None,
        "begin": known.begin.isoformat(),
        "owner": known.owner,
        "currency": known.ledger.currency,
        "has_history": known.seen is not None,
        "rates": [_rate(used[name]) for name in sorted(used)],
        "sections": {one.name: _section(one) for one in sections},
        "unreadable": [finding._asdict() for finding in unreadable],
    }


def _rate(rate: Conversion | NoRate) -> dict[str, Any]:
    """A rate that was used; nulls where there is none."""
    known = isinstance(rate, Conversion)
    return {
        "from": rate.base,
        "to": rate.quote,
        "rate": f"{rate.rate:f}" if isinstance(rate, Conversion) else None,
        "date": rate.date.isoformat() if isinstance(rate, Conversion) else None,
        "source": rate.source if known and isinstance(rate, Conversion) else None,
    }


def _section(section: Section) -> dict[str, Any]:
    sheets = {
        sheet.key: [record(sheet.columns, row) for row in sheet.rows] for sheet in section.sheets
    }
    return {**sheets, "remarks": list(section.remarks)}


def csv_rows(section: Section, sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    """A table as the names of its columns and its rows; the first cell says which table it is.

    Amounts without a rate stand in a column of their own.
    """
    records = [record(sheet.columns, row) for row in sheet.rows]
    names = list(records[0]) if records else [column.key for column in sheet.columns]
    table = f"{section.name}.{sheet.key}"
    return ["table", *names], [[table, *map(_text, one.values())] for one in records]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{currency} {amount}" for currency, amount in value.items())
    return "" if value is None else str(value)
