"""A dossier in a few lines: who that is, how things stand, what must not be overlooked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dossierkit.editor.page import Page
from dossierkit.editor.turns import days_ago, days_ahead, last_touch, next_turn, turns
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.translation import _, word

MOST_PEOPLE = 8


def brief(workspace: Workspace, kind: str, dossier_id: str) -> Page | None:
    """The portrait of a dossier in brief; None if there is none. No sensitive fact is in it."""
    if dossier_id not in workspace.around.ids(kind):
        return None
    dossier = workspace.dossier(kind, dossier_id)
    if dossier is None:
        return Page(dossier_id, (_("its file can't be read: dossier check says why"),))
    lines = _LINES[kind](workspace, dossier)
    return Page(f"{dossier.facts.name} ({dossier_id})", tuple(filter(None, lines)))


def _of_customer(workspace: Workspace, dossier: Dossier[Customer]) -> Iterator[str]:
    facts, today = dossier.facts, workspace.today
    if facts.consent.do_not_contact:
        yield _("ASKED NOT TO BE CONTACTED")
    company = workspace.book.company_of(facts)
    firm = company.facts.name if company else (facts.company or "")
    country = workspace.book.country_code(facts) or ""
    yield ", ".join(filter(None, (facts.position.title, firm, country)))
    stands = (
        _("stage {word}").format(word=word(facts.stage, "stage")) if facts.stage else "",
        _("intent {word}").format(word=word(facts.intent, "intent")) if facts.intent else "",
        _("owner {word}").format(word=facts.owner) if facts.owner else "",
        _("likes {word} best").format(word=word(facts.reach.prefers, "channel"))
        if facts.reach.prefers
        else "",
    )
    yield ", ".join(filter(None, stands))
    touch = last_touch(dossier, today)
    if touch is not None:
        ago = days_ago(touch.date, today)
        yield _("last touch {ago}: {event}, {text}").format(
            ago=ago, event=word(touch.event, "event"), text=touch.text[:80]
        )
    turn = next_turn(turns(workspace, dossier))
    if turn is not None and turn.due is not None:
        when = days_ahead(turn.due, today)
        yield _("due {day}, {when}: {text}").format(day=turn.due, when=when, text=turn.text)


def _of_company(workspace: Workspace, dossier: Dossier[Company]) -> Iterator[str]:
    facts = dossier.facts
    yield ", ".join(filter(None, (facts.legal_name, word(facts.type or "", "type"), facts.country)))
    terms = facts.terms
    yield ", ".join(filter(None, (terms.incoterm, terms.place, terms.payment, terms.currency)))
    people = [
        known.name or one
        for one, known in workspace.around.known("customer")
        if known.company == dossier.id
    ]
    if people:
        shown = ", ".join(people[:MOST_PEOPLE]) + (" …" if len(people) > MOST_PEOPLE else "")
        yield _("people: {names}").format(names=shown)


def _of_country(workspace: Workspace, dossier: Dossier[Country]) -> Iterator[str]:
    facts = dossier.facts
    yield ", ".join(filter(None, (*facts.languages, facts.currency, *facts.timezones[:1])))
    if facts.weekend:
        days = " ".join(word(day, "weekend") for day in facts.weekend)
        yield _("weekend: {days}").format(days=days)
    if facts.certification:
        yield _("certification: {marks}").format(marks=", ".join(facts.certification))


def _of_member(workspace: Workspace, dossier: Dossier[Member]) -> Iterator[str]:
    facts = dossier.facts
    yield ", ".join(filter(None, (facts.title, facts.email, *facts.phone[:1])))


_LINES: dict[str, Callable[[Workspace, Dossier[Any]], Iterator[str]]] = {
    "customer": _of_customer,
    "company": _of_company,
    "country": _of_country,
    "member": _of_member,
}
