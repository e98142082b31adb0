"""All that is coming in a span of days, for a circle of people (M16, M20, M42, M45)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.companies import events
from dossierkit.method.feasts.coming.countries import days_of_countries
from dossierkit.method.feasts.coming.item import KINDS, Coming, Concerned, Scope
from dossierkit.method.feasts.coming.ours import our_holidays
from dossierkit.method.feasts.coming.people import occasions


def coming(book: Book, scope: Scope, since: date, until: date) -> list[Coming]:
    """What comes from a day to another, both included, by day, then kind and title.

    Nothing is told of people who asked not to be contacted (M36).
    """
    customers = [one for one in scope.customers if not one.facts.consent.do_not_contact]
    people: dict[str, list[Concerned]] = defaultdict(list)
    staff: dict[str, list[Concerned]] = defaultdict(list)
    for dossier in customers:
        who = Concerned(dossier.id, dossier.path, 1)
        people[book.country_code(dossier.facts) or ""].append(who)
        staff[dossier.facts.company or ""].append(who)
    found = [
        *occasions(book, customers, since, until),
        *our_holidays(book, customers, since, until),
        *events(scope.companies, staff, since, until),
        *days_of_countries(book, scope.countries, people, since, until),
    ]
    return sorted(found, key=_order)


def _order(item: Coming) -> tuple[date, int, str, str, str, list[str]]:
    ids = [one.id for one in item.people]
    country, company = item.country or "", item.company or ""
    return item.first, KINDS.index(item.kind), item.title, country, company, ids
