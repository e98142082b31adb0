"""`quote-terms`: a quote that does not say on which terms.

A price means nothing without the Incoterm and the payment terms that it is based on (M26): "price
first, terms later" ends in a second haggle, and whoever takes over can't tell what was promised.
They stand in the quote's own line, or in the `terms` of the company.

PASS: `- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20 FOB Hong Kong, T/T 30/70`
FAIL: `- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days, all_companies_and_customers, log_place
from dossierkit.schema.company import INCOTERMS, Company, Terms
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding

_INCOTERM = re.compile(rf"\b(?:{'|'.join(INCOTERMS)}|C&F|CNF|CNF|DDU|DAT)\b", re.IGNORECASE)
_PAYMENT = re.compile(
    r"\b(?:T/?T|L/?C|D/?P|D/?A|O/?A|CAD|COD|CIA|CWO)\b"
    r"|deposit|prepa(?:id|y)|in advance|open account|letter of credit|western union|paypal|escrow"
    r"|trade assurance|\bcash\b|\bnet[ -]?\d+|\bpay(?:ment|able)\b|\d+ ?days|\d+ ?d after"
    r"|% ?(?:before|after|against|on|at|in)\b|\bagainst (?:goods|documents|copy)"
    r"|电汇|信用证|定金|订金|预付|货到付款|付款",
    re.IGNORECASE,
)


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Quotes of ours whose Incoterm or payment terms are neither said nor agreed."""
    hidden = {file.id for file in book.unreadable}
    for dossier in all_companies_and_customers(book):
        for line in dossier.log.lines:
            if line.event != "quote" or line.direction != "out":
                continue
            terms = _terms(book, dossier)
            if terms is None and getattr(dossier.facts, "company", None) in hidden:
                continue
            missing = _missing(line.text, terms or Terms())
            if missing:
                message = f"the quote says no {' and no '.join(missing)}"
                hint = "add them to its line (FOB Hong Kong, T/T 30/70), or to the company's terms"
                place = log_place(dossier, line, "quote")
                yield dossier.source.finding(place, "quote-terms", message, hint, WARNING)


def _terms(book: Book, dossier: Dossier[Any]) -> Terms | None:
    facts = dossier.facts
    if isinstance(facts, Company):
        return facts.terms
    company = book.company_of(facts)
    return company.facts.terms if company else None


def _missing(text: str, terms: Terms) -> list[str]:
    missing = []
    if not terms.incoterm and not _INCOTERM.search(text):
        missing.append("Incoterm")
    if not terms.payment and not _PAYMENT.search(text):
        missing.append("payment terms")
    return missing
