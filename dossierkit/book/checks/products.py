"""`unknown-product`: they buy something that no price list knows.

`buys` decides who hears of a new price (M43), what goes with a cross-selling idea (M47) and who
gets a successor first. An entry that is neither a SKU nor a group of any price list is never found.
Without price lists, or while one has errors, nothing is said.

PASS: `buys: [BL-20, strip]`, both in a price list
FAIL: `buys: [BL20]`
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days, all_companies_and_customers, place_of
from dossierkit.text.finding import WARNING, Finding


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Entries of `buys` that are in no price list."""
    if not book.price_lists or any(prices.findings for prices in book.price_lists):
        return
    rows = [row for prices in book.price_lists for row in prices.rows.values()]
    known = {row.sku for row in rows} | {row.group for row in rows if row.group}
    hints: dict[str, str] = {}
    for dossier in all_companies_and_customers(book):
        for product in dossier.facts.buys:
            if product in known:
                continue
            if product not in hints:
                hints[product] = _hint(product, known)
            message = f"'{product}' is neither a SKU nor a group of any price list"
            place = place_of(dossier.header, product, "buys")
            hint = hints[product]
            yield dossier.source.finding(place, "unknown-product", message, hint, WARNING)


def _hint(product: str, known: set[str]) -> str:
    folded = {name.casefold(): name for name in sorted(known)}
    from difflib import get_close_matches

    near = get_close_matches(product.casefold(), folded, 1, 0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return "write it as in dossiers/prices, or leave it out"
