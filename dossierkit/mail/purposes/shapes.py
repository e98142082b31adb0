"""What letters may say of a quote, an order, a holiday …: plain rows, cheap to import.

Templates see them under these names; what is None there is a gap, which is false in `{% if %}`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple


class Deal(NamedTuple):
    """A quote, a sample, an order or a lost deal of the log.

    `number` is its tag with a figure in it (`#PI-204`); `products` are the SKUs of our lists that
    its text names. `text` is what the log says, which is written for ourselves.
    """

    date: datetime.date
    valid: datetime.date | None
    amount: Decimal | None
    currency: str | None
    text: str
    number: str | None
    products: tuple[str, ...]


class Event(NamedTuple):
    """An exhibition of theirs. `name` is the beginning of `text`, up to the first remark; `date`
    is None where only a month or a year is known."""

    date: datetime.date | None
    name: str
    text: str
    url: str | None
    kind: str


class Holiday(NamedTuple):
    """A long holiday of ours. To be made before it, an order has to come before `order_before`.

    `tag` is the word of its log line; `estimated`: the days are not announced yet.
    """

    name: str
    first: datetime.date
    last: datetime.date
    order_before: datetime.date
    lead_days: int
    sku: str | None
    estimated: str | None


class NewProduct(NamedTuple):
    """A product of the list in force that is new for them; `replaces` is its predecessor."""

    sku: str
    name: str
    group: str
    unit: str
    moq: int | None
    lead_time_days: int | None
    replaces: str | None
    line: int


class Ours(NamedTuple):
    """What our list in force says of ourselves.

    `groups` are all its product groups, `fits` the SKUs of what this customer buys or looks for;
    `moq` is the smallest minimum quantity of those (else of all), lead times are in days.
    """

    groups: tuple[str, ...]
    products: int
    fits: tuple[str, ...]
    moq: int | None
    lead_from: int | None
    lead_to: int | None


class TrueStory(NamedTuple):
    """A story that may be told. `about` is their name, only where they agreed to be named; `text`
    is the English one where there is one; `where` says in words who they are."""

    id: str
    text: str
    en: str | None
    zh: str | None
    about: str | None
    where: str | None
    where_zh: str | None
