"""`unknown-product`: they buy something that no price list knows.

`buys` decides who hears of a new price (M43), what goes with a cross-selling idea (M47) and who
gets a successor first. An entry that is neither a SKU nor a group of any price list is never found.
Without price lists, or while one has errors, nothing is said.

PASS: `buys: [BL-20, strip]`, both in a price list
FAIL: `buys: [BL20]`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dossierkit.book.checks.common import Given, place_of
from dossierkit.book.checks.days import Days
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """Entries of `buys` that are in no price list."""
    if given.products is None:
        return
    for product in dossier.facts.buys:
        if product not in given.products:
            message = _("'{product}' is neither a SKU nor a group of any price list").format(
                product=product
            )
            place = place_of(dossier.header, product, "buys")
            near = _nearest(product, given.products)
            hint = _("did you mean '{folded}'?").format(folded=near)
            if not near:
                hint = _("write it as in dossiers/prices, or leave it out")
            yield dossier.source.finding(place, "unknown-product", message, hint, WARNING)


@lru_cache(256)
def _nearest(product: str, known: frozenset[str]) -> str:
    """What was probably meant; empty if nothing is near."""
    folded = {name.casefold(): name for name in sorted(known)}
    from difflib import get_close_matches

    near = get_close_matches(product.casefold(), folded, 1, 0.6)
    return folded[near[0]] if near else ""
