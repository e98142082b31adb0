"""What we owe to those who get our letters: which letters are bulk mail, and to whom it may go.

Bulk mail says who we are and how to get out of it (promise 32). Where a country asks for it,
letters that advertise go only to those who agreed, or who bought from us or asked us themselves:
the rule of Directive 2002/58/EC, art. 13, for one's own customers. No legal advice.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Policy
from dossierkit.text.event import Log
from dossierkit.text.translation import _

COURTESY = frozenset(("greeting", "factory-holiday"))
"""Letters to many that offer nothing (M42, M45)."""
ADVERTISING = frozenset(
    (
        *("price-update", "intro", "introduction", "new-product", "exhibition", "case-story"),
        *("referral", "reorder"),
    )
)
"""Letters of our own accord that do (M43, M45-M48). Asking for an introduction or for the next
order promotes our sales as an offer does, however personal its words (docs/mail-duties.md)."""
PERSONAL = frozenset(
    (
        *("quote", "quote-follow-up", "sample-follow-up", "thanks", "service"),
        *("refusal-thanks", "colleague-introduction"),
    )
)
"""Letters about what is between us and one person already (M35, M39, M44, M51)."""

_BUSINESS = frozenset(("inquiry", "quote", "sample", "order", "payment", "shipment", "complaint"))
_RULES = Path(__file__).with_name("email_rules.json")


class Rule(NamedTuple):
    """When bulk mail may go to business contacts of a country: `opt-in` (consent, or they bought
    or asked), `opt-out` (until they object) or `consent` (as they agreed). `source` says whence."""

    name: str
    source: str


def is_bulk(purpose: str, *, many: bool = False) -> bool:
    """Whether a letter is bulk mail. A kind of our own is when it is written to `many`."""
    return purpose in COURTESY or advertises(purpose, many=many)


def advertises(purpose: str, *, many: bool = False) -> bool:
    """Whether a letter offers something to many; one of our own kinds may, if it goes to `many`."""
    return purpose in ADVERTISING or (many and purpose not in PERSONAL | COURTESY)


def no_ground(book: Book, dossier: Dossier[Customer]) -> str | None:
    """Why no letter that advertises may go to somebody (M36), with the remedy; None if one may.

    `marketing: given` always is a ground, and so is having bought or asked, here or a colleague at
    the same company, where the rule of the country is not `consent`. No country: `opt-in`.
    """
    customer = dossier.facts
    rule = rule_for(book, customer)
    if customer.consent.marketing == "given" or rule.name == "opt-out":
        return None
    if rule.name == "opt-in" and has_dealings(book, dossier):
        return None
    more = "" if rule.name == "consent" else _(", and they neither bought nor asked")
    return _(
        "{path}: no consent to bulk mail{more} ({source}); if they agree: dossier set {id} "
        "consent.marketing given"
    ).format(path=dossier.path, more=more, source=rule.source, id=dossier.id)


def rule_for(book: Book, customer: Customer) -> Rule:
    """The rule of a customer's country: that of its dossier, else the packaged one."""
    code = book.country_code(customer)
    if code is None:
        return Rule("opt-in", _("no country is known"))
    country = book.countries.get(code)
    if country and country.facts.b2b_email:
        return Rule(country.facts.b2b_email, _("b2b-email in {path}").format(path=country.path))
    packaged = packaged_rules().get(code)
    known = country_facts(code)
    name = known.name if known else code
    if packaged is None:
        return Rule(
            "opt-in", _("{name}: its rule is not known, so it counts as opt-in").format(name=name)
        )
    return Rule(packaged.name, f"{name}: {packaged.source}")


@cache
def packaged_rules() -> dict[str, Rule]:
    """The rules that come with the program, by country."""
    data: dict[str, Any] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {code: Rule(entry["rule"], entry["source"]) for code, entry in data["countries"].items()}


def has_dealings(book: Book, dossier: Dossier[Customer]) -> bool:
    """Whether they, or their company, bought from us or asked us: by the logs, or by `buys`."""
    customer = dossier.facts
    if customer.buys or _tells_of_business(dossier.log):
        return True
    company = customer.company
    if not company:
        return False
    return book.once(("dealings", company), lambda: _deals(book, company))


def _deals(book: Book, company: str) -> bool:
    """Whether a company, or anybody who works there, bought from us or asked us."""
    firm = book.companies.get(company)
    if firm and (firm.facts.buys or _tells_of_business(firm.log)):
        return True
    return any(_tells_of_business(person.log) for person in book.staff_of(company))


def _tells_of_business(log: Log) -> bool:
    return any(line.event in _BUSINESS for line in log.lines)


def lacks_address(policy: Policy, purpose: str, *, many: bool = False) -> str | None:
    """Why a letter must not be sent for want of our postal address, with the remedy."""
    if policy.mail.address or not is_bulk(purpose, many=many):
        return None
    return _(
        "dossiers/book.yaml: fill 'mail.address': our postal address belongs under bulk mail "
        "({purpose})"
    ).format(purpose=purpose)
