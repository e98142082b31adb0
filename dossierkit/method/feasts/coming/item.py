"""What comes on a day, and whom it concerns."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

KINDS = ("greeting", "care", "order-before", "closed", "event", "certificate", "feast", "day-off")
"""In this order on one day: what asks for a word to somebody comes before what is to be known."""


class Concerned(NamedTuple):
    """A customer whom it concerns, by id, and the place of the fact that says so; `note` says
    what is special to them."""

    id: str
    path: str
    line: int
    note: str = ""


class Coming(NamedTuple):
    """Something that comes, from `first` to `last` (the same day for most).

    `kind` is one of KINDS; `occasion` is a fixed name where there is one (`birthday`,
    `national-day` …). `country` and `company` are ids. `estimated`: the day depends on a sighting
    of the moon, or is not announced yet. `neutral`: greeted in neutral words only. `path` and
    `line` are the place of the fact, None where the packaged calendar says so.
    """

    kind: str
    title: str
    first: date
    last: date
    occasion: str | None = None
    country: str | None = None
    company: str | None = None
    estimated: bool = False
    neutral: bool = False
    people: tuple[Concerned, ...] = ()
    path: str | None = None
    line: int | None = None
    url: str | None = None


class Scope(NamedTuple):
    """Of whom to tell: customers and companies, and countries by code."""

    customers: tuple[Dossier[Customer], ...]
    companies: tuple[Dossier[Company], ...]
    countries: tuple[str, ...]
