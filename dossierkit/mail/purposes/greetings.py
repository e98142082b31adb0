"""Which occasion a greeting is for, and whether its words must be neutral (M8, M42)."""

from __future__ import annotations

import datetime

from dossierkit.book.book import Book
from dossierkit.method.case import case_of
from dossierkit.method.feasts.kept import kept_between
from dossierkit.method.feasts.occasions import FAITHS
from dossierkit.method.rules.occasion import open_occasions
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

_BACK, _AHEAD = datetime.timedelta(days=7), datetime.timedelta(days=366)


def is_neutral(occasion: str, customer: Customer) -> bool:
    """Whether a greeting may hold no religious words: a feast of a faith, and theirs unknown."""
    return occasion in FAITHS and customer.religion is None


def neutral_fits(book: Book, dossier: Dossier[Customer], occasion: str, day: datetime.date) -> bool:
    """Whether somebody whose religion is unknown may get a neutral word for a religious feast: it
    is a public holiday of their country, and kept by a clear majority there (DESIGN 3.1)."""
    if not is_neutral(occasion, dossier.facts):
        return False
    until = day + _AHEAD if day < datetime.date.max - _AHEAD else datetime.date.max
    since = day - _BACK if day > datetime.date.min + _BACK else datetime.date.min
    kept = kept_between(book, dossier, since, until)
    return any(one.neutral and one.occasion == occasion for one in kept)


def due_occasion(book: Book, dossier: Dossier[Customer], day: datetime.date) -> str | None:
    """The occasion that a greeting is due for: the first that is near and not greeted; None for
    the friendly word of no special day. The anniversary of a company counts as `company`."""
    case = case_of(book, dossier, day, None)
    found = open_occasions(case)
    if found:
        return found[0].occasion
    company = case.company
    events = company.facts.events if company else ()
    lead = case.figures.event_lead
    for event in events:
        if event.kind == "anniversary" and event.date is not None:
            first = event.date.first_day()
            if lead.before(first) <= day and not case.touched_since(first):
                return "company"
    return None
