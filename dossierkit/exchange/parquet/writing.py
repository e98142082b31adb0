"""Tables as Parquet files, in folders named by owner and country; the only owner of pyarrow.

A table is a folder. Rows are kept until there are many, and then written, so that memory has a
bound however large the book is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow
import pyarrow.parquet

from dossierkit.exchange.parquet.forms import DECIMALS, Form
from dossierkit.exchange.parquet.tables import Row, Table

MOST_ROWS = 100_000
"""So many rows of a table are in memory at one time."""
NOTHING = "__HIVE_DEFAULT_PARTITION__"
"""How Hive, Spark and DuckDB write a partition of what is not known."""

_TYPES = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    bool: pyarrow.bool_(),
    Decimal: pyarrow.decimal128(28, DECIMALS),
    date: pyarrow.date32(),
    datetime: pyarrow.timestamp("us", tz="UTC"),
}


class TableWriter:
    """Writes the rows of one table below a folder; at the end, `close` it."""

    def __init__(self, folder: Path, table: Table, most_rows: int = MOST_ROWS) -> None:
        self._folder = folder / table.name
        self._partitions = table.partitions
        self._schema = pyarrow.schema(
            [(name, arrow_type(form)) for name, form in table.columns.items()]
        )
        self._most_rows = most_rows
        self._rows: dict[tuple[str | None, ...], list[tuple[Any, ...]]] = {}
        self._count = 0
        self._part = 0

    def add(self, row: Row) -> None:
        """Takes a row; writes all that it has once these are many."""
        self._rows.setdefault(row.partition, []).append(row.values)
        self._count += 1
        if self._count >= self._most_rows:
            self._write()

    def close(self) -> None:
        """Writes the rest. A table without rows is an empty file, so that its columns are known."""
        if self._count or not self._part:
            self._write()

    def _write(self) -> None:
        self._part += 1
        if not self._rows:
            self._rows[(None,) * len(self._partitions)] = []
        for partition, rows in self._rows.items():
            folder = self._folder
            for name, value in zip(self._partitions, partition, strict=True):
                folder /= f"{name}={quote(value, safe='') if value else NOTHING}"
            folder.mkdir(parents=True, exist_ok=True)
            columns = list(zip(*rows, strict=True)) or [()] * len(self._schema)
            arrays = [
                pyarrow.array(column, field.type)
                for column, field in zip(columns, self._schema, strict=True)
            ]
            with open(folder / f"part-{self._part:05d}.parquet", "xb") as stream:
                table = pyarrow.table(arrays, schema=self._schema)
                pyarrow.parquet.write_table(table, stream, compression="zstd")
                stream.flush()
                os.fsync(stream.fileno())
        self._rows.clear()
        self._count = 0


def arrow_type(form: Form) -> pyarrow.DataType:
    """The type of Arrow for a form (see `forms`)."""
    if isinstance(form, list):
        return pyarrow.list_(arrow_type(form[0]))
    if isinstance(form, Mapping):
        if str in form:
            return pyarrow.map_(pyarrow.string(), arrow_type(form[str]))
        return pyarrow.struct([(name, arrow_type(inner)) for name, inner in form.items()])
    return _TYPES[form]
