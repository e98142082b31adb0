"""What a person is known by, and which of it is theirs alone: for finding every mention of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.keys import (
    Words,
    address_key,
    name_key,
    name_words,
    same_number,
    significant,
)
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.person import Reach

Grade = Literal["sure", "likely", "unsure"]
"""How well a mention tells who is meant. `likely` is a first or family name that nobody else in
the book has: it is meant where the person is at home, in the files of their company."""

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+")


class Called(NamedTuple):
    """A way in which somebody is called: a relative's name if `is_kin`, only with a title before
    it (`Frau`, `Mr`, or 先生 behind it) if `is_titled`."""

    words: Words
    grade: Grade
    is_kin: bool = False
    is_titled: bool = False


class Identity(NamedTuple):
    """What one person is known by; the present id comes first.

    `shared` are addresses and numbers that others have as well, such as a company's: they tell
    nobody who is meant. The other addresses, numbers and handles are this person's alone.
    `lookalikes` are ids of others that hold one of these ids, such as `maria-anna-schmidt`.
    """

    ids: tuple[str, ...]
    called: tuple[Called, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Full names that nobody else in the book has, as texts."""
        plain = (one for one in self.called if not (one.is_kin or one.is_titled))
        return [" ".join(one.words) for one in plain if one.grade == "sure"]


class Others(NamedTuple):
    """What everybody else in a book is known by, in the forms in which it is compared."""

    names: frozenset[str]
    words: frozenset[str]
    firms: frozenset[str]
    addresses: frozenset[str]
    numbers: tuple[str, ...]
    handles: frozenset[str]
    ids: tuple[str, ...] = ()


def others_than(book: Book, dossier_id: str) -> Others:
    """What the people of a book are known by, but for one customer."""
    people = [d.facts for d in book.customers.values() if d.id != dossier_id]
    team = [member.facts for member in book.members.values()]
    own = book.customers.get(dossier_id)
    mine = {name_key(name) for name in _names_in(own.facts)} if own else set()
    names = [*(member.name for member in team), *(n for facts in people for n in _names_in(facts))]
    kin = [n for facts in people for n in _kin_in(facts) if name_key(n) not in mine]
    firms = [company.facts.name for company in book.companies.values()]
    reaches = [facts.reach for facts in people]
    addresses = [a for r in reaches for a in addresses_in(r)]
    addresses += [m.email for m in team if m.email]
    numbers = [n for r in reaches for n in (*r.phone, r.whatsapp) if n]
    numbers += [n for m in team for n in (*m.phone, m.whatsapp) if n]
    handles = [h for r in reaches for h in (r.wechat, r.linkedin, r.facebook, r.website) if h]
    return Others(
        frozenset(name_key(name) for name in names),
        frozenset(word.casefold() for name in (*names, *kin) for word in name_words(name)),
        frozenset(word.casefold() for name in firms for word in name_words(name)),
        frozenset(map(address_key, addresses)),
        tuple(map(significant, numbers)),
        frozenset(handle.casefold() for handle in handles),
        tuple(dossier.id for dossier in book.all_dossiers() if dossier.id != dossier_id),
    )


def addresses_in(reach: Reach) -> list[str]:
    """All mail addresses of somebody, those that mail came back from last."""
    return [*reach.email, *(one.address for one in reach.bounced if one.address)]


def own_words(book: Book) -> dict[str, frozenset[str]]:
    """By the path of each file the words of the name of whom it is about: there they mean just
    that one, and no namesake."""
    words = {
        customer.path: [*_names_in(customer.facts), customer.facts.salutation or ""]
        for customer in book.customers.values()
    }
    others: list[Dossier[Any]] = [*book.members.values(), *book.companies.values()]
    words |= {dossier.path: [dossier.facts.name] for dossier in others}
    return {
        path: frozenset(word.casefold() for name in names for word in name_words(name))
        for path, names in words.items()
    }


def _names_in(facts: Customer) -> Iterator[str]:
    """The person's own name, as one and in its parts."""
    yield facts.name
    yield f"{facts.given or ''} {facts.family or ''}"


def _kin_in(facts: Customer) -> Iterator[str]:
    """The names of the family; whoever is called as a customer is that customer."""
    family = facts.family_life
    yield from filter(None, (family.spouse, *(child.name for child in family.children)))


