"""CSV as it comes from anywhere, row by row: what can't be read is said, and the next row is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from dossierkit.exchange.tables.table import Row, Table
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import _

DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The line by which Excel is told the delimiter."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def csv_table(text: str, name: str, findings: list[Finding]) -> Table:
    """The rows of a text; what is wrong is added to the findings as the rows are read."""
    delimiter = delimiter_of(text)
    return Table(name, _rows(text, name, delimiter, findings), delimiter)


def delimiter_of(text: str) -> str:
    """What divides the cells: the one that the first line has most of, outside of quotes."""
    first = text.lstrip("\r\n ").partition("\n")[0]
    told = _SEPARATOR.fullmatch(first)
    if told:
        return told[1]
    bare = _QUOTED.sub("", first)
    return max(DELIMITERS, key=bare.count)


class _Lines:
    """The lines of a text, one after another; `taken` are those since the last `begin`."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.number = 0
        self.taken: list[str] = []

    def begin(self) -> int:
        """Begins a row, and gives its line."""
        self.taken = []
        return self.number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line.replace("\0", "")


def _rows(text: str, name: str, delimiter: str, findings: list[Finding]) -> Iterator[Row]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            findings.append(_unreadable(name, line, lines.number, str(error)))
            continue
        if any(cells) and not _SEPARATOR.fullmatch("".join(lines.taken)):
            if "\0" in lines.taken[0]:
                message = _("there are zero bytes in this row: left out")
                findings.append(Finding(name, line, 1, WARNING, "control-character", message))
            yield Row(line, cells, "".join(lines.taken))


def _unreadable(name: str, first: int, last: int, why: str) -> Finding:
    """A finding for a row that can't be taken apart."""
    if "field larger" in why:
        why = _("a cell is longer than 131,072 characters; is a quote missing?")
    elif "unexpected end" in why:
        why = _("a quote is opened and never closed")
    if last > first:
        said = _("what begins here can't be read up to line {last}: {why}")
        message = said.format(last=last, why=why)
    else:
        message = _("the row can't be read: {why}").format(why=why)
    hint = _('mend the quotes: a text with " in it has "" there, and " around it')
    return Finding(name, first, 1, ERROR, "csv-row", message, hint)
