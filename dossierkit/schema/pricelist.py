"""Price lists and exchange rates: CSV files that Excel can open, read strictly (M43)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from dossierkit.schema.codes import CURRENCY
from dossierkit.schema.table import Column, records, report_row
from dossierkit.schema.times import parse_date
from dossierkit.schema.types import NUMBER, Refused
from dossierkit.text.finding import Finding
from dossierkit.text.source import Source
from dossierkit.text.translation import N_, _


class PriceStep(NamedTuple):
    """From this many units on, one unit costs `price`."""

    quantity: int
    price: Decimal


class PriceRow(NamedTuple):
    """One product of a list; `moq` in units, `lead_time_days` in days, `line` from 1. `steps` are
    its own prices for larger quantities, the smallest quantity first."""

    sku: str
    name: str
    group: str
    unit: str
    currency: str
    price: Decimal
    moq: int | None
    lead_time_days: int | None
    valid_until: datetime.date | None
    note: str
    line: int
    steps: tuple[PriceStep, ...] = ()


class PriceList(NamedTuple):
    """The rows of a list that could be read, by SKU; in force from `start`."""

    start: datetime.date
    path: str
    rows: dict[str, PriceRow]
    findings: tuple[Finding, ...]


class Rate(NamedTuple):
    """One unit of `base` is worth `rate` units of `quote` on `date`, according to `source`."""

    date: datetime.date
    base: str
    quote: str
    rate: Decimal
    source: str
    line: int


class Rates(NamedTuple):
    """The exchange rates of the book that could be read."""

    path: str
    rates: tuple[Rate, ...]
    findings: tuple[Finding, ...]


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        amount = None
    if (
        amount is None
        or not amount.is_finite()
        or amount <= 0
        or "_" in text
        or "e" in text.lower()
    ):
        raise Refused(
            "number", _("'{text}' is no price or rate").format(text=text), _("write it as 4.85")
        )
    return amount


def _text(text: str) -> str:
    return text


def _needed(text: str) -> str:
    if not text:
        raise Refused("missing-field", _("the cell is empty"), _("fill it"))
    return text


def _or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: parse(text) if text else None


def _steps(text: str) -> tuple[PriceStep, ...]:
    """`1000: 4.95; 5000: 4.80`; raises Refused."""
    steps: list[PriceStep] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        quantity, colon, price = part.partition(":")
        if not colon:
            raise Refused("number", _("'{part}' is no step").format(part=part), _(_STEP_FORM))
        step = PriceStep(NUMBER.parse(quantity.strip()), _amount(price.strip()))
        if steps and (step.quantity <= steps[-1].quantity or step.price >= steps[-1].price):
            raise Refused(
                "number",
                _("'{part}' does not go down from the step before").format(part=part),
                _(_STEP_FORM),
            )
        steps.append(step)
    return tuple(steps)


_STEP_FORM = N_("write larger quantities with lower prices: 1000: 4.95; 5000: 4.80")

PRICE_COLUMNS = (
    Column("sku", _needed, "our article number"),
    Column("name", _text, "the product's name, as in a letter"),
    Column("group", _text, "product group, which `buys` may name as well"),
    Column("unit", _text, "what the price is for: pc, reel, set"),
    Column("currency", CURRENCY.parse, "currency code of the price"),
    Column("price", _amount, "list price of one unit, with a decimal point"),
    Column("moq", _or_none(NUMBER.parse), "minimum quantity, in units"),
    Column("lead_time_days", _or_none(NUMBER.parse), "lead time in days"),
    Column("valid_until", _or_none(parse_date), "last day on which the price holds"),
    Column("note", _text, "anything else"),
)
OPTIONAL_PRICE_COLUMNS = (
    Column("steps", _steps, "lower prices from some quantities on: 1000: 4.95; 5000: 4.80"),
)
RATE_COLUMNS = (
    Column("date", parse_date, "the day of the rate"),
    Column("from", CURRENCY.parse, "one unit of this currency"),
    Column("to", CURRENCY.parse, "is worth so much of this one"),
    Column("rate", _amount, "the rate"),
    Column("source", _text, "who says so"),
)


def read_price_list(start: datetime.date, source: Source) -> PriceList:
    """The price list of a decoded file, in force from `start`.

    Findings: `columns`, `price-row`, `duplicate-sku`. A row with a finding is left out.
    """
    rows: dict[str, PriceRow] = {}
    for line, cells in records(source, PRICE_COLUMNS, "price-row", OPTIONAL_PRICE_COLUMNS):
        row = PriceRow._make((*cells[:-1], line, cells[-1]))
        if row.steps and row.steps[0].price >= row.price:
            message = _("steps: {price} is not below the list price {row_price}").format(
                price=row.steps[0].price, row_price=row.price
            )
            report_row(source, line, 1, "price-row", message, _(_STEP_FORM))
            continue
        if row.sku in rows:
            message = _("'{sku}' stands in line {line} already").format(
                sku=row.sku, line=rows[row.sku].line
            )
            report_row(source, line, 1, "duplicate-sku", message, _("keep one of the two"))
            continue
        rows[row.sku] = row
    return PriceList(start, source.path, rows, tuple(sorted(source.findings)))


def read_rates(source: Source) -> Rates:
    """The exchange rates of a decoded file. Findings: `columns`, `rate-row`."""
    rates = [
        Rate._make((*cells, line)) for line, cells in records(source, RATE_COLUMNS, "rate-row")
    ]
    return Rates(source.path, tuple(rates), tuple(sorted(source.findings)))
