"""What payment terms amount to: from money in advance to open credit, read from free text (M26)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from dossierkit.text.translation import N_, _

Kind = Literal["advance", "deposit", "cash", "documents", "letter-of-credit", "credit"]

NAMES: dict[Kind, str] = {
    "advance": N_("all in advance"),
    "deposit": N_("deposit, rest before shipment"),
    "cash": N_("cash on collection"),
    "documents": N_("against documents"),
    "letter-of-credit": N_("letter of credit"),
    "credit": N_("open credit"),
}
"""The kinds of terms, the safest for us first, as one calls them."""

_CREDIT = re.compile(
    r"(?-i:(?<![A-Za-z])O/?A(?![A-Za-z]))|open account|open credit|(?<![a-z])net \d|D\s?/\s?A\b|"
    r"\d+\s*(?:days?|d)\s*(?:after|from|net|of)|账期|赊|月结|放账",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?-i:(?<![A-Za-z])L/?C(?![A-Za-z]))|letters? of credit|信用证", re.IGNORECASE
)
_DOCUMENTS = re.compile(
    r"D\s?/\s?P\b|(?<![A-Za-z])CAD\b|against (?:a )?(?:copy|copies|scan|documents|b/?l)|"
    r"付款交单|见提单",
    re.IGNORECASE,
)
_CASH = re.compile(
    r"\bcash\b|\bCOD\b|against goods|on (?:collection|delivery|pick-?up)|现金|货到", re.IGNORECASE
)
_ADVANCE = re.compile(
    r"100\s*%\s*(?:T/T\s*)?(?:in advance|before|prepa|up ?front|advance)|prepayment|\bCIA\b|"
    r"in advance|全款|款到发货|预付全",
    re.IGNORECASE,
)
_DEPOSIT = re.compile(
    r"deposit|\d+\s*%?\s*/\s*\d+\s*%?|before shipment|T\s?/\s?T|定金|订金", re.IGNORECASE
)
_DAYS = re.compile(
    r"(\d{1,3})\s*(?:days?\b|d\b|天)|\b(?:O/?A|net|L/?C|D/A)\s*(?:at\s*)?(\d{1,3})\b",
    re.IGNORECASE,
)


class Payment(NamedTuple):
    """Terms of a kind; of open credit and letters of credit the days, where they are said."""

    kind: Kind
    days: int | None = None

    def __str__(self) -> str:
        return (
            _("{names}, {days} days").format(names=_(NAMES[self.kind]), days=self.days)
            if self.days
            else _(NAMES[self.kind])
        )

    def covers(self, wanted: Payment) -> bool:
        """Whether these give a buyer the kind of terms that were wanted."""
        return self.kind == wanted.kind


def read_payment(text: str) -> Payment | None:
    """What a text says of payment terms: the most lenient kind that it names, None if none."""
    days = [int(one or other) for one, other in _DAYS.findall(text)]
    most = max(days, default=None)
    for kind, pattern, has_days in _PATTERNS:
        if pattern.search(text):
            return Payment(kind, most if has_days else None)
    return None


_PATTERNS: tuple[tuple[Kind, re.Pattern[str], bool], ...] = (
    ("letter-of-credit", _LETTER, True),
    ("credit", _CREDIT, True),
    ("documents", _DOCUMENTS, False),
    ("cash", _CASH, False),
    ("advance", _ADVANCE, False),
    ("deposit", _DEPOSIT, False),
)
