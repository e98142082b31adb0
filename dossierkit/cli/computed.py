"""Fields that stand in no file: what follows on a day from the log and from references."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import partial
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.fields import Computed, Field
from dossierkit.method.touches import standing, touches
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.times import DATE
from dossierkit.schema.types import NUMBER, Choice

STANDING = Choice("prospect", "customer", "lapsed")


def computed_fields(book: Book, on: date) -> Computed:
    """The fields that `list` computes, by kind: last touch, standing, and who belongs to whom.

    A company's last touch is that of its people, or in its own log.
    """
    people: dict[str, list[Dossier[Any]]] = defaultdict(list)
    for customer in book.customers.values():
        people[customer.facts.company or ""].append(customer)
    lands = Counter(book.country_code(customer.facts) for customer in book.customers.values())
    seats = Counter(company.facts.country for company in book.companies.values())
    owned = Counter(customer.facts.owner for customer in book.customers.values())
    figures = book.policy.follow_up

    def stands(dossier: Dossier[Any]) -> list[str]:
        return [standing(touches(dossier.log, on), on, figures)]

    def last_at(dossier: Dossier[Any]) -> list[date]:
        every = [day for one in (dossier, *people[dossier.id]) for day in last_touch(on, one)]
        return [max(every)] if every else []

    def count(name: str, counted: Counter[str | None]) -> Field:
        return Field(name, NUMBER, lambda dossier: [counted[dossier.id]])

    staff: Counter[str | None] = Counter(
        {company: len(members) for company, members in people.items()}
    )
    last = Field("last", DATE, partial(last_touch, on))
    return {
        "customer": {"last": last, "standing": Field("standing", STANDING, stands)},
        "company": {"last": Field("last", DATE, last_at), "people": count("people", staff)},
        "country": {
            "companies": count("companies", seats),
            "customers": count("customers", lands),
        },
        "member": {"customers": count("customers", owned)},
    }


def last_touch(on: date, dossier: Dossier[Any]) -> list[date]:
    """The day of the last touch in a dossier's own log, if there is one."""
    days = [line.date for line in dossier.log.lines if line.is_touch and line.date <= on]
    return [max(days)] if days else []
