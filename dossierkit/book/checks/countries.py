"""`no-country` and `unknown-country`: where someone is.

The country decides on holidays, weekend, time zone, language of letters and required certificates
(M18-M23). Without it, or with a code that no country has, nothing of this can be told, and
Saturday and Sunday are taken for the weekend everywhere.

`uk` is the usual slip: the code of the United Kingdom is `gb`; `uk` is the Ukrainian language.

PASS: `country: gb`
FAIL: `country: uk`, or no country in the company's dossier nor in the customer's own
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Given, place_of, policy_file
from dossierkit.book.checks.days import Days
from dossierkit.book.countries import CountryFacts, country_codes, country_facts
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import _

_USUAL_SLIPS = {
    "cs": "cz",
    "da": "dk",
    "el": "gr",
    "en": "gb",
    "ja": "jp",
    "ko": "kr",
    "sp": "es",
    "su": "ru",
    "uk": "gb",
    "zh": "cn",
}


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """A company without country, and a code that no country has."""
    facts = dossier.facts
    if isinstance(facts, Country):
        yield from _of_country(dossier)
        return
    if facts.country and facts.country not in country_codes():
        yield _unknown(dossier, facts.country, "country")
    is_missing = facts.country is None and "country" not in dossier.header.fields
    if is_missing and isinstance(facts, Company):
        yield _missing(dossier, _("the company has no country"), _("write 'country: de'"))


def _of_country(country: Dossier[Country]) -> Iterator[Finding]:
    if country.id not in country_codes():
        message, hint = _explain(country.id)
        if not _meant(country.id):
            hint = _("name the file by the two letters of ISO 3166, as in de for Germany")
        yield Finding(country.path, 1, 1, ERROR, "unknown-country", message, hint)
    calendar = country.facts.holidays.calendar
    if calendar and calendar.lower() not in country_codes():
        yield _unknown(country, calendar.lower(), "holidays", "calendar")


def check_policy(book: Book) -> Iterator[Finding]:
    """The country of the book itself."""
    code = book.policy.country
    if code and code not in country_codes():
        source, header, _unused = policy_file(book.root)
        message, hint = _explain(code)
        yield source.finding(place_of(header, code, "country"), "unknown-country", message, hint)


def _missing(dossier: Dossier[Any], message: str, hint: str) -> Finding:
    return dossier.source.finding(dossier.place("name"), "no-country", message, hint, WARNING)


def _unknown(dossier: Dossier[Any], code: str, *names: str) -> Finding:
    message, hint = _explain(code)
    return dossier.source.finding(dossier.place(*names), "unknown-country", message, hint)


def _meant(code: str) -> CountryFacts | None:
    """The country that a usual slip means."""
    return country_facts(_USUAL_SLIPS.get(code, ""))


def _explain(code: str) -> tuple[str, str]:
    message = _("no country has the code '{code}'").format(code=code)
    if meant := _meant(code):
        return message, _("did you mean '{code}', {name}?").format(code=meant.code, name=meant.name)
    return message, _("write the two letters of ISO 3166, as in de for Germany")
