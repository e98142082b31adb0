"""What templates may write about: every name with its value, for one customer and one letter."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.load import POLICY_PATH
from dossierkit.mail.facts import Called, Facts, Gap, Place, Prose
from dossierkit.mail.firm import spoken
from dossierkit.mail.language import NEEDS_HELP
from dossierkit.mail.purposes.greetings import is_neutral
from dossierkit.mail.purposes.registry import names_with
from dossierkit.mail.purposes.task import Data
from dossierkit.mail.script import FAMILY_FIRST, scripts
from dossierkit.method.feasts.occasions import years
from dossierkit.prices.lists import list_on
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.schema.policy import Policy
from dossierkit.schema.pricelist import PriceList
from dossierkit.schema.sensitive import may_use_sensitive
from dossierkit.text.translation import _


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
        "customer": Facts(
            customer,
            "customer",
            Place(dossier.path),
            is_consented=may_use_sensitive(customer, occasion.day),
        ),
        "company": Facts(company_facts, "company", _company_place(dossier, company)),
        "country": Facts(
            book.country_of(customer) or Country(), "country", _country_place(book, dossier)
        ),
        "owner": Facts(sender.facts, "owner", Place(sender.path)),
        "book": Facts(_letterhead(book), "book", Place(POLICY_PATH)),
        "addressee": _addressee(dossier),
        "firm": _firm(company_facts, _company_place(dossier, company)),
        "buys": _buys(book, dossier, company_facts, occasion.day),
        "formal": manner != "easygoing",
        "simple_english": customer.language.written_english in NEEDS_HELP,
        "signature": _signature(book, sender),
        "today": occasion.day,
        "occasion": occasion.name,
        "neutral": is_neutral(occasion.name, customer),
        "years": years(occasion.name, customer, company_facts if company else None, occasion.day)
        or Gap("years", _("no year is recorded; ask with {% if years %} before")),
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


def _company_place(dossier: Dossier[Customer], company: Dossier[Company] | None) -> Place:
    return Place(company.path) if company else Place(dossier.path, absent="company")


def _country_place(book: Book, dossier: Dossier[Customer]) -> Place:
    code = book.country_code(dossier.facts)
    if code is None:
        return Place(dossier.path, absent="country")
    country = book.countries.get(code)
    return Place(country.path if country else f"dossiers/countries/{code}.md")


def _addressee(dossier: Dossier[Customer]) -> Called | Gap:
    """The words after "Dear": the exact ones, else the given name where the tone is easy, else the
    name; then, for letters in another script, the name as given and family name spell it."""
    customer = dossier.facts
    given, family = customer.given or "", customer.family or ""
    is_east = not scripts(given).isdisjoint(FAMILY_FIRST)
    easy = given if customer.personality.manner == "easygoing" and not is_east else ""
    spelt = f"{family}{given}" if is_east else f"{given} {family}"
    words = [customer.salutation or "", easy, customer.name, spelt if given and family else ""]
    found = tuple(filter(None, (word.strip() for word in words)))
    return Called(found) if found else Gap("addressee", Place(dossier.path).remedy("name"))


def _firm(company: Company, place: Place) -> Called | Gap:
    """Their company as one speaks of it, by either of its names."""
    names = (company.name, company.legal_name or "") if company.name else ()
    found = tuple(spoken(name) for name in names if name.strip())
    return Called(found) if found else Gap("firm", place.remedy("name"))


def _buys(
    book: Book, dossier: Dossier[Customer], company: Company, day: datetime.date
) -> tuple[str, ...] | Gap:
    """What they buy, else their company, as SKUs that can be ordered, by the list in force."""
    wanted = dossier.facts.buys or company.buys
    prices = list_on(book.price_lists, day)
    if prices is None:
        return wanted or Gap("buys", Place(dossier.path).remedy("buys"))
    known = book.once(("letters: what words mean", prices.path), lambda: _meanings(prices))
    found = tuple(dict.fromkeys(sku for word in wanted for sku in known.get(word, ())))
    return found or Gap("buys", Place(dossier.path).remedy("buys"))


def _meanings(prices: PriceList) -> dict[str, list[str]]:
    """The SKUs that a word of `buys` means: of a group its products, of a SKU itself."""
    known: dict[str, list[str]] = {}
    for row in prices.rows.values():
        for word in {row.sku, row.group}:
            known.setdefault(word, []).append(row.sku)
    return known
