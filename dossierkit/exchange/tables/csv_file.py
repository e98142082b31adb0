"""Dossiers as CSV (RFC 4180): for spreadsheets, or raw for programs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from dossierkit.exchange.tables.cells import harmless
from dossierkit.exchange.tables.own import Rows, cells

_AT_ONCE = 256 * 1024
"""So many characters are gathered before they are given."""


def csv_parts(rows: Rows, titles: Sequence[str], *, raw: bool) -> Iterator[bytes]:
    """A table's bytes in UTF-8, part by part.

    Without `raw` it begins with a byte order mark, by which Excel knows UTF-8, and no cell is taken
    for a formula. With it, cells are as they are, and lines end with LF.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n" if raw else "\r\n")
    writer.writerow(titles)
    yield b"" if raw else codecs.BOM_UTF8
    for row in cells(rows):
        writer.writerow(row if raw else [*map(harmless, row)])
        if text.tell() > _AT_ONCE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
