"""The exports of other programs in `exports.yaml`, as the files that their users have."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ENCODING = "utf-8-sig"
"""What most programs write."""


class Export(NamedTuple):
    """A table with one row, and what is to be understood of it."""

    program: str
    data: bytes
    header: list[str]
    facts: dict[str, Any]
    note: list[str]


def exports() -> list[Export]:
    """All of them."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return list(map(_export, yaml.safe_load(text)))


def _export(told: dict[str, Any]) -> Export:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(told["header"])
    writer.writerow(_row(told["header"], told["cells"]))
    data = text.getvalue().encode(told.get("encoding", ENCODING))
    return Export(told["program"], data, told["header"], told["facts"], told["note"])


def _row(header: list[str], cells: dict[str, Any]) -> list[str]:
    """The cells of a row under their titles; a title that comes twice has a list of cells."""
    left = {
        title: list(said) if isinstance(said, list) else [said] for title, said in cells.items()
    }
    row = [left[title].pop(0) if left.get(title) else "" for title in header]
    assert not any(left.values()), left
    return row
