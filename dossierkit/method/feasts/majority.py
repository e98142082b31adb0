"""Whether a faith is kept by a clear majority of a country, by its dossier (M20, M42)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from dossierkit.schema.country import Country
from dossierkit.schema.customer import CHRISTIAN

NO_FAITH = ("none", "other")
"""Words of `religions:` that stand for no faith that keeps feasts of its own."""

_OTHER_WORDS = {
    "buddhism": "buddhist",
    "catholicism": "catholic",
    "christianity": "christian",
    "hinduism": "hindu",
    "islam": "muslim",
    "judaism": "jewish",
    "sikhism": "sikh",
    "taoism": "taoist",
}
_CLEAR = 100.0


def keeps(country: Country, faiths: Collection[str]) -> bool:
    """Whether most people of a country are of some faiths, and clearly so.

    `religions:` of its dossier gives a share (`53%`) or `majority` for each. Clear is more than
    half of the people, and more than twice as many as any other faith has: Nigeria, with 53 % and
    46 %, has no feast that is everybody's. Christian churches count as one.
    """
    wanted = CHRISTIAN if set(faiths) <= set(CHRISTIAN) else faiths
    shares = _shares(tuple(country.religions.items()))
    ours = sum(share for faith, share in shares if faith in wanted)
    others = [share for faith, share in shares if faith not in wanted and faith not in NO_FAITH]
    return ours > 50 and ours > 2 * max(others, default=0)


@cache
def _shares(religions: tuple[tuple[str, str], ...]) -> tuple[tuple[str, float], ...]:
    return tuple((_faith(name), _percent(text)) for name, text in religions)


def _faith(name: str) -> str:
    word = name.strip().casefold()
    return _OTHER_WORDS.get(word, word)


def _percent(text: str) -> float:
    """A share in percent; `majority` is all of them, and what is no share is nothing."""
    if re.search(r"\bmajority\b", text.casefold()):
        return _CLEAR
    match = re.search(r"\d+(?:[.,]\d+)?", text)
    return float(match.group().replace(",", ".")) if match else 0.0
