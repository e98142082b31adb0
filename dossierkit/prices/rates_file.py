"""Adding rates to `rates.csv`: lines at its end, in the file's own form, none twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.schema.pricelist import RATE_COLUMNS, Rate, read_rates
from dossierkit.text.finding import Finding
from dossierkit.text.source import decode

RATES_PATH = "dossiers/rates.csv"
_HEADER = ",".join(column.name for column in RATE_COLUMNS)


class Added(NamedTuple):
    """What became of it: the file's new content, the rates that are new in it, and those of a day
    and pair that has another rate already (that one stays, with its line)."""

    content: bytes
    added: tuple[Rate, ...]
    kept: tuple[Rate, ...]


class BrokenRates(Exception):
    """The file has errors: what is appended to it could not be trusted."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))


def chosen(
    rates: Sequence[Rate], since: date | None = None, currencies: Collection[str] = ()
) -> tuple[Rate, ...]:
    """The rates of the newest day, or of all days from `since` on, sorted by day and pair.

    With `currencies`, only those between them and the base.
    """
    wanted = [rate for rate in rates if not currencies or {rate.base, rate.quote} & {*currencies}]
    newest = max((rate.date for rate in wanted), default=date.min)
    first = newest if since is None else since
    return tuple(sorted((rate for rate in wanted if rate.date >= first), key=lambda one: one[:3]))


def add_rates(before: bytes | None, rates: Sequence[Rate]) -> Added:
    """The content of `rates.csv` with more rates at its end; raises BrokenRates.

    Line ends, the mark between cells, the order of the columns and further columns are the file's.
    """
    content = before or f"{_HEADER}\n".encode()
    source = decode(RATES_PATH, content)
    present = read_rates(source)
    if errors := [finding for finding in present.findings if finding.is_error]:
        raise BrokenRates(errors)
    known = {rate[:3]: rate for rate in present.rates}
    added: dict[tuple[date, str, str], Rate] = {}
    kept: list[Rate] = []
    for rate in rates:
        there = known.get(rate[:3])
        if there is None:
            added.setdefault(rate[:3], rate)
        elif there.rate != rate.rate:
            kept.append(there)
    if not added:
        return Added(content if before else b"", (), tuple(kept))
    end = "\r\n" if b"\r\n" in content else "\n"
    gap = b"" if content.endswith(b"\n") else end.encode()
    lines = _lines(source.text, list(added.values()), end)
    return Added(content + gap + lines.encode(), tuple(added.values()), tuple(kept))


def _lines(text: str, rates: Sequence[Rate], end: str) -> str:
    first = text.partition("\n")[0].strip("\r")
    delimiter = next((mark for mark in ",;\t" if mark in first), ",")
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter))]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    for rate in rates:
        cells = {
            "date": rate.date.isoformat(),
            "from": rate.base,
            "to": rate.quote,
            "rate": f"{rate.rate:f}",
            "source": rate.source,
        }
        writer.writerow([cells.get(name, "") for name in header])
    return stream.getvalue()
