"""`no-consent` and `consent-ended`: sensitive facts that nobody agreed to, or not any longer.

Religion, diet and children make greetings warm (M7, M8), and they are nobody's business without
leave: most data protection laws forbid to keep them otherwise. Without a `consent.sensitive` that
is in force they only ever suppress a greeting, never prompt one. Which facts are sensitive stands
in their declaration (see docs/fields.md). A consent that names its end (`until`) is in force up to
and including that day.

PASS: `religion: hindu`, and `consent: {sensitive: 2026-10-19 told me himself}`
FAIL: `religion: hindu`, and no such consent; or one `until 2026-11-20`, on the 21st
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import Days
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import hidden_facts
from dossierkit.text.finding import WARNING, Finding


def check(customer: Dossier[Customer], given: Given, days: Days) -> Iterator[Finding]:
    """A customer with a sensitive fact and without consent to it in force."""
    agreed = customer.facts.consent.sensitive
    if agreed:
        days.on.turns(agreed.date)
        if agreed.until:
            days.on.turns_after(agreed.until)
    if hidden := hidden_facts(customer.facts, days.on.day):
        yield _finding(customer, hidden, days.on.day)


def _finding(customer: Dossier[Customer], hidden: list[str], on: date) -> Finding:
    said = " and ".join(hidden)
    agreed = customer.facts.consent.sensitive
    code, place = "no-consent", customer.place("consent", "sensitive")
    if agreed is None:
        place = customer.place(*hidden[0].split("."))
        why = "no consent is noted"
        hint = "note when and how they agreed: consent: {sensitive: 2026-10-19 told me}; or delete"
    elif agreed.date > on:
        why = f"their consent begins on {agreed.date}"
        hint = "note the day on which they agreed; or delete"
    else:
        code, why = "consent-ended", f"their consent ended on {agreed.until}"
        hint = "ask them again and note the new day, and how; or delete"
    return customer.source.finding(place, code, f"{said}: sensitive, and {why}", hint, WARNING)
