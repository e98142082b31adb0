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
from dossierkit.text.translation import _


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
    said = _(" and ").join(hidden)
    agreed = customer.facts.consent.sensitive
    code, place = "no-consent", customer.place("consent", "sensitive")
    if agreed is None:
        place = customer.place(*hidden[0].split("."))
        why = _("no consent is noted")
        hint = _(
            "note when and how they agreed: consent: {sensitive: 2026-10-19 told me}; or delete"
        )
    elif agreed.date > on:
        why = _("their consent begins on {date}").format(date=agreed.date)
        hint = _("note the day on which they agreed; or delete")
    else:
        code, why = "consent-ended", _("their consent ended on {until}").format(until=agreed.until)
        hint = _("ask them again and note the new day, and how; or delete")
    return customer.source.finding(
        place, code, _("{said}: sensitive, and {why}").format(said=said, why=why), hint, WARNING
    )
