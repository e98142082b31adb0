"""The portrait of a dossier, for a person's eyes: one screen with all that matters now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.cli.output import Column, paint, safe, table
from dossierkit.cli.portrait_company import (
    company_rows,
    country_name,
    country_rows,
    more_company_rows,
    more_country_rows,
    one_line,
)
from dossierkit.cli.portrait_data import notes_of, people_of, sorted_log
from dossierkit.cli.portrait_layout import (
    Row,
    lay_out,
    listed,
    log_lines,
    marks,
    named,
    shared_log,
    subtitle,
)
from dossierkit.cli.portrait_person import person_rows
from dossierkit.method.case import case_of
from dossierkit.method.touches import touches
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.notes import first_paragraph

LATEST = 5
"""How many lines of a log are shown."""


class Scene(NamedTuple):
    """What a portrait is drawn from. `now` is None if the day shown is not today."""

    book: Book
    on: date
    now: datetime | None


def portrait(dossier: Dossier[Any], scene: Scene) -> list[str]:
    """The lines of a dossier's portrait, made safe; sections with an empty line between them."""
    lines: list[str] = []
    for section in filter(None, _sections(dossier, scene)):
        lines += ["", *section] if lines else section
    return lines


def _sections(dossier: Dossier[Any], scene: Scene) -> list[list[str]]:
    match dossier.facts:
        case Customer():
            return _customer(dossier, scene)
        case Company():
            return _company(dossier, scene)
        case Country():
            return _country(dossier, scene)
    return _member(dossier, scene)


def _customer(dossier: Dossier[Customer], scene: Scene) -> list[list[str]]:
    book, customer = scene.book, dossier.facts
    company = book.company_of(customer)
    code = book.country_code(customer)
    case = case_of(book, dossier, scene.on, None)
    about = [
        customer.position.title,
        company.facts.name if company else customer.company,
        country_name(code, book) if code else None,
        named("owner", customer.owner),
    ]
    return [
        [*_warnings(dossier), *_heading(dossier, about)],
        lay_out([*person_rows(case, book), _notes(dossier)]),
        lay_out(company_rows(company.facts) if company else []),
        lay_out(country_rows(code, book, scene.now) if code else []),
        _log(dossier),
        _log(company) if company else [],
    ]


def _company(dossier: Dossier[Company], scene: Scene) -> list[list[str]]:
    company = dossier.facts
    people = people_of(dossier.id, scene.book)
    about = [company.legal_name, company.country and country_name(company.country, scene.book)]
    rows = [*company_rows(company), *more_company_rows(company, scene.on), _notes(dossier)]
    country = country_rows(company.country, scene.book, scene.now) if company.country else []
    return [
        _heading(dossier, about),
        lay_out(rows),
        _people(people, scene.on),
        lay_out(country),
        _log(dossier),
        shared_log({person.id: sorted_log(person) for person in people}, LATEST),
    ]


def _country(dossier: Dossier[Country], scene: Scene) -> list[list[str]]:
    book = scene.book
    companies = [c.facts.name for c in book.companies.values() if c.facts.country == dossier.id]
    people = [c for c in book.customers.values() if book.country_code(c.facts) == dossier.id]
    rows = country_rows(dossier.id, book, scene.now, whole=True)
    return [
        _heading(dossier, [listed(dossier.facts.languages, "letters in")]),
        lay_out([*rows, *more_country_rows(dossier.facts), _notes(dossier)]),
        lay_out([Row("Companies", [listed(companies)])]),
        _people(people, scene.on),
        _log(dossier),
    ]


def _member(dossier: Dossier[Member], scene: Scene) -> list[list[str]]:
    member = dossier.facts
    own = [c for c in scene.book.customers.values() if c.facts.owner == dossier.id]
    rows = [
        Row(
            "Reach",
            [
                member.email,
                listed(member.phone),
                named("whatsapp", member.whatsapp),
                named("wechat", member.wechat),
            ],
        ),
        Row("Writes", [listed(member.languages)]),
        Row("Signs", (member.signature or "").splitlines(), one_a_line=True),
        marks(member.tags, member.custom),
        _notes(dossier),
    ]
    return [
        _heading(dossier, [member.title]),
        lay_out(rows),
        _people(own, scene.on),
        _log(dossier),
    ]


def _heading(dossier: Dossier[Any], about: Sequence[str | None]) -> list[str]:
    name = paint(safe(dossier.facts.name or dossier.id), "bold")
    return [f"{name} ({dossier.id})", *subtitle(about)]


def _warnings(dossier: Dossier[Customer]) -> list[str]:
    """What nobody may overlook: a wish not to be contacted, or to get no bulk mail."""
    consent = dossier.facts.consent
    place = f"{dossier.path}:{dossier.line('consent')}"
    if consent.do_not_contact:
        return [paint(safe(f"DO NOT CONTACT: they asked us not to ({place})"), "red")]
    if consent.marketing == "refused":
        return [paint(safe(f"NO BULK MAIL: they refused it ({place})"), "yellow")]
    return []


def _notes(dossier: Dossier[Any]) -> Row:
    return Row("Notes", [one_line(first_paragraph(notes_of(dossier)))])


def _log(dossier: Dossier[Any]) -> list[str]:
    return log_lines(dossier.path, sorted_log(dossier), LATEST)


def _people(people: Sequence[Dossier[Customer]], on: date) -> list[str]:
    """A line for each person, those last spoken with first."""
    rows = []
    for person in people:
        course = touches(person.log, on)
        last = str(course[-1].date) if course else ""
        role = person.facts.position
        rows.append(
            [person.id, person.facts.name, role.title or "", person.facts.stage or "", last]
        )
    if not rows:
        return []
    columns = (
        Column("WHO"),
        Column("NAME", shrinks=True),
        Column("TITLE", shrinks=True),
        Column("STAGE"),
        Column("LAST"),
    )
    return table(columns, sorted(rows, key=lambda row: row[-1], reverse=True))
