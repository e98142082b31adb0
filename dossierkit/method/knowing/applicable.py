"""Which questions make sense: facts that don't apply are no gaps, and some questions wait (M29).

A fact is asked where it means something (no wedding day of someone unmarried), where nothing else
says it already (the company's country is its people's), and when its time has come: terms once
they consider buying, family once you really talk (M32).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.method.touches import Standing
from dossierkit.schema.customer import STAGES, Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine

LONG_TENURE = 10
"""Years at one company after which earlier positions say no more (M3)."""
NEWCOMER_FOR = 365
"""Days after joining a company in which nobody quizzes them about it (M3)."""

PRIVATE = ("interests", "family-life.", "birthday", "religion", "diet")
"""What one asks only somebody with whom one really talks (M7, M8, M32)."""

OF_THE_COMPANY = (
    "stores",
    "type",
    "sales-channels",
    "products.",
    "departments",
    "suppliers",
    "links",
    "events",
    "compliance",
)
"""What a newcomer can't tell of their company (M3); the terms of their own order they can."""

_TALKS = frozenset(("call", "meeting", "visit", "fair"))
_CONSIDERING = frozenset(STAGES[1:])
_BARGAINING = frozenset(STAGES[3:])
_THEY_SHIP = ("EXW", "FCA", "FAS", "FOB")
_WITH_DETAIL = ("referral", "website")
_PACKAGED = ("languages", "currency", "timezones", "population", "gdp-per-head")


class Subject(NamedTuple):
    """A dossier that one asks about, and what decides which questions make sense.

    `course` are the touches of a customer, or all those of a company and its people; `people` are
    the company's own.
    """

    book: Book
    on: date
    kind: str
    id: str
    facts: Any
    course: list[LogLine]
    standing: Standing
    people: tuple[Dossier[Customer], ...] = ()

    def has(self, *events: str) -> bool:
        """Whether one of these has happened."""
        return any(touch.event in events for touch in self.course)


Rule: TypeAlias = Callable[[Subject], bool]


def applies(subject: Subject, field: str) -> bool:
    """Whether a fact that is not known is a gap at all."""
    rule = _RULES[subject.kind].get(field)
    return rule is None or rule(subject)


def is_packaged(subject: Subject, field: str) -> bool:
    """Whether the program itself knows the fact (M18, M20, M21)."""
    return (
        subject.kind == "country" and field in _PACKAGED and country_facts(subject.id) is not None
    )


def is_private(field: str) -> bool:
    """Whether a question is a personal one."""
    return field.startswith(PRIVATE)


def needs_tenure(field: str) -> bool:
    """Whether only somebody can tell who has been at the company for a while."""
    return field.startswith(OF_THE_COMPANY)


def really_talks(customer: Customer, course: list[LogLine]) -> bool:
    """Whether there is a real conversation (M32): the recorded rapport is beyond `circle`; where
    none is recorded, we have spoken with each other."""
    if customer.rapport is not None:
        return customer.rapport != "circle"
    return any(touch.event in _TALKS and touch.comes_in for touch in course)


def is_newcomer(customer: Customer, on: date) -> bool:
    """Whether they joined their company within the last year (M3)."""
    joined = customer.position.joined
    return joined is not None and (on - joined.first_day()).days < NEWCOMER_FOR


def _may_say_no(subject: Subject) -> bool:
    return bool(subject.facts.intent == "never")


def _is_customer(subject: Subject) -> bool:
    return subject.standing == "customer"


def _lives_nowhere(subject: Subject) -> bool:
    facts, book = subject.facts, subject.book
    is_hidden = facts.company and any(file.id == facts.company for file in book.unreadable)
    return book.country_code(facts) is None and not is_hidden


def _chats_by(subject: Subject, way: str) -> bool:
    """Whether one messenger will do: they prefer this one, or we know it."""
    reach = subject.facts.reach
    return reach.prefers == way or bool(getattr(reach, way))


def _speaks_another_language(subject: Subject) -> bool:
    """Whether English is a foreign language where they live."""
    country = subject.book.country_of(subject.facts)
    packaged = subject.book.packaged_country(subject.facts)
    languages = (country.languages if country else ()) or (packaged.languages if packaged else ())
    return languages[:1] != ("en",)


