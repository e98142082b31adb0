"""Engines that read the tables of an export: DuckDB always, Spark where somebody asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

TABLES = ("book", "customers", "companies", "countries", "touches", "facts", "followups")
Ask = Callable[[str], list[dict[str, Any]]]
"""Rows of a query, by the names of its columns, in plain values."""


@contextmanager
def duckdb_over(folder: Path) -> Iterator[Ask]:
    """DuckDB with a view of each table."""
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb")
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(
                f"CREATE VIEW {table} AS SELECT * FROM read_parquet("
                f"'{folder}/{table}/**/*.parquet', "
                "hive_partitioning = true, hive_types_autocast = false)"
            )

        def ask(query: str) -> list[dict[str, Any]]:
            found = connection.execute(query)
            names = [column[0] for column in found.description]
            return [dict(zip(names, map(_plain, row), strict=True)) for row in found.fetchall()]

        yield ask


@contextmanager
def spark_over(folder: Path) -> Iterator[Ask]:
    """Spark in this process, with a view of each table."""
    if os.environ.get("DOSSIER_SPARK") != "1":
        pytest.skip("Spark takes a minute: set DOSSIER_SPARK=1 (make spark)")
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    spark = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for table in TABLES:
        spark.read.parquet(str(folder / table)).createOrReplaceTempView(table)

    def ask(query: str) -> list[dict[str, Any]]:
        return [
            {name: _plain(value) for name, value in row.asDict().items()}
            for row in spark.sql(query).collect()
        ]

    yield ask


ENGINES = {"duckdb": duckdb_over, "spark": spark_over}


def _plain(value: Any) -> Any:
    """A value as the report's JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
