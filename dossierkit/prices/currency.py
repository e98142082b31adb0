"""Currencies: their usual digits, and conversion by the book's own rates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from dossierkit.prices.rate_index import RateIndex, rate_index
from dossierkit.schema.pricelist import Rates
from dossierkit.schema.values import Duration
from dossierkit.text.translation import _

MAX_DECIMALS = 4
"""Unit prices never have more."""

_NO_MINOR_UNIT = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
"""
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
"""ISO 4217: these two lists have other minor units than hundredths."""
_SHOWN = Context(prec=10)
"""Digits of a rate that are shown; rates are noted with four to six."""


class Conversion(NamedTuple):
    """One unit of `base` is worth `rate` of `quote`. `date` is the older one of the rates used."""

    base: str
    quote: str
    rate: Decimal
    date: datetime.date
    source: str
    lines: tuple[int, ...]

    def __str__(self) -> str:
        told = _("1 {base} = {rate:f} {quote} of {date}").format(
            base=self.base, rate=self.rate.normalize(_SHOWN), quote=self.quote, date=self.date
        )
        return f"{told} ({self.source})" if self.source else told


class NoRate(NamedTuple):
    """No rate leads from one currency to another on a day; `str` says what to do."""

    path: str
    base: str
    quote: str
    day: datetime.date

    def __str__(self) -> str:
        return _(
            "{path}: no rate from {base} to {quote} on or before {day}; add a line such as "
            "'{day},{base},{quote},RATE,SOURCE'"
        ).format(path=self.path, base=self.base, quote=self.quote, day=self.day)


class StaleRate(NamedTuple):
    """The newest rate is older than `prices.rate-age` allows; `str` says what to do."""

    path: str
    found: Conversion
    day: datetime.date
    age: Duration

    def __str__(self) -> str:
        found = self.found
        days = (self.day - found.date).days
        return _(
            "{path}:{lines}: the rate from {base} to {quote} is of {date}: {days} days old, more "
            "than prices.rate-age ({age}); take over a newer one (dossier rates import FILE), or "
            "add a line such as '{day},{base},{quote},RATE,SOURCE'"
        ).format(
            path=self.path,
            lines=found.lines[0],
            base=found.base,
            quote=found.quote,
            date=found.date,
            days=days,
            age=self.age,
            day=self.day,
        )


def usual_digits(currency: str) -> int:
    """The decimals that amounts in a currency have (ISO 4217)."""
    if currency in _THOUSANDTHS.split():
        return 3
    return 0 if currency in _NO_MINOR_UNIT.split() else 2


def conversion(rates: Rates, base: str, quote: str, day: datetime.date) -> Conversion | NoRate:
    """The newest rate not after a day: as noted, turned around, or by way of a third currency; of
    equally new ones the straight one."""
    known = rate_index(rates.rates)
    straight = _between(known, base, quote, day)
    best = max(
        (way for way in (straight, _by_way_of_a_third(known, base, quote, day)) if way),
        key=lambda way: (way.date, way is straight),
        default=None,
    )
    return best or NoRate(rates.path, base, quote, day)


def fresh_conversion(
    rates: Rates, base: str, quote: str, day: datetime.date, age: Duration | None
) -> Conversion | NoRate | StaleRate:
    """As `conversion`, but a rate older than `age` is none; None: however old it is."""
    found = conversion(rates, base, quote, day)
    if isinstance(found, Conversion) and age is not None and age.after(found.date) < day:
        return StaleRate(rates.path, found, day, age)
    return found


def _between(known: RateIndex, base: str, quote: str, day: datetime.date) -> Conversion | None:
    """The newest rate of a pair; of two of one day the one noted in that direction."""
    rate = known.newest(base, quote, day)
    if rate is None:
        return None
    value = rate.rate if rate.base == base else 1 / rate.rate
    return Conversion(base, quote, value, rate.date, rate.source, (rate.line,))


def _by_way_of_a_third(
    known: RateIndex, base: str, quote: str, day: datetime.date
) -> Conversion | None:
    ways = _ways(known, base, quote, day)
    return max(ways, key=lambda way: (way.date, way.lines), default=None)


def _ways(known: RateIndex, base: str, quote: str, day: datetime.date) -> Iterator[Conversion]:
    for third in known.between(base, quote):
        first, second = _between(known, base, third, day), _between(known, third, quote, day)
        if first and second:
            yield Conversion(
                base,
                quote,
                first.rate * second.rate,
                min(first.date, second.date),
                _("by way of {third}, {source}")
                .format(third=third, source=first.source or second.source)
                .rstrip(", "),
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


def amount_of(price: Decimal, quantity: int, currency: str) -> Decimal:
    """What a quantity costs at a unit price, rounded half to even to the currency's decimals."""
    step = Decimal(1).scaleb(-usual_digits(currency))
    return (price * quantity).quantize(step, ROUND_HALF_EVEN)
