"""What templates may write about: every name with its value, for one customer and one letter."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.load import POLICY_PATH
from dossierkit.mail.facts import Facts, Gap, Place, Prose
from dossierkit.mail.language import NEEDS_HELP
from dossierkit.mail.purposes.greetings import is_neutral
from dossierkit.mail.purposes.registry import names_with
from dossierkit.mail.purposes.task import Data
from dossierkit.method.feasts.occasions import years
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.schema.policy import Policy


class Occasion(NamedTuple):
    """What the letter is written for, and the day that counts as today."""

    name: str
    day: datetime.date


def names_of(
    book: Book,
    dossier: Dossier[Customer],
    sender: Dossier[Member],
    occasion: Occasion,
    data: Data,
) -> dict[str, Any]:
    """The names that templates know: Facts, plain values, or Gaps that say what to fill.

    `data` are those of the purpose; they go before names of the same word that all letters have.
    """
    customer = dossier.facts
    company = book.company_of(customer)
    company_facts = company.facts if company else Company()
    manner = customer.personality.manner
    names: dict[str, Any] = {
        "customer": _facts(dossier, "customer", customer),
        "company": Facts(company_facts, "company", _company_place(dossier, company)),
        "country": Facts(
            book.country_of(customer) or Country(), "country", _country_place(book, dossier)
        ),
        "owner": _facts(sender, "owner", None),
        "book": Facts(_letterhead(book), "book", Place(POLICY_PATH)),
        "addressee": _addressee(dossier),
        "formal": manner != "easygoing",
        "simple_english": customer.language.written_english in NEEDS_HELP,
        "signature": _signature(book, sender),
        "today": occasion.day,
        "occasion": occasion.name,
        "neutral": is_neutral(occasion.name, customer),
        "years": years(occasion.name, customer, company_facts if company else None, occasion.day)
        or Gap("years", "no year is recorded; ask with {% if years %} before"),
    }
    terms = company_facts.terms
    place = _company_place(dossier, company)
    for name in ("incoterm", "place", "payment"):
        names[name] = getattr(terms, name) or Gap(name, place.remedy(f"terms.{name}"))
    return names_with(names, data)


def _signature(book: Book, sender: Dossier[Member]) -> Prose:
    """The member's signature; without one their name, and our company's."""
    own = sender.facts.signature
    return Prose(own or "\n".join(filter(None, (sender.facts.name, book.policy.name))))


def _letterhead(book: Book) -> Policy:
    """What letters may say of ourselves; the figures of the rules are no matter of theirs."""
    own = book.policy
    return Policy(
        name=own.name,
        country=own.country,
        timezone=own.timezone,
        languages=own.languages,
        currency=own.currency,
        mail=own.mail,
    )


def _facts(dossier: Dossier[Any], title: str, customer: Customer | None) -> Facts:
    consented = customer is None or customer.consent.sensitive is not None
    return Facts(dossier.facts, title, Place(dossier.path), is_consented=consented)


def _company_place(dossier: Dossier[Customer], company: Dossier[Company] | None) -> Place:
    return Place(company.path) if company else Place(dossier.path, absent="company")


def _country_place(book: Book, dossier: Dossier[Customer]) -> Place:
    code = book.country_code(dossier.facts)
    if code is None:
        return Place(dossier.path, absent="country")
    country = book.countries.get(code)
    return Place(country.path if country else f"dossiers/countries/{code}.md")


def _addressee(dossier: Dossier[Customer]) -> str | Gap:
    """The words after "Dear": the exact ones, else the given name where the tone is easy."""
    customer = dossier.facts
    easy = customer.given if customer.personality.manner == "easygoing" else None
    found = customer.salutation or easy or customer.name
    return found if found.strip() else Gap("addressee", Place(dossier.path).remedy("name"))
