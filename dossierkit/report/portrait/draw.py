"""The portrait of a dossier of any kind: which sections it has, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dossierkit.book.book import Book
from dossierkit.report.portrait.colleague import member_sections
from dossierkit.report.portrait.company import (
    agreed_rows,
    company_row,
    more_company_rows,
    quality_row,
)
from dossierkit.report.portrait.country import country_rows, more_country_rows
from dossierkit.report.portrait.course import course_rows
from dossierkit.report.portrait.known import Known, know
from dossierkit.report.portrait.person import person_rows, respect_row
from dossierkit.report.portrait.scene import (
    Scene,
    log_table,
    notes_row,
    people_table,
    shared_log,
)
from dossierkit.report.portrait.speech import ask_row, other_language, said, speech_rows
from dossierkit.report.portrait.value import (
    Portrait,
    Row,
    Section,
    Warned,
    listed,
    named,
    row,
    section,
)
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import hidden_facts, shown_facts
from dossierkit.text.translation import _

_LATEST = 3
"""How many lines of a log the portrait of a customer has room for."""
_MOST_LINES = 2
"""How many lines of a terminal their notes, their company and its wishes may take each."""


def portrait(dossier: Dossier[Any], scene: Scene) -> Portrait:
    """The portrait of a dossier on the day of a scene; sections that say nothing are left out."""
    match dossier.facts:
        case Customer():
            about, sections = _customer(dossier, scene)
        case Company():
            about, sections = _company(dossier, scene)
        case Country():
            about = [listed(dossier.facts.languages, _("letters in"))]
            sections = _country(dossier, scene)
        case _:
            about, sections = [dossier.facts.title], member_sections(dossier, scene)
    return Portrait(
        id=dossier.id,
        name=_heading(dossier, scene.book),
        path=dossier.path,
        about=tuple(part for part in about if part),
        warnings=tuple(_warnings(dossier)),
        sections=tuple(one for one in sections if one.items),
    )


def _heading(dossier: Dossier[Any], book: Book) -> str:
    is_country = isinstance(dossier.facts, Country)
    return book.country_name(dossier.id) if is_country else dossier.facts.name or dossier.id


_Parts = tuple[list[str | None], list[Section]]


def _customer(dossier: Dossier[Customer], scene: Scene) -> _Parts:
    book = scene.book
    known = know(dossier, scene)
    customer = shown_facts(dossier.facts, scene.on)
    hidden = hidden_facts(dossier.facts, scene.on)
    company = book.company_of(customer)
    code = book.country_code(customer)
    about = [
        customer.position.title,
        company.facts.name if company else customer.company,
        book.country_name(code) if code else None,
        named(_("owner"), customer.owner),
        listed(customer.tags),
    ]
    terms = agreed_rows(known.agreed)
    if company:
        quality = quality_row(company.facts.terms, _MOST_LINES)
        terms = [company_row(company, scene, _MOST_LINES), *terms, quality]
    return about, [
        section(
            _("First of all"), [respect_row(customer, hidden), _never(known, scene)], joins=True
        ),
        section(
            _("The person"),
            [*person_rows(customer, book), notes_row(dossier, _MOST_LINES)],
            joins=True,
        ),
        section(_("Where it stands"), course_rows(known, book)),
        section(_("What to say"), speech_rows(known, scene.language), joins=True),
        section(_("Company and country"), [*terms, *(country_rows(code, scene) if code else [])]),
        section(_("The latest"), [log_table(dossier, _LATEST)], joins=True),
        section(_("The company's own log"), [log_table(company, _LATEST)] if company else []),
    ]


def _company(dossier: Dossier[Company], scene: Scene) -> _Parts:
    from dossierkit.method.knowing.completeness import completeness
    from dossierkit.method.selling.agreed import agreed

    book, company = scene.book, dossier.facts
    people = book.staff_of(dossier.id)
    known = completeness(book, dossier, scene.on, language=scene.language)
    code = company.country
    return [company.legal_name, book.country_name(code) if code else None], [
        section(
            _("The company"),
            [
                company_row(dossier, scene),
                *agreed_rows(agreed(dossier)),
                quality_row(company.terms),
                *more_company_rows(company, scene.on),
                notes_row(dossier),
                ask_row(known, known.gaps, scene.language),
            ],
        ),
        section(_("People"), [people_table(people, scene.on)]),
        section(_("The country"), country_rows(code, scene) if code else []),
        section(_("The latest"), [log_table(dossier)]),
        section(_("The latest of these people"), [shared_log(people)]),
    ]


def _country(dossier: Dossier[Country], scene: Scene) -> list[Section]:
    from dossierkit.method.knowing.completeness import completeness

    book = scene.book
    companies = [c.facts.name for c in book.companies.values() if c.facts.country == dossier.id]
    people = book.people_in(dossier.id)
    known = completeness(book, dossier, scene.on, language=scene.language)
    return [
        section(
            _("The country"),
            [
                *country_rows(dossier.id, scene, whole=True),
                *more_country_rows(dossier.facts),
                notes_row(dossier),
                ask_row(known, known.gaps, scene.language),
            ],
        ),
        section(_("Companies"), [row(_("Companies"), [listed(companies)])]),
        section(_("People"), [people_table(people, scene.on)]),
        section(_("The latest"), [log_table(dossier)]),
    ]


def _never(known: Known, scene: Scene) -> Row:
    """The advice that comes before all else: what never to do, where no line above says it."""
    dossier = known.case.dossier
    above = [dossier.line(name) for name in ("taboos", "consent")]
    never = [
        said(one)
        for one in known.advice
        if one.is_taboo and not (one.path == dossier.path and one.line in above)
    ]
    language = other_language(scene.language)
    return row(_("Never"), never, "list", language=language, is_grave=True)


def _warnings(dossier: Dossier[Any]) -> Iterable[Warned]:
    """What nobody may overlook: a wish not to be contacted, or to get no bulk mail."""
    facts = dossier.facts
    if not isinstance(facts, Customer):
        return
    place = f"{dossier.path}:{dossier.line('consent')}"
    if facts.consent.do_not_contact:
        yield Warned(
            _("DO NOT CONTACT: they asked us not to ({place})").format(place=place), is_grave=True
        )
    elif facts.consent.marketing == "refused":
        yield Warned(
            _("NO BULK MAIL: they refused it ({place})").format(place=place), is_grave=False
        )
