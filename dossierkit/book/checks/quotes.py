"""`quote-terms`: a quote that does not say on which terms.

A price means nothing without the Incoterm and the payment terms that it is based on (M26): "price
first, terms later" ends in a second haggle, and whoever takes over can't tell what was promised.
They stand in the quote's own line, or in the `terms` of the company.

PASS: `- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20 FOB Hong Kong, T/T 30/70`
FAIL: `- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20`
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import log_place
from dossierkit.book.checks.traces import INCOTERM, PAYMENT, Trace, Traces, path_of
from dossierkit.schema.company import INCOTERMS, Company
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _

_INCOTERM = re.compile(rf"\b(?:{'|'.join(INCOTERMS)}|C&F|CNF|CNF|DDU|DAT)\b", re.IGNORECASE)
_PAYMENT = re.compile(
    r"\b(?:T/?T|L/?C|D/?P|D/?A|O/?A|CAD|COD|CIA|CWO)\b"
    r"|deposit|prepa(?:id|y)|in advance|open account|letter of credit|western union|paypal|escrow"
    r"|trade assurance|\bcash\b|\bnet[ -]?\d+|\bpay(?:ment|able)\b|\d+ ?days|\d+ ?d after"
    r"|% ?(?:before|after|against|on|at|in)\b|\bagainst (?:goods|documents|copy)"
    r"|电汇|信用证|定金|订金|预付|货到付款|付款",
    re.IGNORECASE,
)


def trace(dossier: Dossier[Any]) -> Iterator[Trace]:
    """What a company has agreed, and what quotes want of their company because they don't say it
    themselves. Somebody without a company wants it of nobody."""
    facts = dossier.facts
    firm = dossier.id if isinstance(facts, Company) else facts.company or ""
    if isinstance(facts, Company):
        terms = facts.terms
        yield from agreed(firm, incoterm=bool(terms.incoterm), payment=bool(terms.payment))
    quotes = [
        (line.text, dossier.source.place(log_place(dossier, line, "quote")))
        for line in dossier.log.lines
        if line.event == "quote" and line.direction == "out"
    ]
    for space, said in ((INCOTERM, _INCOTERM), (PAYMENT, _PAYMENT)) if quotes else ():
        if places := [place for text, place in quotes if not said.search(text)]:
            yield Trace(space, firm, "wants", places)


def agreed(company_id: str, *, incoterm: bool, payment: bool) -> Iterator[Trace]:
    """The terms of a company that are there, or may be there."""
    if incoterm:
        yield Trace(INCOTERM, company_id, "has")
    if payment:
        yield Trace(PAYMENT, company_id, "has")


def join(book: Book, traces: Traces) -> Iterator[Finding]:
    """Quotes of ours whose Incoterm or payment terms are neither said nor agreed."""
    missing: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for space in (INCOTERM, PAYMENT):
        for _unused, quoting in traces.lacking(space):
            for kind, dossier_id, places in quoting:
                for line, column in places:
                    missing[path_of(kind, dossier_id), line, column].append(space)
    for (path, line, column), what in missing.items():
        message = _("the quote says no {what}").format(what=_(" and no ").join(map(_, what)))
        hint = _("add them to its line (FOB Hong Kong, T/T 30/70), or to the company's terms")
        yield Finding(path, line, column, WARNING, "quote-terms", message, hint)
