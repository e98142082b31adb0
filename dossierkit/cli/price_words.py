"""The words SKU=QTY of `price` and `quote`, and figures as both print them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.prices.currency import usual_digits
from dossierkit.prices.offer import Asked, NoOffer, Offer, UnknownConcession, offer
from dossierkit.prices.products import Wanted
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import NUMBER, Refused
from dossierkit.text.translation import _

MOST_DECIMALS = 6
"""Of an amount between two steps; the exact one stands in the JSON."""


def wanted(words: Sequence[str], *, needs_quantity: bool = False) -> tuple[Wanted, ...]:
    """What SKU[=QTY] words mean, in full-width letters and figures too; wrong usage for a quantity
    that is none."""
    return tuple(_wanted(word, needs_quantity) for word in words)


def _wanted(word: str, needs_quantity: bool) -> Wanted:
    sku, equals, text = unicodedata.normalize("NFKC", word).partition("=")
    sku = sku.strip()
    if not sku or (needs_quantity and not equals):
        raise click.UsageError(
            _("'{word}' is no SKU=QTY; write it as BL-20=1000").format(word=word)
        )
    if not equals:
        return Wanted(sku)
    try:
        quantity = NUMBER.parse(text.strip())
    except Refused as refused:
        raise click.UsageError(f"'{word}': {refused.message}; {refused.hint}") from refused
    if quantity == 0:
        raise click.UsageError(_("'{word}': a quantity is at least 1").format(word=word))
    return Wanted(sku, quantity)


def require_offer(book: Book, dossier: Dossier[Any], day: Any, asked: Asked) -> Offer:
    """The offer that is asked for; an expected failure if there can be none."""
    try:
        found = offer(book, dossier, day, asked)
    except UnknownConcession as error:
        raise click.ClickException(str(error)) from error
    if isinstance(found, NoOffer):
        raise click.ClickException(found.message)
    return found


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency first, as in the log: USD 12,400.00. At least with the usual
    decimals of the currency: 12.9 is USD 12.90."""
    shown = -int(amount.as_tuple().exponent)
    decimals = min(max(shown, usual_digits(currency)), MOST_DECIMALS)
    if decimals != shown:
        amount = amount.quantize(Decimal(1).scaleb(-decimals))
    return f"{currency} {amount:,f}"
