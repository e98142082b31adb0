"""Dossiers, their logs and their follow-ups as sheets of a workbook, each value in its own type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dossierkit.exchange.tables.cells import cell_of
from dossierkit.exchange.tables.own import Rows
from dossierkit.exchange.tables.workbook import FIRST_DAY, MOST_DIGITS, CellValue, Sheet
from dossierkit.method.followups import FollowUp
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import PERCENT, Refused, ScalarType, Type
from dossierkit.schema.values import Birthday, PartialDate
from dossierkit.text.event import LogLine

_LOG = ("id", "name", "date", "time", "event", "direction", "currency", "amount", "by", "text",
        "valid", "tags")  # fmt: skip
_DUE = ("id", "name", "company", "owner", "due", "overdue days", "class", "priority", "rules",
        "reasons", "action", "channel", "letter")  # fmt: skip


def dossier_sheet(name: str, rows: Rows, titles: Sequence[str]) -> Sheet:
    """Dossiers as rows."""
    lines = [
        [excel_value(row.get(column.name), column.type) for column in rows.columns]
        for row in rows.values
    ]
    return Sheet(name, titles, lines)


def log_sheet(name: str, dossiers: Iterable[Dossier[Any]]) -> Sheet:
    """All log lines of dossiers, each log as it stands in its file."""
    return Sheet(name, _LOG, [_log_row(one, line) for one in dossiers for line in one.log.lines])


def due_sheet(name: str, entries: Iterable[FollowUp], companies: Mapping[str, str]) -> Sheet:
    """Follow-ups in their order; `companies` are names by id."""
    return Sheet(name, _DUE, [_due_row(entry, companies) for entry in entries])


def excel_value(value: Any, field: Type[Any]) -> CellValue:
    """A plain value as a cell: a day, a number or a yes where it is one and stays the same in
    Excel, else a text."""
    if value is None:
        return None
    if not isinstance(value, str) or not isinstance(field, ScalarType):
        return cell_of(value, field)
    try:
        parsed = field.parse(value)
    except Refused:
        return cell_of(value, field)
    if field is PERCENT:
        return _fraction(parsed)
    if isinstance(parsed, bool):
        return parsed
    if isinstance(parsed, int) and len(str(parsed)) <= MOST_DIGITS:
        return parsed
    day = _whole_day(parsed)
    return day if day and day >= FIRST_DAY else cell_of(value, field)


def _fraction(percent: Decimal) -> CellValue:
    """A percentage as Excel has it, 0.03 for 3 %; a text where the number would not be exact."""
    fraction = float(percent / 100)
    return fraction if Decimal(repr(fraction)) * 100 == percent else f"{percent:f}%"


def _whole_day(value: Any) -> date | None:
    """The day that a value is, if it is one of a known year."""
    if isinstance(value, PartialDate | Birthday):
        if value.year is None or value.month is None or value.day is None:
            return None
        return date(value.year, value.month, value.day)
    return value if type(value) is date else None


def _log_row(dossier: Dossier[Any], line: LogLine) -> list[CellValue]:
    return [
        dossier.id,
        dossier.facts.name,
        _day(line.date),
        f"{line.time:%H:%M}" if line.time else None,
        line.event,
        line.direction,
        line.money.currency if line.money else None,
        _amount(line.money.amount) if line.money else None,
        line.member,
        line.text,
        _day(line.valid),
        "; ".join(line.tags),
    ]


def _due_row(entry: FollowUp, companies: Mapping[str, str]) -> list[CellValue]:
    facts = entry.customer.facts
    return [
        entry.id,
        facts.name,
        companies.get(facts.company or "", facts.company),
        facts.owner,
        _day(entry.due),
        entry.overdue_days,
        entry.urgency,
        entry.priority,
        "; ".join(reason.rule for reason in entry.reasons),
        "\n".join(reason.text for reason in entry.reasons),
        entry.action.kind,
        entry.action.channel,
        entry.action.template,
    ]


def _day(day: date | None) -> CellValue:
    return day if day is None or day >= FIRST_DAY else day.isoformat()


def _amount(amount: Decimal) -> CellValue:
    is_exact = len(amount.as_tuple().digits) <= MOST_DIGITS and abs(amount.adjusted()) < MOST_DIGITS
    return amount if is_exact else f"{amount:f}"
