"""How much of what is worth knowing is known, and what to ask next (M29).

Every fact of the schema has a worth, 0 to 10. A dossier's completeness is the worth of what is
known, as a share of the worth of all that applies. A list that stands there empty (`[]`) has been
asked for: there is nothing. What is sensitive is asked only of those who agreed to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.book.fields import GROUPS, kind_of
from dossierkit.book.files import FOLDERS
from dossierkit.method.knowing.applicable import (
    Subject,
    applies,
    is_newcomer,
    is_private,
    needs_tenure,
    really_talks,
)
from dossierkit.method.knowing.known import is_known, is_written
from dossierkit.method.knowing.questions import Asked, asked, is_asked, question
from dossierkit.method.touches import standing, touches
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import may_use_sensitive
from dossierkit.text.nodes import Mapping
from dossierkit.text.translation import _

Wait = Literal["", "rapport", "never", "newcomer"]
"""Why a question waits: it is personal and they don't really talk with us yet (M32); they said
never, and are not to be burdened (M34); they are new at the company themselves (M3)."""

OWN_WORTH = 5
"""What a field of the team's own is worth that has a question (`fields:` in book.yaml)."""

_ORDER = ("customer", "company", "country", "member")


class Gap(NamedTuple):
    """A fact that is missing: of which dossier, what it is, and how to come by it.

    `question` is asked if it ends with a question mark, else it says where to look; `worth` counts
    from 1 to 10; `path` is the dossier's file, which is not there yet for a country without one.
    A gap whose time has not come says why in `wait`.
    """

    kind: str
    id: str
    field: str
    doc: str
    question: str
    worth: int
    path: str
    wait: Wait = ""


class Completeness(NamedTuple):
    """The worth of what is known, of what applies, and the share in percent, rounded down.

    `gaps` are by worth, the highest first. Of someone who asked not to be contacted nothing is
    missing: `askable` is what is known.
    """

    percent: int
    known: int
    askable: int
    gaps: tuple[Gap, ...]


def completeness(
    book: Book, dossier: Dossier[Any], on: date, *, language: str = "en"
) -> Completeness:
    """How complete a dossier is on a day, and what is missing; questions in `en` or `zh`."""
    return Knowledge(book, on, language).of(dossier)


def gaps_about(
    book: Book, dossier: Dossier[Customer], on: date, *, language: str = "en"
) -> list[Gap]:
    """What to ask a customer, or to look up, about them, their company and their country, by
    worth; only what need not wait. Nothing about someone who asked not to be contacted."""
    return [gap for gap in Knowledge(book, on, language).about(dossier) if not gap.wait]


def percent(known: int, askable: int) -> int:
    """A share in percent, rounded down; of nothing everything is known."""
    return known * 100 // askable if askable else 100


class Knowledge:
    """What a book knows on a day."""

    def __init__(self, book: Book, on: date, language: str = "en") -> None:
        self.book, self.on, self.language = book, on, language

    def of(self, dossier: Dossier[Any]) -> Completeness:
        """How complete a dossier is."""
        kind = kind_of(self.book, dossier)
        return self._judged(self.subject(kind, dossier), dossier.header, dossier.path)

    def of_country(self, code: str) -> Completeness | None:
        """How complete a country's dossier is, or would be if it were begun; None for a code
        that there is not, and where the file can't be read."""
        if code in self.book.countries:
            return self.of(self.book.countries[code])
        packaged = country_facts(code)
        path = f"dossiers/{FOLDERS['country']}/{code}.md"
        if packaged is None or any(file.path == path for file in self.book.unreadable):
            return None
        facts = Country(name=packaged.name)
        subject = Subject(self.book, self.on, "country", code, facts, [], "prospect")
        return self._judged(subject, Mapping({}, {}, 0, 0), path)

    def about(self, dossier: Dossier[Customer]) -> list[Gap]:
        """All gaps of a customer, their company and their country, by worth, waiting ones too."""
        customer = dossier.facts
        if customer.consent.do_not_contact:
            return []
        gaps = [*self.of(dossier).gaps]
        company = self.book.company_of(customer)
        if company:
            is_new = is_newcomer(customer, self.on)
            gaps += [_quiz(gap) if is_new else gap for gap in self.of(company).gaps]
        code = self.book.country_code(customer)
        country = self.of_country(code) if code else None
        gaps += country.gaps if country else ()
        if customer.intent == "never":
            gaps = [gap._replace(wait="never") if _burdens(gap) else gap for gap in gaps]
        return sorted(gaps, key=lambda gap: (-gap.worth, _ORDER.index(gap.kind)))

    def subject(self, kind: str, dossier: Dossier[Any]) -> Subject:
        """A dossier with what decides which questions make sense."""
        people = tuple(self.book.staff_of(dossier.id)) if kind == "company" else ()
        logs = [dossier.log, *(person.log for person in people)]
        course = [touch for log in logs for touch in touches(log, self.on)]
        stands = standing(course, self.on, self.book.policy.follow_up)
        facts = dossier.facts
        return Subject(self.book, self.on, kind, dossier.id, facts, course, stands, people)

    def _judged(self, subject: Subject, header: Mapping, path: str) -> Completeness:
        is_customer = subject.kind == "customer"
        consent = subject.facts.consent if is_customer else None
        agreed = is_customer and may_use_sensitive(subject.facts, subject.on)
        talks = not is_customer or really_talks(subject.facts, subject.course)
        known, gaps = 0, []
        for one in self._asked(subject.kind):
            if one.sensitive and not agreed:
                continue
            if is_known(one, subject, header):
                known += one.fact.worth
            elif not is_written(header, one.names) and applies(subject, one.field):
                gaps.append(self._gap(one, subject, path, talks))
        if consent and consent.do_not_contact:
            gaps = []
        gaps.sort(key=lambda gap: -gap.worth)
        askable = known + sum(gap.worth for gap in gaps)
        return Completeness(percent(known, askable), known, askable, tuple(gaps))

    def _asked(self, kind: str) -> Iterator[Asked]:
        yield from asked(kind)
        for name, own in self.book.policy.fields.items():
            if own.question and own.kind in (None, kind):
                custom = GROUPS[kind].facts["custom"]
                doc = own.doc or name
                fact = custom._replace(doc=doc, question=own.question, worth=OWN_WORTH)
                yield Asked(f"custom.{name}", ("custom",), fact, sensitive=False)

    def _gap(self, one: Asked, subject: Subject, path: str, talks: bool) -> Gap:
        text, fact = question(subject.kind, one, self.language), one.fact
        gap = Gap(subject.kind, subject.id, one.field, _(fact.doc), text, fact.worth, path)
        if subject.kind == "customer" and subject.facts.intent == "never" and _burdens(gap):
            return gap._replace(wait="never")
        is_early = not talks and is_private(one.field) and is_asked(text)
        return gap._replace(wait="rapport") if is_early else gap


def _quiz(gap: Gap) -> Gap:
    """A gap of their company, for somebody new there: what they can't know yet waits."""
    is_quiz = is_asked(gap.question) and needs_tenure(gap.field)
    return gap._replace(wait="newcomer") if is_quiz else gap


def _burdens(gap: Gap) -> bool:
    """Whether a question would burden someone who said never: all but why (M34)."""
    return is_asked(gap.question) and gap.field != "reason"
