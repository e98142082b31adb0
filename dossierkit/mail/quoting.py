"""From an offer to a quote: whether it may go out, how long it holds, and its number."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.noted import COMPANY_TAGS, TAGS, several
from dossierkit.mail.quote_rows import Quote, quote_line
from dossierkit.mail.sending.note import OddNote, read_note
from dossierkit.prices.offer import Line, Offer
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import N_, _

PURPOSE = "quote"
_NUMBER = re.compile(r"Q-(\d{4})-(\d{4,6})-([0-9A-F]{4})")
_RESENT_WITHIN = 7
"""Days after that of a draft in which its own line may stand in the log."""
_TITLES = {"payment": N_("payment terms"), "incoterm": N_("Incoterm"), "place": N_("named place")}


class NoQuote(Exception):
    """Why there is no quote: every reason, each in a sentence with its remedy."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


def quote_of(
    book: Book,
    dossier: Dossier[Customer],
    offer: Offer,
    valid: datetime.date | None,
    folders: Iterable[Path],
) -> Quote:
    """The quote for an offer; raises NoQuote with all that stands against it.

    `valid` is its last day, else the earliest last day of its prices. `folders` are those of
    drafts: a number that stands in one is taken.
    """
    reasons = [*map(str, offer.problems), *_open_terms(offer, dossier)]
    if len(offer.currencies) > 1:
        reasons.append(
            _(
                "the prices are in {currencies}: a quote has one currency; fill terms.currency of "
                "the company"
            ).format(currencies=_(" and ").join(offer.currencies))
        )
    reasons += _too_long(offer, valid)
    total = offer.total
    if reasons or total is None:
        raise NoQuote(reasons or [_("there is nothing to quote; name products as SKU=QTY")])
    until = valid or min(line.valid_until for line in offer.lines)
    number = quote_number(book, dossier, offer, until, folders)
    return Quote(dossier.id, offer, number, until, total, offer.currencies[0])


def _open_terms(offer: Offer, dossier: Dossier[Customer]) -> Iterator[str]:
    """The terms that are not agreed: they come before the price (M26)."""
    missing = [name for name in _TITLES if not getattr(offer.terms, name)]
    if missing:
        listed = ", ".join(_(_TITLES[name]) for name in missing)
        options = " ".join(f"--{name} …" for name in missing)
        yield (
            _(
                "terms come before the price, and not agreed are: {listed}; agree on them "
                "and write them down (dossier set {id} terms.{missing} …), or state them for "
                "this quote: {options}"
            ).format(listed=listed, id=dossier.id, missing=missing[0], options=options)
        )


def _too_long(offer: Offer, valid: datetime.date | None) -> Iterator[str]:
    for line in offer.lines if valid else ():
        row: Any = line.price.row
        if row.valid_until and valid and row.valid_until < valid:
            yield (
                _(
                    "{sku}: {path}:{line}: the price holds until {valid_until}, not until {valid}; "
                    "choose --valid {valid_until} or earlier"
                ).format(
                    sku=row.sku,
                    path=offer.prices.path,
                    line=row.line,
                    valid_until=row.valid_until,
                    valid=valid,
                )
            )


def quote_number(
    book: Book,
    dossier: Dossier[Customer],
    offer: Offer,
    until: datetime.date,
    folders: Iterable[Path],
) -> str:
    """The number of a quote: `Q-2026-0042-7F3A`.

    The year; one more than the highest number of that year in all logs and drafts; and four digits
    of what is quoted to whom, so that two colleagues who write different quotes at the same time
    give them different numbers. The same quote written again has the same number as before.
    """
    year, mark = offer.day.year, _mark(dossier.id, offer, until)
    drafts = [*_drafted(folders)]
    prefix, suffix = f"{offer.day}-{PURPOSE}-", f"-{dossier.id}"
    own = {tag for name, tag in drafts if name.startswith(prefix) and name.endswith(suffix)}
    own |= {
        tag
        for line in dossier.log.lines
        if 0 <= (line.date - offer.day).days <= _RESENT_WITHIN
        for tag in line.tags
    }
    found = [match for tag in sorted(own) if (match := _NUMBER.fullmatch(tag))]
    for match in found:
        if int(match[1]) == year and match[3] == mark:
            return match.group()
    taken = (tag for tag in (*_logged(book), *(tag for _unused, tag in drafts)))
    counts = (int(m[2]) for tag in taken if (m := _NUMBER.fullmatch(tag)) and int(m[1]) == year)
    return f"Q-{year}-{max(counts, default=0) + 1:04d}-{mark}"


def _mark(customer: str, offer: Offer, until: datetime.date) -> str:
    terms = offer.terms
    said = (
        *(customer, str(offer.day), str(until), terms.incoterm, terms.place, terms.payment),
        *(str(tuple(quote_line(line))) for line in offer.lines),
        *offer.conditions,
    )
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:4].upper()


def _logged(book: Book) -> Iterator[str]:
    for note in (TAGS, COMPANY_TAGS):
        for tags in book.noted(note).values():
            yield from several(tags)


def _drafted(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The tags that drafts are to be logged with, each with the draft's name."""
    for folder in dict.fromkeys(folders):
        for file in sorted(folder.glob(f"*-{PURPOSE}-*.json")):
            try:
                note = read_note(file)
            except OddNote:  # 'send' says so
                continue
            yield from ((file.stem, tag) for tag in (note.tags if note else ()))


def below_minimum(lines: Iterable[Line]) -> list[str]:
    """A sentence for each line that asks for less than the product's minimum."""
    return [
        _("{sku}: {quantity:,} is below the minimum of {moq:,} {unit}")
        .format(
            sku=line.price.row.sku,
            quantity=line.quantity,
            moq=line.price.row.moq,
            unit=line.price.row.unit,
        )
        .rstrip()
        for line in lines
        if line.below_minimum
    ]
