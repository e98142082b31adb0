"""`unknown-currency` and `unknown-zone`: well-formed codes that nobody knows.

An amount in a currency that does not exist can't be converted and is missing from every report
(M21); in a time zone that does not exist nobody's morning can be told (M42).

Currencies that were replaced (DEM, HRK …) are known: a log keeps what was agreed then.

PASS: `currency: USD` and `timezone: Asia/Shanghai`
FAIL: `currency: UDS` and `timezone: Asia/Shenzhen`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Given, log_place, place_of, policy_file
from dossierkit.book.checks.days import Days
from dossierkit.book.countries import country_codes, country_facts
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.nodes import Mapping
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_MORE_CURRENCIES = (
    "ATS BEF BGN BYR CHE CHF CHW CLF CNH CUC CYP DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF "
    "LVL MTL NLG PTE ROL RUR SIT SKK SLL TRL UYI VEF XAG XAU XDR XPD XPT ZWL"
)


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """Currencies of a log, of terms and of a country, and a country's time zones."""
    facts = dossier.facts
    if isinstance(facts, Company):
        yield from _currency(dossier, facts.terms.currency, "terms", "currency")
    elif isinstance(facts, Country):
        yield from _currency(dossier, facts.currency, "currency")
        for zone in facts.timezones:
            if not is_zone(zone):
                offset = place_of(dossier.header, zone, "timezones")
                yield _unknown_zone(dossier.source, offset, zone)
    for line in dossier.log.lines:
        if line.money and line.money.currency not in currencies():
            offset = log_place(dossier, line, line.money.currency)
            details = _explain_currency(line.money.currency)
            yield dossier.source.finding(offset, "unknown-currency", *details, WARNING)


def _currency(dossier: Dossier[Any], currency: str | None, *names: str) -> Iterator[Finding]:
    if currency and currency not in currencies():
        yield _unknown_currency(dossier.source, dossier.header, currency, *names)


def check_tables(book: Book) -> Iterator[Finding]:
    """Currencies of price lists and rates, and those of the policy with its time zone."""
    yield from _currencies_of_tables(book)
    policy = book.policy
    if policy.timezone and not is_zone(policy.timezone):
        source, header, _unused = policy_file(book.root)
        yield _unknown_zone(source, place_of(header, policy.timezone, "timezone"), policy.timezone)
    if policy.currency and policy.currency not in currencies():
        source, header, _unused_2 = policy_file(book.root)
        yield _unknown_currency(source, header, policy.currency, "currency")


def _currencies_of_tables(book: Book) -> Iterator[Finding]:
    known = currencies()
    rows: list[tuple[str, Any, tuple[str, ...]]] = [
        (prices.path, row, (row.currency,))
        for prices in book.price_lists
        for row in prices.rows.values()
    ]
    rows += [(book.rates.path, rate, (rate.base, rate.quote)) for rate in book.rates.rates]
    for path, row, used in rows:
        for currency in used:
            if currency not in known:
                details = _explain_currency(currency)
                yield Finding(path, row.line, 1, WARNING, "unknown-currency", *details)


@cache
def currencies() -> frozenset[str]:
    """The currencies of the world, and those that old logs may hold."""
    facts = map(country_facts, country_codes())
    return frozenset((*(one.currency for one in facts if one), *_MORE_CURRENCIES.split()))


@cache
def is_zone(name: str) -> bool:
    """Whether the tz database knows a time zone."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _unknown_currency(source: Source, header: Mapping, currency: str, *names: str) -> Finding:
    offset = place_of(header, currency, *names)
    return source.finding(offset, "unknown-currency", *_explain_currency(currency), WARNING)


def _explain_currency(currency: str) -> tuple[str, str]:
    sorted_letters = sorted(currency)
    swapped = [one for one in sorted(currencies()) if sorted(one) == sorted_letters]
    from difflib import get_close_matches

    near = swapped or get_close_matches(currency, sorted(currencies()), 1, 0.6)
    hint = (
        _("did you mean '{near}'?").format(near=near[0])
        if near
        else _("write the three capitals of ISO 4217")
    )
    return _("no currency has the code '{currency}'").format(currency=currency), hint


def _unknown_zone(source: Source, offset: int, zone: str) -> Finding:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    near = get_close_matches(zone, sorted(available_timezones()), 1, 0.75)
    hint = (
        _("did you mean '{near}'?").format(near=near[0]) if near else _("write it as Europe/Berlin")
    )
    return source.finding(
        offset, "unknown-zone", _("there is no time zone '{zone}'").format(zone=zone), hint
    )
