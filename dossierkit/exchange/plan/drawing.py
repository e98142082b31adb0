"""What becomes of one arrival after the other, given the book and those who came before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.erased import Hit, erased_list
from dossierkit.book.ids import suggest_id
from dossierkit.book.keys import mailbox
from dossierkit.exchange.arrival import Arrival
from dossierkit.exchange.plan.checking import checked, texts
from dossierkit.exchange.plan.entry import Change, Entry, Verdict
from dossierkit.exchange.plan.firms import Firms, Unclear
from dossierkit.exchange.plan.fresh import FreshIds
from dossierkit.exchange.plan.merging import merge, shown_value
from dossierkit.exchange.plan.people import STRANGE, Match, People
from dossierkit.exchange.plan.subject import Subject
from dossierkit.exchange.plan.telling import tell
from dossierkit.exchange.plan.told import (
    NEW,
    Told,
    Wishes,
    erased_reason,
    stranger,
    without_sensitive,
)
from dossierkit.schema.dossier import COMPANY, CUSTOMER
from dossierkit.text.edit import Path, Value
from dossierkit.text.translation import _

_PEOPLE_NAMED: tuple[Path, ...] = (("position", "reports-to"), ("source", "referred-by"))


class Drawn(NamedTuple):
    """An entry with the dossiers that it changes."""

    entry: Entry
    subjects: tuple[Subject, ...] = ()


class Drawing:
    """Draws up the entries of an import."""

    def __init__(self, book: Book, arrivals: Sequence[Arrival], wishes: Wishes) -> None:
        self.book, self.wishes = book, wishes
        self.erased = erased_list(book.root)
        self.fresh = FreshIds(book, self.erased)
        self.people = People(book)
        self.firms = Firms(book, self.fresh)
        self._known_ids = {*self.people.by_id, *(arrival.id for arrival in arrivals)}
        self.team = {
            mailbox(member.facts.email): member.facts.name
            for member in book.members.values()
            if member.facts.email
        }

    def draw(self, arrival: Arrival) -> Drawn:
        """What becomes of one arrival, given those before it."""
        told = self._told(arrival)
        if not arrival.name and told.company.get(("name",)):
            return self._company(told)
        refusal = self._refusal(told)
        if refusal:
            return self._entry(told, Entry(arrival.place, told.who, "refused", reason=refusal))
        try:
            own = str(told.facts.get(("company",), ""))
            firm = self.firms.find(own, told.company, told.facts)
        except Unclear as error:
            return self._unclear(told, Match(None, error.candidates, str(error)))
        match = self._match(told, firm)
        if match.reason:
            return self._unclear(told, match)
        known = match.subject.dossier.facts if match.subject and match.subject.dossier else None
        told = without_sensitive(told, known, self.wishes.on)
        if match.subject:
            return self._update(told, match.subject, firm)
        return self._add(told, firm)

    def _told(self, arrival: Arrival) -> Told:
        custom = self.book.policy.fields
        person = checked(CUSTOMER, arrival.facts, custom, arrival)
        company = checked(COMPANY, arrival.company, custom, arrival)
        findings = [*arrival.findings, *person.findings, *company.findings]
        return Told(arrival, person.facts, company.facts, findings)

    def _refusal(self, told: Told) -> str:
        """Why somebody may not be entered; empty if they may."""
        if ("name",) not in told.facts:
            return _("there is no name")
        for address in texts(told.facts.get(("reach", "email"))):
            if mailbox(address) in self.team:
                name = self.team[mailbox(address)]
                return _("{address} is {name} of our own team").format(address=address, name=name)
        hit = next((hit for hit in self._hits(told) if hit.kind in ("address", "phone")), None)
        return erased_reason(hit) if hit else ""

    def _hits(self, told: Told) -> list[Hit]:
        """What of somebody is on the list of the erased."""
        if not self.erased:
            return []
        numbers = texts(told.facts.get(("reach", "phone")))
        numbers += texts(told.facts.get(("reach", "whatsapp")))
        addresses = texts(told.facts.get(("reach", "email")))
        return [*self.erased.hits(told.arrival.id, told.who, addresses, numbers)]

    def _match(self, told: Told, firm: Subject | None) -> Match:
        chosen = self.wishes.matches.get(told.arrival.place)
        if chosen == NEW:
            return Match()
        if chosen is not None:
            return Match(self.people.by_id[chosen])
        own = str(told.facts.get(("company",), "")) or None
        company = firm.id if firm else own or (STRANGE if told.company.get(("name",)) else None)
        found = self.people.find(told.facts, told.arrival.id, company)
        if found.subject or found.reason:
            return found
        hit = next(iter(self._hits(told)), None)
        if hit:
            return Match(None, (), erased_reason(hit))
        if ("customer", self._suggested(told, firm)) in self.fresh.unreadable:
            said = _("dossiers/customers/{id}.md can't be read: mend it first")
            return Match(None, (), said.format(id=self._suggested(told, firm)))
        return found

    def country(self, subject: Subject) -> str | None:
        """The country of somebody, their own or their company's."""
        firm = self.firms.by_id.get(str(subject.facts.get(("company",), "")))
        code = subject.facts.get(("country",)) or (firm.facts.get(("country",)) if firm else None)
        return str(code).lower() if code else None

    def _suggested(self, told: Told, firm: Subject | None) -> str:
        """The id that somebody new would have, as `new` makes it."""
        if told.arrival.id:
            return told.arrival.id
        country = told.facts.get(("country",)) or told.company.get(("country",))
        country = country or (firm.facts.get(("country",)) if firm else None)
        mail = texts(told.facts.get(("reach", "email")))
        made = suggest_id(told.who, str(country).lower() if country else None)
        return made or suggest_id(mail[0].partition("@")[0] if mail else "") or "contact"

    def _add(self, told: Told, firm: Subject | None) -> Drawn:
        """A new dossier, and one for the company if the book has none."""
        company, changes, is_new = self._firm(told, firm)
        subject = Subject("customer", self.fresh.take("customer", self._suggested(told, company)))
        for path, value in self._facts_of_new(told, company).items():
            subject.want(path, value)
        changes += [
            Change("customer", ".".join(path), "set", "", shown_value(value))
            for path, value in subject.wanted.items()
        ]
        changes += tell(subject, told.arrival, self.wishes.on, told.findings)
        self.people.enter(subject)
        entry = Entry(
            told.arrival.place,
            subject.name,
            "add",
            subject.id,
            company.id if company else "",
            is_new,
            changes=tuple(changes),
        )
        return self._entry(told, entry, subject, company)

    def _facts_of_new(self, told: Told, company: Subject | None) -> dict[Path, Value]:
        """What the dossier of somebody new says: the file's facts, whose they are, and whence."""
        facts = self._own_facts(told, company)
        if company:
            facts["company",] = company.id
        if ("owner",) not in facts and self.wishes.owner:
            facts["owner",] = self.wishes.owner
        if not any(path[0] == "source" for path in facts):
            name = told.arrival.file
            kind = self.wishes.kinds.get(name, "")
            facts["source", "channel"] = "linkedin" if kind == "linkedin" else "other"
            facts["source", "detail"] = f"{kind} {PurePath(name).name}".strip()
        facts.setdefault(("source", "date"), self.wishes.on.isoformat())
        return facts

    def _own_facts(self, told: Told, company: Subject | None) -> dict[Path, Value]:
        """The facts of a file that hold in this book: no ids that nobody here has, and no country
        that is the company's."""
        facts = dict(told.facts)
        facts.pop(("company",), None)
        for path in _PEOPLE_NAMED:
            if path in facts and facts[path] not in self._known_ids:
                told.findings.append(stranger(told.arrival, path, facts.pop(path)))
        if ("owner",) in facts and facts["owner",] not in self.book.members:
            facts.pop(("owner",))
        is_theirs = company and facts.get(("country",)) == company.facts.get(("country",))
        if is_theirs and not told.arrival.id:
            facts.pop(("country",), None)
        return facts

    def _firm(self, told: Told, firm: Subject | None) -> tuple[Subject | None, list[Change], bool]:
        """The company of an arrival with what the file says more of it; begun if it is new."""
        if firm is None and ("name",) not in told.company:
            return None, [], False
        return self._company_of(told, firm, str(told.facts.get(("company",), "")))

    def _company_of(
        self, told: Told, firm: Subject | None, own_id: str
    ) -> tuple[Subject, list[Change], bool]:
        if firm is None:
            return self.firms.begin(own_id, told.company), [], True
        changes = merge(firm, told.company, takes_theirs=self.wishes.takes_theirs)
        self.firms.enter(firm)
        return firm, changes, False

    def _update(self, told: Told, subject: Subject, firm: Subject | None) -> Drawn:
        """What a file says more of somebody who is known."""
        known = str(subject.facts.get(("company",), ""))
        changes: list[Change] = []
        company, is_new = self.firms.by_id.get(known), False
        if not known:
            company, changes, is_new = self._firm(told, firm)
        elif firm is not None and firm.id == known:
            company, changes, _new = self._firm(told, firm)
        elif firm is not None or ("name",) in told.company:
            other = firm.id if firm else shown_value(told.company.get(("name",)))
            changes.append(Change("customer", "company", "conflict", known, other))
        facts = self._own_facts(told, company)
        if company and not known:
            facts["company",] = company.id
        changes = merge(subject, facts, takes_theirs=self.wishes.takes_theirs) + changes
        changes += tell(subject, told.arrival, self.wishes.on, told.findings)
        self.people.enter(subject)
        is_changed = any(change.kind != "conflict" for change in changes) or is_new
        entry = Entry(
            told.arrival.place,
            subject.name,
            "update" if is_changed else "unchanged",
            subject.id,
            company.id if company else known,
            is_new,
            changes=tuple(changes),
            opted_out=subject.opted_out,
        )
        return self._entry(told, entry, subject, company)

    def _company(self, told: Told) -> Drawn:
        """A company that arrives alone."""
        try:
            firm = self.firms.find(told.arrival.company_id, told.company, {})
        except Unclear as error:
            return self._unclear(told, Match(None, error.candidates, str(error)))
        own_id = told.arrival.company_id
        company, changes, is_new = self._company_of(told, firm, own_id)
        changes += tell(company, told.arrival, self.wishes.on, told.findings)
        is_changed = any(change.kind != "conflict" for change in changes)
        verdict: Verdict = "add" if is_new else "update" if is_changed else "unchanged"
        shown = () if is_new else tuple(changes)
        entry = Entry(told.arrival.place, company.name, verdict, "", company.id, is_new)
        return self._entry(told, entry._replace(changes=shown), company)

    def _unclear(self, told: Told, match: Match) -> Drawn:
        entry = Entry(told.arrival.place, told.who, "ambiguous", reason=match.reason)
        return self._entry(told, entry._replace(candidates=match.candidates))

    def _entry(self, told: Told, entry: Entry, *subjects: Subject | None) -> Drawn:
        findings = tuple(sorted(set(told.findings)))
        entry = entry._replace(findings=findings, is_proposal=told.arrival.is_proposal)
        return Drawn(entry, tuple(subject for subject in subjects if subject))
