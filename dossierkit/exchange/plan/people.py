"""Who of a book an arrival is: by id, mail address, number, and name with company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.keys import mailbox, name_key, same_number, significant, without_prefix
from dossierkit.exchange.arrival import Facts
from dossierkit.exchange.plan.checking import texts
from dossierkit.exchange.plan.subject import Subject
from dossierkit.schema.sensitive import is_sensitive
from dossierkit.text.edit import Path
from dossierkit.text.translation import _

_EMAIL: Path = ("reach", "email")
_PHONES: tuple[Path, ...] = (("reach", "phone"), ("reach", "whatsapp"))


STRANGE = "?"
"""Instead of the id of a company: they have one that the book does not know."""


class Match(NamedTuple):
    """Whom an arrival is: one subject, none (`candidates` is empty), or it can't be told and
    `reason` says why."""

    subject: Subject | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""


class People:
    """The customers of a book, and those that an import begins, by what they are known by."""

    def __init__(self, book: Book) -> None:
        self.by_id: dict[str, Subject] = {}
        self._boxes: dict[str, list[Subject]] = defaultdict(list)
        self._numbers: dict[str, list[Subject]] = defaultdict(list)
        self._names: dict[str, list[Subject]] = defaultdict(list)
        for dossier in book.customers.values():
            self.enter(Subject("customer", dossier.id, dossier))

    def enter(self, subject: Subject) -> None:
        """Makes somebody known; again when more is known of them."""
        self.by_id[subject.id] = subject
        for box in _boxes(subject):
            _note(self._boxes[box], subject)
        for number in _numbers(subject.facts):
            for key in (number, *without_prefix(number)):
                _note(self._numbers[key], subject)
        _note(self._names[name_key(subject.name)], subject)

    def find(self, facts: Facts, own_id: str, company: str | None) -> Match:
        """Whom somebody is; `company` is the id of their company, STRANGE, or None if nothing is
        said of one."""
        name = str(facts.get(("name",), ""))
        known = self.by_id.get(own_id)
        if known and (self._shares(known, facts) or _alike(known.name, name)):
            return Match(known)
        boxes = [mailbox(address) for address in texts(facts.get(_EMAIL))]
        by_box = _others(own_id, (s for box in boxes for s in self._boxes.get(box, ())))
        if by_box:
            return self._by_address(by_box, name)
        named = _others(own_id, self._names.get(name_key(name), ()))
        by_number = _others(own_id, (s for n in _numbers(facts) for s in self._with_number(n)))
        both = [s for s in by_number if s in named]
        if len(both) == 1:
            return Match(both[0])
        return self._by_name(named, facts, company) or self._by_number(by_number, company)

    def _by_address(self, found: list[Subject], name: str) -> Match:
        ids = tuple(subject.id for subject in found)
        same = [subject for subject in found if name_key(subject.name) == name_key(name)]
        if len(same) == 1:
            return Match(same[0])
        if len(found) > 1:
            return Match(None, ids, _("several have this mail address"))
        if _alike(found[0].name, name):
            return Match(found[0])
        said = _("the mail address is that of {name}")
        return Match(None, ids, said.format(name=found[0].name))

    def _by_name(self, named: list[Subject], facts: Facts, company: str | None) -> Match | None:
        """Among those of the same name: the one of the same company, or who it may be."""
        colleagues = [s for s in named if company and s.facts.get(("company",)) == company]
        if len(colleagues) == 1:
            return Match(colleagues[0])
        same = [s for s in named if _says_all(s, facts, company)]
        if len(same) == 1:
            return Match(same[0])
        open_ones = colleagues or [s for s in named if not (company and s.facts.get(("company",)))]
        if not open_ones:
            return None
        ids = tuple(subject.id for subject in open_ones)
        return Match(None, ids, _("somebody has the same name, and nothing else tells"))

    def _by_number(self, found: list[Subject], company: str | None) -> Match:
        """A number of somebody with another name; colleagues may share one."""
        others = [s for s in found if not company or s.facts.get(("company",)) != company]
        if not others:
            return Match()
        said = _("the number is that of {name}").format(name=others[0].name)
        return Match(None, tuple(subject.id for subject in others), said)

    def _shares(self, subject: Subject, facts: Facts) -> bool:
        mine = set(_boxes(subject))
        if any(mailbox(address) in mine for address in texts(facts.get(_EMAIL))):
            return True
        return any(subject in self._with_number(number) for number in _numbers(facts))

    def _with_number(self, number: str) -> Iterator[Subject]:
        for key in (number, *without_prefix(number)):
            for subject in self._numbers.get(key, ()):
                if any(same_number(number, other) for other in _numbers(subject.facts)):
                    yield subject


def _boxes(subject: Subject) -> Iterator[str]:
    """The letter boxes of somebody, those that mail came back from too."""
    yield from map(mailbox, subject.items(*_EMAIL))
    yield from map(mailbox, bounced(subject))


def bounced(subject: Subject) -> list[str]:
    """The addresses that mail came back from: they are not to be used again."""
    if not subject.dossier:
        return []
    return [one.address for one in subject.dossier.facts.reach.bounced if one.address]


def _numbers(facts: Facts) -> list[str]:
    return [digits for p in _PHONES for n in texts(facts.get(p)) if (digits := significant(n))]


def _alike(one: str, other: str) -> bool:
    """Whether two names have a word in common, or one begins with the other."""
    mine, theirs = name_key(one), name_key(other)
    words = set(mine.split()) & set(theirs.split())
    return bool(words) or mine.startswith(theirs) or theirs.startswith(mine)


def _says_all(subject: Subject, facts: Facts, company: str | None) -> bool:
    """Whether somebody's dossier says all that a file tells: then it tells of them."""
    if company and subject.facts.get(("company",)) != company:
        return False
    mine = set(_boxes(subject))
    if any(mailbox(address) not in mine for address in texts(facts.get(_EMAIL))):
        return False
    numbers = _numbers(subject.facts)
    if any(not any(same_number(n, other) for other in numbers) for n in _numbers(facts)):
        return False
    said = {p: v for p, v in facts.items() if p not in (_EMAIL, *_PHONES, ("name",))}
    return all(
        _holds(subject.facts.get(path), value)
        for path, value in said.items()
        if not is_sensitive(".".join(path))
    )


def _holds(known: object, value: object) -> bool:
    if isinstance(value, (tuple, list)):
        return isinstance(known, (tuple, list)) and all(item in known for item in value)
    return known == value


def _others(own_id: str, found: Iterable[Subject]) -> list[Subject]:
    """Those who are found, each once. In our own export people are told apart by their ids already:
    whoever came with another id is somebody else."""
    seen: list[Subject] = []
    for subject in found:
        if not (own_id and subject.is_new):
            _note(seen, subject)
    return seen


def _note(known: list[Subject], subject: Subject) -> None:
    if subject not in known:
        known.append(subject)
