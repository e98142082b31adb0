"""Currencies: their usual digits, and conversion by the book's own rates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from dossierkit.schema.pricelist import Rate, Rates

MAX_DECIMALS = 4
"""Unit prices never have more."""

_NO_MINOR_UNIT = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
"""
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
"""ISO 4217: these two lists have other minor units than hundredths."""


class Conversion(NamedTuple):
    """One unit of `base` is worth `rate` of `quote`. `date` is the older one of the rates used."""

    base: str
    quote: str
    rate: Decimal
    date: datetime.date
    source: str
    lines: tuple[int, ...]

    def __str__(self) -> str:
        told = f"1 {self.base} = {self.rate.normalize():f} {self.quote} of {self.date}"
        return f"{told} ({self.source})" if self.source else told


class NoRate(NamedTuple):
    """No rate leads from one currency to another on a day; `str` says what to do."""

    path: str
    base: str
    quote: str
    day: datetime.date

    def __str__(self) -> str:
        return (
            f"{self.path}: no rate from {self.base} to {self.quote} on or before {self.day}; "
            f"add a line such as '{self.day},{self.base},{self.quote},RATE,SOURCE'"
        )


def usual_digits(currency: str) -> int:
    """The decimals that amounts in a currency have (ISO 4217)."""
    if currency in _THOUSANDTHS.split():
        return 3
    return 0 if currency in _NO_MINOR_UNIT.split() else 2


def conversion(rates: Rates, base: str, quote: str, day: datetime.date) -> Conversion | NoRate:
    """The newest rate not after a day: as noted, turned around, or by way of a third currency."""
    known = [rate for rate in rates.rates if rate.date <= day]
    best = _between(known, base, quote) or _by_way_of_a_third(known, base, quote)
    return best or NoRate(rates.path, base, quote, day)


def _between(known: list[Rate], base: str, quote: str) -> Conversion | None:
    """The newest rate of a pair; of two of one day the one noted in that direction."""
    fitting = [
        (rate.date, rate.base == base, rate.line, rate)
        for rate in known
        if (rate.base, rate.quote) in ((base, quote), (quote, base))
    ]
    if not fitting:
        return None
    *_, rate = max(fitting)
    value = rate.rate if rate.base == base else 1 / rate.rate
    return Conversion(base, quote, value, rate.date, rate.source, (rate.line,))


def _by_way_of_a_third(known: list[Rate], base: str, quote: str) -> Conversion | None:
    return max(_ways(known, base, quote), key=lambda way: (way.date, way.lines), default=None)


def _ways(known: list[Rate], base: str, quote: str) -> Iterator[Conversion]:
    for third in {currency for rate in known for currency in (rate.base, rate.quote)}:
        first, second = _between(known, base, third), _between(known, third, quote)
        if first and second:
            yield Conversion(
                base,
                quote,
                first.rate * second.rate,
                min(first.date, second.date),
                f"by way of {third}, {first.source or second.source}".rstrip(", "),
                (*first.lines, *second.lines),
            )


def rounded(amount: Decimal, currency: str, listed: Decimal) -> Decimal:
    """A unit price as it is quoted, rounded half to even.

    It has the currency's usual decimals, but never fewer than the list price shows (0.385 stays
    0.385) and never more than four. A currency without minor unit, such as JPY, has none, but two
    where the list price is below 10: there a whole yen would be too coarse.
    """
    decimals = usual_digits(currency)
    if decimals:
        decimals = max(decimals, -int(listed.as_tuple().exponent))
    elif listed < 10:
        decimals = 2
    step = Decimal(1).scaleb(-min(decimals, MAX_DECIMALS))
    return amount.quantize(step, ROUND_HALF_EVEN)
