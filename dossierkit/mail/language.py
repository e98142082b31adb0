"""In which language a letter is written, and why (M4, DESIGN 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.schema.customer import Customer
from dossierkit.text.translation import _, word

ENGLISH = "en"
NEEDS_HELP = ("basic", "none")
"""Written English with which one gets simple sentences, and the own language beside it."""


class Chosen(NamedTuple):
    """The languages of a letter, the reader's own first, and the reason in words."""

    languages: tuple[str, ...]
    why: str


def choose(
    book: Book, customer: Customer, available: Collection[str], asked: str | None = None
) -> Chosen:
    """The language or languages of a letter, among those there are templates in.

    `asked` (`--language`) wins and stands alone; else the customer's own, else the country's
    first, else English. With basic or no written English, one's own language comes with English.
    """
    wanted, reason = asked or ENGLISH, _("as asked")
    if not asked:
        wanted, reason = next(_wishes(book, customer), (ENGLISH, _("no language is known")))
    own = template_language(wanted, available)
    if own is None:
        reason, own = (
            _("{reason}, but there is no template in '{wanted}'").format(
                reason=reason, wanted=wanted
            ),
            ENGLISH,
        )
    elif own != wanted:
        reason = f"{reason} ({wanted})"
    written = customer.language.written_english
    if not asked and written in NEEDS_HELP and own != ENGLISH and ENGLISH in available:
        return Chosen(
            (own, ENGLISH),
            _("{reason}; both because written English is {written}").format(
                reason=reason, written=word(written, "written-english")
            ),
        )
    return Chosen((own,), reason)


def _wishes(book: Book, customer: Customer) -> Iterator[tuple[str, str]]:
    if customer.language.prefers:
        yield customer.language.prefers, _("their own language")
    country = book.country_of(customer)
    if country and country.languages:
        yield country.languages[0], _("the language of {name}").format(name=country.name)
    packaged = book.packaged_country(customer)
    if packaged:
        yield packaged.languages[0], _("the language of {name}").format(name=packaged.name)


def template_language(wanted: str, available: Collection[str]) -> str | None:
    """The template's language for a wish: itself, else without script and region."""
    parts = wanted.split("-")
    for count in range(len(parts), 0, -1):
        if (code := "-".join(parts[:count])) in available:
            return code
    return None
