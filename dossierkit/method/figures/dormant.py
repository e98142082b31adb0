"""Customers worth waking: lost over payment terms that we accept by now (M27), or lapsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.method.course.moves import Seen
from dossierkit.method.figures.ledger import Ledger, Person, Value
from dossierkit.method.figures.payment import Payment, read_payment
from dossierkit.schema.company import Company
from dossierkit.schema.dossier import Dossier

_TERMS = re.compile(
    r"payment|terms|(?-i:\bO/?A\b|\bL/?C\b)|open account|letters? of credit|deposit|"
    r"credit|prepay|付款|账期|信用证|定金|预付",
    re.IGNORECASE,
)
_TALK = ("quote", "meeting", "call", "email", "chat", "visit", "fair", "lost")


class Offer(NamedTuple):
    """Payment terms in force now: with which company, since when (None: before history tells),
    and where that is written. `own` are those noted for the sleeper's own company."""

    company: str
    payment: Payment
    text: str
    since: date | None
    path: str
    line: int
    own: bool


class Sleeper(NamedTuple):
    """Somebody lost over payment terms: when (None: only the reason is known), what they wanted as
    far as it is written, and what we have agreed on by now, their own first."""

    id: str
    lost: date | None
    wanted: Payment | None
    words: str
    offers: tuple[Offer, ...]
    value: Value
    path: str
    line: int


class Lapsed(NamedTuple):
    """An actual customer once, without an order for more than a year."""

    id: str
    last_order: date
    orders: int
    value: Value
    reason: str | None


def sleepers(ledger: Ledger, seen: Seen | None) -> list[Sleeper]:
    """Those lost over payment terms that we accept by now (M27): the most valuable first, then by
    potential.

    Someone is lost over terms whose `reason`, or else whose last lost deal, is about them, who is
    no actual customer now and may be contacted. Accepted are the terms in force with companies of
    actual customers, and those noted for their own company, of the kind that they wanted; where
    nobody wrote down what they wanted, every kind easier on a buyer than a deposit. Terms that
    history shows to have been agreed before the loss are no news.
    """
    since = _since(seen)
    accepted = list(_accepted(ledger, since))
    found = [
        sleeper for person in ledger.people for sleeper in _sleeper(ledger, person, accepted, since)
    ]
    need = {person.id: _potential(person) for person in ledger.people}
    return sorted(found, key=lambda one: (-one.value.rank, -need[one.id], one.id))


def lapsed(ledger: Ledger) -> list[Lapsed]:
    """The lapsed customers who may be contacted, by all that they ever ordered."""
    found = [
        Lapsed(
            person.id,
            person.orders[-1].date,
            len(person.orders),
            ledger.value(person.orders),
            person.facts.reason,
        )
        for person in ledger.people
        if person.standing == "lapsed" and not person.facts.consent.do_not_contact
    ]
    return sorted(found, key=lambda one: (-one.value.rank, one.last_order, one.id))


def _potential(person: Person) -> int:
    potential = person.facts.potential
    return (potential.need or 0) + (potential.volume or 0) + (potential.power or 0)


def _since(seen: Seen | None) -> dict[str, date]:
    """When the payment terms of a company came to be what they are, as far as history tells."""
    moves = seen.moves if seen else ()
    return {move.id: move.day for move in moves if move.field == "terms.payment"}


def _accepted(ledger: Ledger, since: dict[str, date]) -> Iterator[Offer]:
    """The terms in force with the companies of actual customers, one offer for each company."""
    companies = {
        one.facts.company for one in ledger.everybody.values() if one.standing == "customer"
    }
    for company in ledger.book.companies.values():
        offer = _offer(company, since, own=False)
        if company.id in companies and offer is not None:
            yield offer


def _offer(company: Dossier[Company], since: dict[str, date], *, own: bool) -> Offer | None:
    text = company.facts.terms.payment
    payment = read_payment(text) if text else None
    if text is None or payment is None:
        return None
    line = company.line("terms", "payment")
    return Offer(company.id, payment, text, since.get(company.id), company.path, line, own)


def _sleeper(
    ledger: Ledger, person: Person, accepted: Sequence[Offer], since: dict[str, date]
) -> Iterator[Sleeper]:
    facts = person.facts
    lost = next((line for line in reversed(person.course) if line.event == "lost"), None)
    about = facts.reason or (lost.text if lost else "")
    if person.standing == "customer" or facts.consent.do_not_contact or not _TERMS.search(about):
        return
    wanted = _wanted(person, facts.reason, lost.date if lost else None)
    day = lost.date if lost else None
    company = ledger.book.company_of(facts)
    own = _offer(company, since, own=True) if company else None
    offers = [own] if own else []
    offers += [one for one in accepted if one.company != facts.company]
    fitting = tuple(one for one in offers if _fits(one, wanted) and _is_news(one, day))
    if not fitting:
        return
    yield Sleeper(
        id=person.id,
        lost=day,
        wanted=wanted,
        words=lost.text if lost else facts.reason or "",
        offers=fitting,
        value=ledger.value(person.orders),
        path=person.dossier.path,
        line=lost.line if lost else person.dossier.line("reason"),
    )


def _wanted(person: Person, reason: str | None, lost: date | None) -> Payment | None:
    """The terms they wanted: by the reason, else by the lost deal, else by the talks before it.

    A deposit is what we asked for, never what they wanted.
    """
    talks = [
        line.text
        for line in reversed(person.course)
        if line.event in _TALK and (lost is None or line.date <= lost)
    ]
    for text in [reason or "", *talks]:
        payment = read_payment(text)
        if payment is not None and payment.kind not in ("advance", "deposit"):
            return payment
    return None


def _fits(offer: Offer, wanted: Payment | None) -> bool:
    if wanted is None:
        return offer.payment.kind not in ("advance", "deposit")
    return offer.payment.covers(wanted)


def _is_news(offer: Offer, lost: date | None) -> bool:
    return lost is None or offer.since is None or offer.since > lost
