"""Finding dossiers by a name that is only nearly right."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.book.ids import suggest_id
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.web.whom import address_of

_MOST = 30
_NEAR = 0.6
"""Which share of a word's pairs of letters another has to have to be meant by it."""


class Match(NamedTuple):
    """A dossier that may be meant; `about` is what tells it from others of that name."""

    kind: str
    id: str
    name: str
    about: str
    address: str
    is_silent: bool


class Names:
    """The names of a book, made ready to be looked through: in any case, without accents, in any
    width, and in Latin letters for other scripts."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._everybody: list[tuple[str, Dossier[Any]]] = []
        self._texts: list[str] = []
        self._pairs: dict[str, list[int]] = defaultdict(list)
        for kind, there in dossiers_of(book).items():
            for dossier in there.values():
                self._add(kind, dossier)

    def _add(self, kind: str, dossier: Dossier[Any]) -> None:
        number = len(self._texts)
        text = _text(dossier)
        self._everybody.append((kind, dossier))
        self._texts.append(text)
        for pair in _pairs(text):
            self._pairs[pair].append(number)

    def find(self, word: str) -> list[Match]:
        """Who may be meant, the nearest first: those with the word itself, then those with one
        like it."""
        bare = folded(word)
        if not bare:
            return []
        whole = [number for number, text in enumerate(self._texts) if bare in text]
        ranked = sorted(whole, key=lambda number: (self._rank(number, bare), number))[:_MOST]
        if not ranked:
            ranked = self._near(bare)
        return [self._match(number) for number in ranked]

    def _rank(self, number: int, bare: str) -> int:
        """0 for a whole name or id, 1 for its beginning, 2 for the beginning of a word, 3 else."""
        text = self._texts[number]
        if f"\n{bare}\n" in text:
            return 0
        if f"\n{bare}" in text:
            return 1
        return 2 if f" {bare}" in text else 3

    def _near(self, bare: str) -> list[int]:
        wanted = _pairs(f"\n{bare}\n")
        shared = Counter(number for pair in wanted for number in self._pairs.get(pair, ()))
        near = [
            (-count / len(wanted), len(self._texts[number]), number)
            for number, count in shared.items()
            if count >= _NEAR * len(wanted)
        ]
        return [number for _, _, number in sorted(near)[:_MOST]]

    def _match(self, number: int) -> Match:
        kind, dossier = self._everybody[number]
        facts = dossier.facts
        name = facts.name or dossier.id
        return Match(
            kind,
            dossier.id,
            name,
            self._about(facts),
            address_of(kind, dossier.id),
            isinstance(facts, Customer) and bool(facts.consent.do_not_contact),
        )

    def _about(self, facts: Any) -> str:
        if isinstance(facts, Customer):
            company = self._book.company_of(facts)
            firm = company.facts.name if company else facts.company
            return " · ".join(filter(None, (facts.position.title, firm)))
        if isinstance(facts, Company):
            return self._book.country_name(facts.country) if facts.country else ""
        return getattr(facts, "title", None) or ""


def _text(dossier: Dossier[Any]) -> str:
    """All that somebody may be called, each on a line of its own."""
    facts = dossier.facts
    said = [facts.name, dossier.id, dossier.id.replace("-", " "), getattr(facts, "legal_name", "")]
    if facts.name and not facts.name.isascii():
        latin = suggest_id(facts.name)
        said += [latin.replace("-", " "), latin.replace("-", "")]
    names = dict.fromkeys(folded(one) for one in said if one)
    return "\n".join(["", *names, ""])


def folded(text: str) -> str:
    """A text without what writers of a name leave out: case, accents, width, doubled blanks."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).split())


def _pairs(text: str) -> set[str]:
    """The pairs of letters of a text; the beginnings and ends of words count as letters."""
    spaced = text.replace("\n", " ")
    return {spaced[place : place + 2] for place in range(len(spaced) - 1)}
