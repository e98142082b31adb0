"""A section of the report as values: what the terminal, JSON, CSV and the page are all made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from dossierkit.method.figures.ledger import Share, Value


class Shown(NamedTuple):
    """A text that people see in another form than programs; `branch` stands before it in a tree."""

    text: str
    data: str | None
    branch: str = ""


Cell: TypeAlias = str | int | Decimal | date | Value | Share | Shown | None
"""A value of a table; a `Decimal` is a number of per cent."""


class Column(NamedTuple):
    """A column of a sheet. `key` is its stable name for programs, `title` its heading for people;
    without one, only programs see it. `is_text` is free text, which may be long."""

    key: str
    title: str
    is_number: bool = False
    is_text: bool = False


class Sheet(NamedTuple):
    """A table. `is_list` is one that grows with the book: people see its beginning."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    is_list: bool = False


class Bar(NamedTuple):
    """A horizontal bar from zero, of parts side by side, with a label before and a text after."""

    label: str
    parts: tuple[float, ...]
    text: str


class Bars(NamedTuple):
    """Bars on one scale. `legend` names the parts; one without a legend has one part."""

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[str, ...] = ()


class Pillar(NamedTuple):
    """What happened in a period: what is good stands above the line, what is not hangs below."""

    label: str
    up: tuple[int, ...]
    down: tuple[int, ...]


class Pillars(NamedTuple):
    """Pillars in the order of time, on one scale; the legends name their parts."""

    title: str
    pillars: tuple[Pillar, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]


class Tile(NamedTuple):
    """A key figure, and what it was a year before."""

    label: str
    text: str
    before: str


class Tiles(NamedTuple):
    """Key figures side by side."""

    title: str
    tiles: tuple[Tile, ...]


Picture: TypeAlias = Bars | Pillars | Tiles


class Section(NamedTuple):
    """One theme of the report. `headline` says the most important in a sentence, `method` how it is
    counted and after which rule; `remarks` are what a reader must know of these very figures."""

    name: str
    title: str
    headline: str
    method: str
    sheets: tuple[Sheet, ...]
    pictures: tuple[Picture, ...] = ()
    remarks: tuple[str, ...] = ()


def shown(cell: Cell) -> str:
    """A cell as people read it; what is not known is a dash."""
    if cell is None:
        return "-"
    if isinstance(cell, Value):
        return value_text(cell)
    if isinstance(cell, Share):
        return "-" if cell.percent is None else f"{cell.percent} %"
    if isinstance(cell, Shown):
        return f"{cell.branch}{cell.text}"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():+f} %" if cell else "0 %"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def value_text(value: Value) -> str:
    """A sum in whole units, and beside it what no rate converts, in its own currency."""
    parts = [] if value.total is None else [f"{value.total:,.0f}"]
    parts += [f"{currency} {amount:,.0f}" for currency, amount in value.others]
    if value.total == 0 and value.others:
        parts = parts[1:]
    return " + ".join(parts) or "-"


def record(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> dict[str, Any]:
    """A row as data by the keys of its columns.

    Money is a text with decimals, as everywhere, and has a second key `…_unconverted` for amounts
    without a rate; shares and adjustments are per cent; days are ISO dates.
    """
    found: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=True):
        found[column.key] = _plain(cell)
        if isinstance(cell, Value):
            others = {currency: f"{amount:f}" for currency, amount in cell.others}
            found[f"{column.key}_unconverted"] = others
    return found


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Value):
        return None if cell.total is None else f"{cell.total:f}"
    if isinstance(cell, Share):
        return cell.percent
    if isinstance(cell, Shown):
        return cell.data
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return cell.isoformat() if isinstance(cell, date) else cell