def _has_no_long_tenure(subject: Subject) -> bool:
    joined = subject.facts.position.joined
    return joined is None or subject.on.year - joined.year < LONG_TENURE


def _is_married(subject: Subject) -> bool:
    family = subject.facts.family_life
    return bool(family.married or family.spouse or family.anniversary)


def _was_in_china(subject: Subject) -> bool:
    return bool(subject.facts.china.visits)


def _has_a_detail(subject: Subject) -> bool:
    channel = subject.facts.source.channel
    return channel is not None and channel not in _WITH_DETAIL


def _has_failed(subject: Subject) -> bool:
    """Whether they said never, or the last deal was lost (M34, M39)."""
    ends = [touch.event for touch in subject.course if touch.event in ("lost", "order", "quote")]
    return _may_say_no(subject) or ends[-1:] == ["lost"]


def _company_buys_nothing_known(subject: Subject) -> bool:
    company = subject.book.company_of(subject.facts)
    return company is None or not company.facts.buys


def _considers(subject: Subject) -> bool:
    """Whether terms are a matter already: they consider buying, or a quote is out (M26, M31)."""
    stages = {person.facts.stage for person in subject.people}
    return bool(stages & _CONSIDERING) or subject.has("quote", "sample", "order")


def _bargains(subject: Subject) -> bool:
    """Whether it has come to bargaining or orders: time for inspection and packaging (M25)."""
    stages = {person.facts.stage for person in subject.people}
    return bool(stages & _BARGAINING) or subject.has("order")


def _ships(subject: Subject) -> bool:
    """Whether they choose the forwarder (M24)."""
    incoterm = subject.facts.terms.incoterm
    return _bargains(subject) and (incoterm is None or incoterm in _THEY_SHIP)


def _is_strict(subject: Subject) -> bool:
    return _bargains(subject) and subject.facts.terms.quality == "strict"


def _is_not_relaxed(subject: Subject) -> bool:
    return _bargains(subject) and subject.facts.terms.quality != "relaxed"


def _has_packaging(subject: Subject) -> bool:
    return _is_not_relaxed(subject) and subject.facts.brand != "resells"


_RULES: Mapping[str, Mapping[str, Rule]] = {
    "customer": {
        "country": _lives_nowhere,
        "source.detail": _has_a_detail,
        "source.referred-by": lambda one: one.facts.source.channel == "referral",
        "position.reports-to": lambda one: one.facts.position.authority != "decision-maker",
        "career": _has_no_long_tenure,
        "reach.whatsapp": lambda one: not _chats_by(one, "wechat"),
        "reach.wechat": lambda one: not _chats_by(one, "whatsapp"),
        "language.written-english": _speaks_another_language,
        "language.spoken-english": _speaks_another_language,
        "language.speech": lambda one: one.facts.language.spoken_english != "none",
        "family-life.spouse": _is_married,
        "family-life.anniversary": _is_married,
        "china.last": _was_in_china,
        "china.cities": _was_in_china,
        "china.imports": lambda one: not one.has("order"),
        "intent": lambda one: not _is_customer(one),
        "potential.need": lambda one: not _may_say_no(one),
        "potential.volume": lambda one: not _may_say_no(one),
        "potential.power": lambda one: not _may_say_no(one),
        "potential.likelihood": lambda one: not (_may_say_no(one) or _is_customer(one)),
        "expected-purchase": lambda one: not (_may_say_no(one) or _is_customer(one)),
        "reason": _has_failed,
        "buys": _company_buys_nothing_known,
    },
    "company": {
        "stores": lambda one: one.facts.type in (None, "brand", "retailer", "other"),
        "products.mould": lambda one: one.facts.brand != "resells",
        "departments": lambda one: one.facts.brand != "resells",
        "org": lambda one: len(one.people) < 2,
        "buys": lambda one: not any(person.facts.buys for person in one.people),
        "terms.incoterm": _considers,
        "terms.place": _considers,
        "terms.payment": _considers,
        "terms.currency": _considers,
        "terms.quality": _bargains,
        "terms.forwarder.name": _ships,
        "terms.forwarder.whose": _ships,
        "terms.proof": _has_packaging,
        "terms.signed-sample": _is_not_relaxed,
        "terms.inspection-note": _is_strict,
    },
    "country": {},
    "member": {},
}
