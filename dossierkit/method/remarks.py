"""Remarks beside a follow-up: colleagues who were mailed, contacts that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from dossierkit.book.book import Book
from dossierkit.method.action import BULK
from dossierkit.method.case import Case
from dossierkit.method.touches import contacts_without_order
from dossierkit.schema.sensitive import kept_sensitive
from dossierkit.text.event import LogLine


def bulk_mail(book: Book, on: date) -> dict[str, list[tuple[str, LogLine]]]:
    """By company: who got which bulk mail within the last days up to `on` (M36).

    Nobody who asked not to be contacted is named.
    """
    within = book.policy.follow_up.ceiling.colleague
    found: dict[str, list[tuple[str, LogLine]]] = {}
    for dossier in book.customers.values():
        if not dossier.facts.company or dossier.facts.consent.do_not_contact:
            continue
        for line in dossier.log.lines:
            is_bulk = line.event in BULK and line.goes_out
            if is_bulk and line.date <= on <= within.after(line.date):
                found.setdefault(dossier.facts.company, []).append((dossier.id, line))
    return found


def remarks(
    case: Case, book: Book, mailed: dict[str, list[tuple[str, LogLine]]]
) -> tuple[str, ...]:
    """What to know before acting on a case."""
    customer = case.customer
    colleagues = mailed.get(customer.company or "", ())
    return (
        *_colleagues(case, book, colleagues),
        *_contacts(case),
        *_snooze(case),
        *_consent(case),
        *_calendar(case, book),
    )


def _colleagues(case: Case, book: Book, mailed: Iterable[tuple[str, LogLine]]) -> list[str]:
    return [
        f"{book.customers[other].facts.name} of the same company got a {line.event} on {line.date}"
        for other, line in sorted(mailed, key=itemgetter(0))
        if other != case.dossier.id
    ]


def _contacts(case: Case) -> list[str]:
    """The count after which to think again about the intent (M34)."""
    contacts, intent = case.figures.contacts, case.customer.intent
    limit = {"interested": contacts.interested, "hesitant": contacts.hesitant}.get(intent or "")
    count = contacts_without_order(case.course)
    if limit is None or case.is_customer or count < limit:
        return []
    return [f"{count} contacts as '{intent}' without an order: think again about the intent"]


def _snooze(case: Case) -> list[str]:
    snooze = case.customer.snooze
    return [f"snoozed until {snooze}"] if snooze and snooze.date >= case.on else []


def _consent(case: Case) -> list[str]:
    """That consent to sensitive facts ends soon, or has ended (promise 31)."""
    agreed = case.customer.consent.sensitive
    kept = kept_sensitive(case.customer)
    if not kept or agreed is None or agreed.until is None:
        return []
    if agreed.until < case.on:
        what = ", ".join(kept)
        return [f"their consent ended on {agreed.until}: ask them again, or delete {what}"]
    is_near = case.figures.event_lead.before(agreed.until) <= case.on
    return [f"their consent ends on {agreed.until}: ask them again"] if is_near else []


def _calendar(case: Case, book: Book) -> list[str]:
    """That nothing is known of their holidays: then every day looks like a working day (M20)."""
    code = book.country_code(case.customer)
    if code is None or case.calendar.has_holidays(case.on.year):
        return []
    return [f"no holiday data for '{code}' in {case.on.year}: only the weekend is known there"]
