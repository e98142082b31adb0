"""Exhibitions, anniversaries and other events of companies, and certificates that run out (M16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossierkit.method.feasts.coming.item import Coming, Concerned
from dossierkit.schema.company import Company
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, word


def events(
    companies: Sequence[Dossier[Company]],
    people: dict[str, list[Concerned]],
    since: date,
    until: date,
) -> list[Coming]:
    """The events of companies in a span of days, and the last days of their certificates.

    An event whose day is not known counts from the first that it can be. `people` are those who
    work there, by company.
    """
    found: list[Coming] = []
    for company in companies:
        who = tuple(people.get(company.id, ()))
        every = [*_events(company), *_certificates(company)]
        found += [one._replace(people=who) for one in every if since <= one.first <= until]
    return found


def _events(company: Dossier[Company]) -> Iterator[Coming]:
    for number, event in enumerate(company.facts.events):
        if event.date is None:
            continue
        day, kind = event.date.first_day(), word(event.kind or "event", "kind")
        when = "" if event.date.day else f" ({event.date})"
        title = f"{kind}: {event.text}{when}" if event.text else f"{kind}{when}"
        yield Coming(
            "event",
            title,
            day,
            day,
            company=company.id,
            path=company.path,
            line=company.line("events", number, "date"),
            url=event.url,
        )


def _certificates(company: Dossier[Company]) -> Iterator[Coming]:
    for number, certificate in enumerate(company.facts.compliance):
        if certificate.until is None:
            continue
        yield Coming(
            "certificate",
            _("{name} runs out").format(name=certificate.name or _("certificate")),
            certificate.until,
            certificate.until,
            company=company.id,
            path=company.path,
            line=company.line("compliance", number, "until"),
        )
