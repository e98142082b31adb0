"""Exchange rates as others publish them: what a downloaded file says, or what is wrong with it.

Understood are the reference rates of the European Central Bank (eurofxref.csv, eurofxref-hist.csv,
the .zip of either, eurofxref-daily.xml and its histories), and our own columns
(`date,from,to,rate,source`). Nothing is fetched: the user downloads the file.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from decimal import Decimal
from typing import NamedTuple

from dossierkit.prices.rates_xml import Cube, CubeError, cubes
from dossierkit.schema.codes import CURRENCY
from dossierkit.schema.pricelist import RATE_COLUMNS, Rate, read_rates
from dossierkit.schema.times import parse_date
from dossierkit.schema.types import Refused
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.source import Source
from dossierkit.text.translation import N_, _

MOST_BYTES = 32 * 1024 * 1024
"""The whole history since 1999 has a tenth of this."""
ECB = "ECB"
BASE = "EUR"
_CODE = re.compile(r"[A-Z]{3}")
_RATE = re.compile(r"\d{1,12}(?:\.\d{1,12})?")
_LONG_DATE = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_CODE_OF_FINDING = "rate-row"
_ENCODING = N_("take the file as it was downloaded, or save it as UTF-8 (in Excel: CSV UTF-8)")


class Sheet(NamedTuple):
    """The rates of a file. With an error among the `findings` none of them should be used."""

    rates: tuple[Rate, ...]
    findings: tuple[Finding, ...]

    @property
    def newest(self) -> datetime.date | None:
        """The last day there are rates for."""
        return max((rate.date for rate in self.rates), default=None)


def read_sheet(name: str, data: bytes) -> Sheet:
    """The rates of a file's bytes, whatever its name. Findings have that name as their path."""
    if len(data) > MOST_BYTES:
        return _wrong(name, 1, _("the file is larger than 32 MiB"), _("is this a file of rates?"))
    if data.startswith(b"PK"):
        return _zipped(name, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _wrong(name, line, _("the file is not UTF-8"), _(_ENCODING))
    if text.lstrip().startswith("<"):
        return _marked_up(name, data)
    return _columns(name, text)


def _wrong(name: str, line: int, message: str, hint: str) -> Sheet:
    return Sheet((), (Finding(name, line, 1, ERROR, _CODE_OF_FINDING, message, hint),))


def _zipped(name: str, data: bytes) -> Sheet:
    """The one table in an archive; never more than 32 MiB of it, whatever the archive says."""
    hint = _("take eurofxref.zip or eurofxref-hist.zip as downloaded")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.namelist() if one.lower().endswith((".csv", ".xml"))]
            if len(inside) != 1:
                return _wrong(
                    name,
                    1,
                    _("the archive holds {count} tables, not one").format(count=len(inside)),
                    hint,
                )
            with archive.open(inside[0]) as stream:
                table = stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        return _wrong(name, 1, _("the archive can't be read: {error}").format(error=error), hint)
    if table.startswith(b"PK"):
        return _wrong(name, 1, _("an archive in the archive"), hint)
    return read_sheet(f"{name}/{inside[0]}", table)


def _marked_up(name: str, data: bytes) -> Sheet:
    try:
        found = cubes(data)
    except CubeError as error:
        return _wrong(name, error.line, str(error), _("take eurofxref-daily.xml as downloaded"))
    rates, findings = [], []
    for cube in found:
        try:
            rates.append(_ecb_rate(cube))
        except Refused as refused:
            place = (name, cube.line, 1, ERROR, _CODE_OF_FINDING)
            findings.append(Finding(*place, refused.message, refused.hint))
    if not found:
        return _wrong(
            name, 1, _("there are no rates in it"), _("take eurofxref-daily.xml as downloaded")
        )
    return Sheet(tuple(rates), tuple(findings))


def _ecb_rate(cube: Cube) -> Rate:
    """One unit of EUR in another currency; raises Refused."""
    CURRENCY.parse(cube.currency)
    amount = Decimal(cube.rate) if _RATE.fullmatch(cube.rate) else Decimal(0)
    if not amount:
        raise Refused(
            "rate-row",
            _("'{rate}' is no rate of {currency}").format(rate=cube.rate, currency=cube.currency),
            "",
        )
    return Rate(_day(cube.day), BASE, cube.currency, amount, ECB, cube.line)


def _day(text: str) -> datetime.date:
    """2026-11-27, or 27 November 2026 as in the daily file; raises Refused."""
    match = _LONG_DATE.fullmatch(text.strip())
    if match is None or match.group(2).lower() not in _MONTHS:
        return parse_date(text.strip())
    try:
        month = _MONTHS.index(match.group(2).lower()) + 1
        return datetime.date(int(match.group(3)), month, int(match.group(1)))
    except ValueError:
        raise Refused(
            "impossible-date", _("there is no day {text}").format(text=text), ""
        ) from None


def _columns(name: str, text: str) -> Sheet:
    first = text.partition("\n")[0]
    header = [cell.strip().lower() for cell in re.split(r"[,;\t]", first)]
    ours = [column.name for column in RATE_COLUMNS]
    if {"from", "to", "rate"} & {*header}:
        read = read_rates(Source(name, text))
        return Sheet(read.rates, read.findings)
    codes = [cell.upper() for cell in header[1:] if cell]
    if header[0] != "date" or not codes or not all(map(_CODE.fullmatch, codes)):
        hint = _("take the ECB's eurofxref.csv as downloaded, or a table of {ours}").format(
            ours=",".join(ours)
        )
        return _wrong(name, 1, _("the first line names no columns of a file of rates"), hint)
    return _ecb_table(name, text)


def _ecb_table(name: str, text: str) -> Sheet:
    """The ECB's CSV: a day in each row, a currency in each column, `N/A` where there is no rate."""
    rates: list[Rate] = []
    findings: list[Finding] = []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        codes = [cell.strip().upper() for cell in next(reader)]
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            try:
                rates += _ecb_row(codes, cells, reader.line_num)
            except Refused as refused:
                place = (name, reader.line_num, 1, ERROR, _CODE_OF_FINDING)
                findings.append(Finding(*place, refused.message, refused.hint))
    except csv.Error as error:
        return _wrong(
            name,
            reader.line_num,
            _("the row can't be read: {error}").format(error=error),
            _("check the quotes"),
        )
    if not rates and not findings:
        return _wrong(name, 1, _("there are no rates below the first line"), _("download it again"))
    return Sheet(tuple(rates), tuple(findings))


def _ecb_row(codes: list[str], cells: list[str], line: int) -> list[Rate]:
    if len(cells) != len(codes):
        message = _("{count} cells where the first line names {count_2} columns").format(
            count=len(cells), count_2=len(codes)
        )
        raise Refused("rate-row", message, _("download it again"))
    day = cells[0]
    _day(day)
    pairs = zip(codes[1:], cells[1:], strict=True)
    return [
        _ecb_rate(Cube(day, code, cell, line))
        for code, cell in pairs
        if code and cell.upper() not in ("", "N/A")
    ]