def identity_of(ids: Sequence[str], versions: Iterable[Customer], others: Others) -> Identity:
    """What somebody is known by, from versions of their dossier, the present one first."""
    called: dict[Called, None] = {}
    reach: tuple[dict[str, None], ...] = ({}, {}, {}, {})
    for facts in versions:
        called.update(dict.fromkeys(_called(facts, others)))
        called.update(dict.fromkeys(_transliterated(ids, facts.name, others)))
        for found, more in zip(reach, _reach(facts, others), strict=True):
            found.update(dict.fromkeys(more))
    own = tuple(dict.fromkeys(ids))
    alike = tuple(o for o in others.ids if o not in own and any(one in o for one in own))
    addresses, phones, handles, shared = map(tuple, reach)
    return Identity(own, tuple(called), addresses, phones, handles, shared, alike)


def _reach(facts: Customer, others: Others) -> tuple[list[str], list[str], list[str], list[str]]:
    """Addresses, numbers and handles that are theirs alone, and what they share with others."""
    reach = facts.reach
    numbers = [n for n in (*reach.phone, reach.whatsapp) if n]
    handles = [h for h in (reach.wechat, reach.linkedin, reach.facebook, reach.website) if h]
    mail = addresses_in(reach)
    own_mail = [a for a in mail if address_key(a) not in others.addresses]
    own = [n for n in numbers if not any(same_number(significant(n), o) for o in others.numbers)]
    own_handles = [h for h in handles if len(h) > 3 and h.casefold() not in others.handles]
    shared = [one for one in (*mail, *numbers) if one not in (*own_mail, *own)]
    return own_mail, own, own_handles, shared


def _called(facts: Customer, others: Others) -> Iterator[Called]:
    words = name_words(facts.name)
    given, family = name_words(facts.given or ""), name_words(facts.family or "")
    if not given and not family and len(words) > 1:
        given, family = words[:1], words[-1:]
    for name in dict.fromkeys(_full_names(words, given, family)):
        yield Called(name, "unsure" if name_key(" ".join(name)) in others.names else "sure")
    grade: Grade = "unsure" if _is_shared(family or words, others) else "sure"
    form = tuple((facts.salutation or "").split())
    if len(form) > 1:
        yield Called(form, grade, is_titled=True)
    if family:
        yield Called(family, grade, is_titled=True)
    if given and family and not _CJK.fullmatch(given[0][0]):
        for one in ((given[0][0], *family), (*family, given[0][0])):
            yield Called(one, "likely" if grade == "sure" else "unsure")
    known = others.words | others.firms
    for word in (*words, *given, *family):
        if len(word) > 1:
            yield Called((word,), "unsure" if word.casefold() in known else "likely")
    yield from _kin(facts, family, others)


def _transliterated(ids: Sequence[str], name: str, others: Others) -> Iterator[Called]:
    """A name in another script as its id spells it: 王小明 is Wang Xiao Ming, Wang Xiaoming."""
    words = name_words(name)
    if any(word.isascii() for word in words):
        return
    from dossierkit.book.ids import suggest_id

    for one in ids:
        spelled = tuple(one.split("-"))
        if len(spelled) > 1 and suggest_id(name) == one:
            yield Called(spelled, "sure")
            yield Called((spelled[0], "".join(spelled[1:])), "sure")
            grade: Grade = "unsure" if spelled[0] in others.words else "sure"
            yield Called((spelled[0],), grade, is_titled=True)


def _kin(facts: Customer, family: Words, others: Others) -> Iterator[Called]:
    """The names of a family, with the family's own name where only the first one is written."""
    for name in _kin_in(facts):
        words = name_words(name)
        full = (*words, *family) if len(words) == 1 and family else words
        if len(full) > 1:
            is_other = name_key(" ".join(full)) in others.names
            yield Called(full, "unsure" if is_other else "sure", is_kin=True)
        if len(words) == 1 and len(words[0]) > 1:
            is_other = words[0].casefold() in others.words
            yield Called(words, "unsure" if is_other else "likely", is_kin=True)


def _full_names(words: Words, given: Words, family: Words) -> Iterator[Words]:
    """The full name in the orders and lengths in which people write it."""
    latin = tuple(word for word in words if not _CJK.fullmatch(word))
    local = tuple(word for word in words if _CJK.fullmatch(word))
    joined = (*family, "".join(given).capitalize())
    for name in (words, latin, local, given + family, family + given, joined):
        if len(name) > 1 or (_CJK.fullmatch("".join(name)) and len(name[0]) > 1):
            yield name
    if len(latin) > 1:
        yield (latin[0], latin[-1])
        yield (latin[-1], latin[0])
        yield (*latin[1:], latin[0])


def _is_shared(family: Words, others: Others) -> bool:
    """Whether somebody else has this family name; a Chinese one stands within the whole name."""
    names = [word.casefold() for word in family]
    if _CJK.fullmatch("".join(names)):
        return any(word.startswith("".join(names)) for word in others.words)
    return any(name in others.words for name in names)
