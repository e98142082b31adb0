"""The table of a quote as templates see it: what 'dossier quote' gives to a letter (M26, M38)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.task import Data
from dossierkit.prices.offer import Line, Offer
from dossierkit.text.translation import _


class QuoteLine(NamedTuple):
    """A product that is quoted. `price` is that of one `unit`, with its decimals; `amount` that of
    `quantity` units, rounded to the currency. `moq` is in units, `lead_time_days` in days."""

    sku: str
    name: str
    unit: str
    quantity: int
    price: Decimal
    amount: Decimal
    currency: str
    moq: int | None
    lead_time_days: int | None


class Quote(NamedTuple):
    """A quote that is complete: every price is known, the terms are, and how long it holds."""

    customer: str
    offer: Offer
    number: str
    valid_until: datetime.date
    total: Decimal
    currency: str

    def names(self) -> Data:
        """The names of the letter, over those of the dossiers: the terms may be for this quote."""
        terms, path = self.offer.terms, self.offer.prices.path
        rows = ((quote_line(line), line.price.row.line) for line in self.offer.lines)
        return {
            "lines": tuple(Facts(row, "line", Place(f"{path}:{at}")) for row, at in rows),
            "total": self.total,
            "currency": self.currency,
            "number": self.number,
            "valid_until": self.valid_until,
            "incoterm": terms.incoterm,
            "place": terms.place,
            "payment": terms.payment,
            "concessions": self.offer.conditions,
        }

    def note(self) -> dict[str, object]:
        """What is to be logged when it has gone out: `quote out USD 12,160.00: …, valid … #Q-…`.

        It stands beside the draft (`outbox/<name>.json`), so that no header tells it abroad.
        """
        return {
            "event": "quote",
            "money": f"{self.currency} {self.total:f}",
            "text": self._said(),
            "valid": self.valid_until.isoformat(),
            "tags": [self.number],
        }

    def _said(self) -> str:
        rows = map(quote_line, self.offer.lines)
        goods = [" ".join(f"{r.quantity:,} {r.unit} {r.sku} at {r.price}".split()) for r in rows]
        terms = self.offer.terms
        said = (", ".join(goods), f"{terms.incoterm} {terms.place}", terms.payment or "")
        return ", ".join((*said, *self.offer.conditions)).replace("#", "№ ")

    def unstated(self, text: str) -> list[str]:
        """What the text of a letter keeps quiet about and has to say: a quote states its number,
        its products, its terms (M26) and what each concession is for (M38)."""
        terms = self.offer.terms
        needed = {
            "number": self.number,
            "incoterm": terms.incoterm or "",
            "place": terms.place or "",
            "payment": terms.payment or "",
        }
        needed |= {
            _("line {sku}").format(sku=row.sku): row.sku
            for row in map(quote_line, self.offer.lines)
        }
        needed |= {
            _("concession for '{for_}'").format(for_=one.for_): one.for_ or ""
            for one in self.offer.concessions
        }
        folded = _folded(text)
        return [name for name, words in needed.items() if _folded(words) not in folded]


def quote_line(line: Line) -> QuoteLine:
    """A priced line as templates see it; it must have a quantity."""
    price, row = line.price, line.price.row
    return QuoteLine(
        sku=row.sku,
        name=row.name,
        unit=row.unit,
        quantity=line.quantity or 0,
        price=price.price,
        amount=line.amount or Decimal(0),
        currency=price.currency,
        moq=row.moq,
        lead_time_days=row.lead_time_days,
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
