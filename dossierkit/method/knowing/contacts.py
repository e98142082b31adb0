"""Who is known at a company: those that buy through one person only, and who can tell of it.

Assistants, secretaries and users let you in and know of plans (M41); a friendly customer elsewhere
can tell you about a prospect (M17).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from dossierkit.book.noted import LINKS, several
from dossierkit.method.knowing.completeness import Knowledge
from dossierkit.method.touches import standing, touches
from dossierkit.schema.company import Company
from dossierkit.schema.customer import RAPPORTS, Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.packaged import packaged

QUOTE_RUNS = timedelta(days=90)
"""How long a quote without a last day counts as running."""

_TIES = ("friendly", "refers")
_ROLES = "method/knowing/roles.yaml"


class OneContact(NamedTuple):
    """A company that buys where one person is known: why it counts as buying (the order or the
    running quote, with its place), and who else is worth knowing, as words of `meet`."""

    company: Dossier[Company]
    person: Dossier[Customer]
    reason: LogLine
    path: str
    meet: tuple[str, ...]


def one_contacts(knowledge: Knowledge) -> list[OneContact]:
    """The companies with an order in the last 365 days or a running quote where only one person is
    known, by id; not those whose only person asked not to be contacted."""
    found = []
    for company in knowledge.book.companies.values():
        people = knowledge.book.staff_of(company.id)
        if len(people) != 1 or people[0].facts.consent.do_not_contact:
            continue
        person = people[0]
        if _others(company.facts, person):
            continue
        deals = [(deal, one.path) for one in (person, company) for deal in _deals(knowledge, one)]
        if deals:
            reason, path = max(deals, key=lambda deal: (deal[0].event == "order", deal[0].date))
            meet = tuple(_unknown_roles(person.facts, company.facts))
            found.append(OneContact(company, person, reason, path, meet))
    return sorted(found, key=lambda one: one.company.id)


def role_text(role: str, language: str) -> str:
    """A role of `meet`, in `en` or `zh`."""
    text: str = packaged(_ROLES)[role][language]
    return text


def who_can_tell(knowledge: Knowledge, dossier: Dossier[Any]) -> list[Dossier[Customer]]:
    """The customers elsewhere who may be asked about a customer, a company or a country, the
    closest first: whoever sent them, people of friendly or referring companies, and for a country
    those who live there and trust us. With all of them there is a real conversation (M17, M32).
    Nobody is asked about somebody who asked to be left alone."""
    found: dict[str, Dossier[Customer]] = {}
    for person in _acquaintances(knowledge, dossier):
        rapport = person.facts.rapport
        is_close = rapport in RAPPORTS[1:] and not person.facts.consent.do_not_contact
        if is_close and person.id != dossier.id:
            found[person.id] = person
    return sorted(found.values(), key=lambda one: (-_closeness(one), one.id))


def _closeness(person: Dossier[Customer]) -> int:
    return RAPPORTS.index(person.facts.rapport or RAPPORTS[0])


def _acquaintances(knowledge: Knowledge, dossier: Dossier[Any]) -> Iterator[Dossier[Customer]]:
    book, facts = knowledge.book, dossier.facts
    if isinstance(facts, Customer) and facts.consent.do_not_contact:
        return
    if dossier is book.countries.get(dossier.id):
        yield from (one for one in book.people_in(dossier.id) if _closeness(one) >= 2)
        return
    company = dossier if isinstance(facts, Company) else None
    if isinstance(facts, Customer):
        company = book.company_of(facts)
        sender = book.customers.get(facts.source.referred_by or "")
        yield from [sender] if sender else []
    for friend in _friends(knowledge, company) if company else ():
        yield from knowledge.book.staff_of(friend)


def _friends(knowledge: Knowledge, company: Dossier[Company]) -> Iterator[str]:
    """The companies that a company is on good terms with, whichever of the two says so."""
    for link in company.facts.links:
        if link.how in _TIES and link.company:
            yield link.company
    book = knowledge.book
    linked = [one for one, note in book.noted(LINKS).items() if company.id in several(note)]
    for other in map(book.companies.__getitem__, linked):
        if any(link.company == company.id and link.how in _TIES for link in other.facts.links):
            yield other.id


def _others(company: Company, person: Dossier[Customer]) -> bool:
    """Whether the organisation names somebody else."""
    known = {person.id, person.facts.name.casefold()}
    return any(role.person and role.person.casefold() not in known for role in company.org)


def _deals(knowledge: Knowledge, dossier: Dossier[Any]) -> list[LogLine]:
    """The last order if it makes an actual customer, and the last quote if it still runs."""
    on, figures = knowledge.on, knowledge.book.policy.follow_up
    course = touches(dossier.log, on)
    found = []
    if standing(course, on, figures) == "customer":
        found.append([touch for touch in course if touch.event == "order"][-1])
    last = [touch for touch in course if touch.event in ("quote", "order", "lost")][-1:]
    return found + [touch for touch in last if touch.event == "quote" and _runs(touch, on)]


def _runs(quote: LogLine, on: date) -> bool:
    return quote.valid >= on if quote.valid else on - quote.date <= QUOTE_RUNS


def _unknown_roles(person: Customer, company: Company) -> Iterator[str]:
    titles: Sequence[str | None] = (person.position.title, *(role.role for role in company.org))
    text = " ".join(filter(None, titles)).casefold()
    for role, said in packaged(_ROLES).items():
        decides = role == "decision-maker" and person.position.authority == "decision-maker"
        if not decides and not any(word in text for word in said["words"]):
            yield role
