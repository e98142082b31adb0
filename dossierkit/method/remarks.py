"""Remarks beside a follow-up: colleagues who were mailed, contacts that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.method.action import BULK
from dossierkit.method.case import Case
from dossierkit.method.touches import contacts_without_order
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import kept_sensitive
from dossierkit.text.translation import _, word


class BulkMail(NamedTuple):
    """A letter of a kind that goes to many: who got it, when, and where it is logged."""

    id: str
    position: int
    name: str
    event: str
    date: date


Mailed: TypeAlias = Iterable[BulkMail]


def bulk_mail(book: Book, on: date) -> dict[str, list[BulkMail]]:
    """By company: who got which bulk mail within the last days up to `on` (M36).

    Nobody who asked not to be contacted is named.
    """
    return book.once(("bulk mail", on), lambda: _bulk_mail(book, on))


def _bulk_mail(book: Book, on: date) -> dict[str, list[BulkMail]]:
    found: dict[str, list[BulkMail]] = {}
    for dossier in book.customers.values():
        for mail in _lately(book, dossier, on):
            found.setdefault(dossier.facts.company or "", []).append(mail)
    return found


def bulk_mail_at(book: Book, company: str | None, on: date) -> list[BulkMail]:
    """What `bulk_mail` gives of one company."""
    staff = book.staff_of(company) if company else []
    return [mail for dossier in staff for mail in _lately(book, dossier, on)]


def _lately(book: Book, dossier: Dossier[Customer], on: date) -> list[BulkMail]:
    within = book.policy.follow_up.ceiling.colleague
    return [mail for mail in bulk_mail_to(dossier) if mail.date <= on <= within.after(mail.date)]


def bulk_mail_to(dossier: Dossier[Customer]) -> list[BulkMail]:
    """All the bulk mail that somebody got of whom their colleagues may know."""
    facts = dossier.facts
    if not facts.company or facts.consent.do_not_contact:
        return []
    return [
        BulkMail(dossier.id, line.position, facts.name, line.event, line.date)
        for line in dossier.log.lines
        if line.event in BULK and line.goes_out
    ]


def remarks(case: Case, mailed: Mailed) -> tuple[str, ...]:
    """What to know before acting on a case; `mailed` is the bulk mail to everybody of its
    company."""
    return (
        *colleagues_mailed(case.dossier.id, mailed),
        *_contacts(case),
        *_snooze(case),
        *_consent(case),
        *_calendar(case),
    )


def colleagues_mailed(dossier_id: str, mailed: Mailed) -> list[str]:
    """What colleagues of somebody got, by their ids, each in the order of their log."""
    return [
        _("{name} of the same company got a {event} on {date}").format(
            name=mail.name, event=word(mail.event, "event"), date=mail.date
        )
        for mail in sorted(mailed)
        if mail.id != dossier_id
    ]


def _contacts(case: Case) -> list[str]:
    """The count after which to think again about the intent (M34)."""
    contacts, intent = case.figures.contacts, case.customer.intent
    limit = {"interested": contacts.interested, "hesitant": contacts.hesitant}.get(intent or "")
    count = contacts_without_order(case.course)
    if limit is None or case.is_customer or count < limit:
        return []
    return [
        _("{count} contacts as '{intent}' without an order: think again about the intent").format(
            count=count, intent=intent
        )
    ]


def _snooze(case: Case) -> list[str]:
    snooze = case.customer.snooze
    return (
        [_("snoozed until {snooze}").format(snooze=snooze)]
        if snooze and snooze.date >= case.on
        else []
    )


def _consent(case: Case) -> list[str]:
    """That consent to sensitive facts ends soon, or has ended (promise 31)."""
    agreed = case.customer.consent.sensitive
    kept = kept_sensitive(case.customer)
    if not kept or agreed is None or agreed.until is None:
        return []
    if agreed.until < case.on:
        what = ", ".join(kept)
        return [
            _("their consent ended on {until}: ask them again, or delete {what}").format(
                until=agreed.until, what=what
            )
        ]
    is_near = case.figures.event_lead.before(agreed.until) <= case.on
    return (
        [_("their consent ends on {until}: ask them again").format(until=agreed.until)]
        if is_near
        else []
    )


def _calendar(case: Case) -> list[str]:
    """That nothing is known of their holidays: then every day looks like a working day (M20)."""
    code = case.book.country_code(case.customer)
    if code is None or case.calendar.has_holidays(case.on.year):
        return []
    return [
        _("no holiday data for '{code}' in {year}: only the weekend is known there").format(
            code=code, year=case.on.year
        )
    ]
