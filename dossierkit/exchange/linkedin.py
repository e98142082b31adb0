"""The connections that LinkedIn gives out as CSV, with its notes above the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dossierkit.exchange.arrival import MOST_ARRIVALS, Arrival, Arrived, CannotRead, Options
from dossierkit.exchange.characters import decode_file
from dossierkit.exchange.days import read_day
from dossierkit.schema.types import Refused
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import _

COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_CHINESE = ("\u3400", "\u9fff")


def read_linkedin(data: bytes, name: str, options: Options) -> Arrived:
    """The connections of a file; raises CannotRead for one without LinkedIn's columns."""
    decoded = decode_file(data, name, options.encoding)
    findings = list(decoded.findings)
    arrivals: list[Arrival] = []
    columns: list[str] = []
    for line, cells in _rows(decoded.text, name, findings):
        if not columns:
            columns = cells if cells[:2] == [*COLUMNS[:2]] else []
            continue
        row = dict(zip(columns, cells, strict=False))
        arrival = _arrival(row, f"{name}:{line}", options)
        if len(cells) != len(columns) or arrival is None:
            findings.append(_unlike(name, line, len(cells), len(columns)))
        elif len(arrivals) == MOST_ARRIVALS:
            said = _("{name} has more than {most:,} rows; split it, and import the parts")
            raise CannotRead(said.format(name=name, most=MOST_ARRIVALS))
        else:
            arrivals.append(arrival)
    if not columns:
        said = _("{name} has no row of LinkedIn's columns: {columns}")
        raise CannotRead(said.format(name=name, columns=",".join(COLUMNS)))
    _report_unknown(columns, name, findings)
    return Arrived(tuple(arrivals), tuple(findings))


def _rows(text: str, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its first line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("the row can't be read: {why}").format(why=error)
            hint = _("mend the quotes, or leave the row out")
            findings.append(Finding(name, line, 1, ERROR, "csv-row", message, hint))
        else:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _arrival(row: dict[str, str], place: str, options: Options) -> Arrival | None:
    given, family = row.get("First Name", ""), row.get("Last Name", "")
    if not given and not family:
        return None
    is_chinese = any(_CHINESE[0] <= mark <= _CHINESE[1] for mark in family + given)
    name = f"{family}{given}" if is_chinese else f"{given} {family}"
    facts: dict[Path, Value] = {
        ("name",): name.strip(),
        ("given",): given,
        ("family",): family,
        ("reach", "linkedin"): row.get("URL", ""),
        ("reach", "email"): (row["Email Address"],) if row.get("Email Address") else (),
        ("position", "title"): row.get("Position", ""),
        ("source", "channel"): "linkedin",
    }
    findings, note = [], ""
    connected = row.get("Connected On", "")
    if connected:
        try:
            facts["source", "date"] = read_day(connected, options.dates)
        except Refused as refused:
            file, _colon, line = place.rpartition(":")
            found = (
                refused.code,
                _("Connected On: {message}").format(message=refused.message),
                refused.hint,
            )
            findings.append(Finding(file, int(line), 1, WARNING, *found))
            note = f"Connected On: {connected}"
    company: dict[Path, Value] = {("name",): row["Company"]} if row.get("Company") else {}
    kept = {path: value for path, value in facts.items() if value}
    return Arrival(place, kept, company, note=note, findings=tuple(findings))


def _unlike(name: str, line: int, cells: int, columns: int) -> Finding:
    message = _("the row has no name")
    if cells != columns:
        said = _("the row has {cells} cells under {columns} columns")
        message = said.format(cells=cells, columns=columns)
    hint = _("mend the row, and import again: what is there already stays as it is")
    return Finding(name, line, 1, ERROR, "csv-row", message, hint)


def _report_unknown(columns: list[str], name: str, findings: list[Finding]) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        said = _("left out, since these columns are not known: {columns}")
        message = said.format(columns=", ".join(unknown))
        hint = _("to say what they mean: --as csv --map FILE")
        findings.append(Finding(name, 1, 1, WARNING, "unknown-column", message, hint))
