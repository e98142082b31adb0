"""The rates of a book by their pair, so that the newest one on a day is found at once."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dossierkit.schema.pricelist import Rate

_LAST = (True, float("inf"))
"""After whatever is noted on a day."""


class _Noted(NamedTuple):
    """A rate as one of its two currencies sees it; sorted, the last of a day is the one to take."""

    date: datetime.date
    is_straight: bool
    line: float
    rate: Rate


class RateIndex:
    """Rates by pair, in both directions."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._pairs: dict[tuple[str, str], list[_Noted]] = {}
        self._others: dict[str, set[str]] = {}
        for rate in rates:
            for base, quote in ((rate.base, rate.quote), (rate.quote, rate.base)):
                noted = _Noted(rate.date, base == rate.base, rate.line, rate)
                self._pairs.setdefault((base, quote), []).append(noted)
                self._others.setdefault(base, set()).add(quote)
        for pair in self._pairs.values():
            pair.sort()

    def newest(self, base: str, quote: str, day: datetime.date) -> Rate | None:
        """The newest rate of a pair not after a day; of two of one day the one noted in this
        direction, then the lower line."""
        pair = self._pairs.get((base, quote), [])
        count = bisect_right(pair, (day, *_LAST), key=lambda noted: noted[:3])
        return pair[count - 1].rate if count else None

    def between(self, base: str, quote: str) -> list[str]:
        """The currencies that have a rate with both."""
        return sorted(self._others.get(base, set()) & self._others.get(quote, set()))


def rate_index(rates: tuple[Rate, ...]) -> RateIndex:
    """The index of some rates, made once for as long as they are the same object."""
    return _made(_Same(rates))


class _Same:
    """Rates that are equal to nothing but themselves: comparing thousands takes too long."""

    def __init__(self, rates: tuple[Rate, ...]) -> None:
        self.rates = rates

    def __hash__(self) -> int:
        return id(self.rates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rates is self.rates


@lru_cache(8)
def _made(same: _Same) -> RateIndex:
    return RateIndex(same.rates)
