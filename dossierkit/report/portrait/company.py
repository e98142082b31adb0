"""What a portrait says of a company: what it is, and the terms to confirm (M11–M17, M24–M28)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dossierkit.method.selling.agreed import Agreed
from dossierkit.report.portrait.scene import Scene
from dossierkit.report.portrait.value import Part, Row, called, listed, marks, named, one_line, row
from dossierkit.schema.company import Company, CompanyEvent, Link, Terms
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import N_, _, word

_BRAND = {
    "own": N_("own brand"),
    "resells": N_("resells brands"),
    "both": N_("own brand and others"),
}


def company_row(company: Dossier[Company], scene: Scene, most: int | None = None) -> Row:
    """The company in brief."""
    facts = company.facts
    parts = [
        called(facts.type, "type"),
        _one_contact(company, scene, is_brief=most is not None),
        named(_("size"), facts.size),
        _stores(facts.stores),
        _(_BRAND.get(facts.brand or "", "")),
        listed(facts.markets, _("sells in")),
        listed((f"{name} {word(how, 'departments')}" for name, how in facts.departments.items())),
        named(_("price level"), facts.price_level),
        named(_("founded"), facts.founded),
    ]
    return row(_("Company"), parts, most=most)


def _stores(count: int | None) -> str | None:
    if not count:
        return None if count is None else _("no stores")
    return _("{stores} stores").format(stores=count)


def _one_contact(company: Dossier[Company], scene: Scene, *, is_brief: bool) -> str | None:
    """That one person is all we know at a company that buys (M41), and whom else to meet."""
    from dossierkit.method.knowing.completeness import Knowledge
    from dossierkit.method.knowing.contacts import one_contacts, role_text

    people = {person.id: person for person in scene.book.staff_of(company.id)}
    alone = replace(scene.book, companies={company.id: company}, customers=people)
    for found in one_contacts(Knowledge(alone, scene.on)):
        roles = [] if is_brief else [role_text(role, "en") for role in found.meet]
        return _("only one person known there") + (
            _(": meet {roles}").format(roles=_(" or ").join(roles)) if roles else ""
        )
    return None


def agreed_rows(terms: Agreed) -> list[Row]:
    """What to confirm instead of asking again, and what to agree before a quote."""
    missing = listed(one.name for one in terms.before_quoting)
    return [
        row(_("Confirm"), [one.text for one in terms.confirm]),
        row(_("Agree"), [named(_("before quoting:"), missing)]),
    ]


def quality_row(terms: Terms, most: int | None = None) -> Row:
    """How quality is settled, what it adds to the price, and the note on every order (M25)."""
    signed = {True: _("signed sample is the standard"), False: _("no signed sample"), None: None}
    change = terms.price_adjustment
    parts = [
        called(terms.quality, "quality"),
        called(terms.proof, "proof"),
        signed[terms.signed_sample],
        None if change is None else _("list price {change:+} %").format(change=change),
        _rebate(terms),
        named(_("inspect:"), one_line(terms.inspection_note)),
    ]
    return row(_("Quality"), parts, most=most)


def _rebate(terms: Terms) -> str | None:
    rate, payee = terms.rebate.rate, terms.rebate.payee
    if rate is None:
        return None
    return _("rebate {rate} %").format(rate=rate) + (
        _(" to {payee}").format(payee=payee) if payee else ""
    )


def more_company_rows(company: Company, on: date) -> list[Row]:
    """What only the portrait of the company itself has room for."""
    goods = company.products
    held = [
        " ".join(filter(None, (mark.name, named(_("until"), mark.until))))
        for mark in company.compliance
    ]
    site = company.website
    address = site if site and "://" in site else None
    return [
        row(_("Buys"), [listed(company.buys)]),
        row(_("Sells"), [listed(goods.best_sellers), listed(goods.new, _("new:"))]),
        row(_("Strong in"), [listed(company.strengths)]),
        row(_("Against"), [listed(company.competitors)]),
        row(_("Suppliers"), [listed(company.suppliers)]),
        row(_("Holds"), [listed(filter(None, held))]),
        row(_("Ahead"), _events(company, on, is_ahead=True), "lines"),
        row(_("News"), _events(company, on, is_ahead=False), "lines"),
        row(_("Ties"), map(_tie, company.links)),
        row(_("At"), [one_line(company.address), Part(site, address) if site else None]),
        marks(company.tags, company.custom),
    ]


def _events(company: Company, on: date, *, is_ahead: bool) -> list[str]:
    """Events to come, the next first; or those that were, the latest first."""
    chosen = sorted(
        (event.date.first_day(), _event(event))
        for event in company.events
        if event.date and (event.date.first_day() >= on) == is_ahead
    )
    return [text for _unused, text in (chosen if is_ahead else reversed(chosen))]


def _event(event: CompanyEvent) -> str:
    return " ".join(filter(None, (str(event.date), called(event.kind, "kind"), event.text)))


def _tie(link: Link) -> str:
    return " ".join(filter(None, (called(link.how, "how"), link.company)))
