"""`event`: exhibitions, anniversaries, certificates that end, our own long holidays (M16, M45)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossierkit.book.holiday_names import holiday_name
from dossierkit.book.load import POLICY_PATH
from dossierkit.method.case import Case, Ground, Verdict, own_holidays_near
from dossierkit.method.feasts.long_holidays import LongHoliday, order_before
from dossierkit.schema.company import Company
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, word

_LETTERS = {"exhibition": "exhibition", "anniversary": "greeting"}
"""The kinds of a company's events that are a reason to write, with the letter."""


def event(case: Case) -> Verdict:
    """Due on the day of the event, listed from 30 days before.

    A touch on that day or later closes it, and before it, within the lead, a line of ours with its
    tag: `#exhibition`, `#anniversary`, `#certificate`, `#factory-holiday`. What was over before
    they came to us is no event.
    """
    company = case.company
    grounds = [*_events(case, company), *_certificates(case, company)] if company else []
    grounds += _own_holidays(case)
    return grounds or _("no event of theirs or ours is near")


def _events(case: Case, company: Dossier[Company]) -> Iterator[Ground]:
    for number, event in enumerate(company.facts.events):
        if event.date is None or event.kind not in _LETTERS:
            continue
        day = event.date.first_day()
        if _is_open(case, day, event.kind):
            line = company.line("events", number, "date")
            words = f": {event.text}" if event.text else ""
            text = _("{kind} of {name} on {date}{words}").format(
                kind=word(event.kind, "kind"), name=company.facts.name, date=event.date, words=words
            )
            yield _ground(case, text, day, company.path, line, _LETTERS[event.kind])


def _certificates(case: Case, company: Dossier[Company]) -> Iterator[Ground]:
    for number, certificate in enumerate(company.facts.compliance):
        if certificate.until is not None and _is_open(case, certificate.until, "certificate"):
            line = company.line("compliance", number, "until")
            text = _("{name} ends on {until}").format(
                name=certificate.name or _("a certificate"), until=certificate.until
            )
            yield _ground(case, text, certificate.until, company.path, line, None)


def _is_open(case: Case, day: date, tag: str) -> bool:
    """Whether an event is near, or was missed, and nothing has closed it."""
    lead, origin = case.figures.event_lead.before(day), case.customer.source.date
    is_before_us = origin is not None and day < origin.first_day()
    if lead > max(case.on, case.horizon) or is_before_us or case.touched_since(day):
        return False
    return not _is_told(case, lead, tag)


def _is_told(case: Case, lead: date, tag: str) -> bool:
    return any(tag in touch.tags and touch.goes_out for touch in case.course if touch.date >= lead)


def _ground(case: Case, text: str, day: date, path: str, line: int, letter: str | None) -> Ground:
    lead = case.figures.event_lead.before(day)
    return Ground(text, day, day, path, line, lead=lead, letter=letter)


def _own_holidays(case: Case) -> Iterator[Ground]:
    """Notices of our own holidays, for those who might order: due on the day by which they must
    order (or the first day of the holiday, where no lead time is known), until its end."""
    open_since = case.open_since
    if open_since is None:
        return
    line, holidays = case.book.policy.lines.get("country", 1), case.own_holidays
    if holidays is None:
        holidays = own_holidays_near(case.book, case.on, case.horizon)
    for holiday in holidays:
        due, words = _order_day(case, holiday)
        due = max(due, open_since)
        lead = case.figures.event_lead.before(due)
        is_near = lead <= max(case.on, case.horizon) and case.on <= holiday.last
        if is_near and not _is_told(case, lead, holiday.tag):
            mark = _(" (estimated)") if holiday.estimated else ""
            text = _("our {name}, {first} to {last}{mark}{words}").format(
                name=holiday_name(holiday.name),
                first=holiday.first,
                last=holiday.last,
                mark=mark,
                words=words,
            )
            ground = _ground(case, text, due, POLICY_PATH, line, "factory-holiday")
            yield ground._replace(last=max(due, holiday.first), estimated=holiday.estimated)


def _order_day(case: Case, holiday: LongHoliday) -> tuple[date, str]:
    found = order_before(case.book, case.dossier, holiday)
    if found.sku is None:
        return holiday.first, ""
    return found.day, _("; order before {day} ({sku} takes {lead_days} days)").format(
        day=found.day, sku=found.sku, lead_days=found.lead_days
    )
