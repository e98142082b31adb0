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
from dossierkit.book.checks.common import Days, all_companies_and_customers, place_of, policy_file
from dossierkit.book.countries import country_codes, country_facts
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import ERROR, WARNING, Finding

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


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Companies without country, and codes that no country has."""
    known = country_codes()
    for company in book.companies.values():
        if company.facts.country is None and "country" not in company.header.fields:
            yield _missing(company, "the company has no country", "write 'country: de'")
    for dossier in all_companies_and_customers(book):
        code = dossier.facts.country
        if code and code not in known:
            yield _unknown(dossier, code, "country")
    yield from _country_files(book, known)
    if book.policy.country and book.policy.country not in known:
        source, header, _ = policy_file(book)
        offset = place_of(header, book.policy.country, "country")
        message, hint = _explain(book.policy.country)
        yield source.finding(offset, "unknown-country", message, hint)


def _country_files(book: Book, known: frozenset[str]) -> Iterator[Finding]:
    for country in book.countries.values():
        if country.id not in known:
            message, hint = _explain(country.id)
            hint = hint.replace("write", "name the file by")
            yield Finding(country.path, 1, 1, ERROR, "unknown-country", message, hint)
        calendar = country.facts.holidays.calendar
        if calendar and calendar.lower() not in known:
            yield _unknown(country, calendar.lower(), "holidays", "calendar")


def _missing(dossier: Dossier[Any], message: str, hint: str) -> Finding:
    return dossier.source.finding(dossier.place("name"), "no-country", message, hint, WARNING)


def _unknown(dossier: Dossier[Any], code: str, *names: str) -> Finding:
    message, hint = _explain(code)
    return dossier.source.finding(dossier.place(*names), "unknown-country", message, hint)


def _explain(code: str) -> tuple[str, str]:
    message = f"no country has the code '{code}'"
    meant = country_facts(_USUAL_SLIPS.get(code, ""))
    if meant:
        return message, f"did you mean '{meant.code}', {meant.name}?"
    return message, "write the two letters of ISO 3166, as in de for Germany"
