"""What each dossier leaves for the checks that go across files: a few plain values.

A dossier *has* some keys (its id, its addresses) and *wants* others (the ids it refers to), each in
a space of keys. What is wrong between files is then either a key that several have, or one that
somebody wants and nobody has; so no check needs all dossiers at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from dossierkit.book.files import FOLDERS
from dossierkit.text.translation import N_

Role: TypeAlias = Literal["has", "wants", "names"]
"""`names` is wanted by nobody: it only tells which files a dossier has to do with."""

ANY = "dossier"
"""The space of links, which may mean a dossier of any kind."""
ADDRESS, PERSON = "address", "person"
INCOTERM, PAYMENT = N_("Incoterm"), N_("payment terms")
OWN = (ADDRESS, PERSON)
"""The spaces in which a key belongs to one alone."""
WANTED: dict[str, tuple[str, ...]] = {
    **{kind: (kind,) for kind in FOLDERS},
    ANY: tuple(FOLDERS),
    INCOTERM: (INCOTERM,),
    PAYMENT: (PAYMENT,),
}
"""The spaces in which something is wanted, each with those in which it may be found."""


class Trace(NamedTuple):
    """One thing that a dossier has, wants or names; `detail` is what a finding about it needs, in
    lists, texts and numbers. A dossier has no two of one space, key and role."""

    space: str
    key: str
    role: Role
    detail: Sequence[Any] = ()


class Held(NamedTuple):
    """A trace, as the dossier holds it that left it."""

    kind: str
    id: str
    detail: Sequence[Any]

    @property
    def path(self) -> str:
        """The dossier's file, relative to the book."""
        return path_of(self.kind, self.id)


class Traces(Protocol):
    """The traces of all dossiers of a book; what it gives of several is in the book's order."""

    def shared(self, space: str) -> Iterable[tuple[str, list[Held]]]:
        """The keys of a space that several dossiers have, and who has them."""

    def lacking(self, space: str) -> Iterable[tuple[str, list[Held]]]:
        """The keys of a space that somebody wants and nobody has, and who wants them."""

    def has(self, space: str, key: str) -> bool:
        """Whether anybody has a key."""

    def ids(self, kind: str) -> Iterable[str]:
        """The dossiers of a kind that can be read."""

    def of(self, kind: str, dossier_id: str) -> Sequence[Trace]:
        """What one dossier left; nothing if it can't be read."""


def path_of(kind: str, dossier_id: str) -> str:
    """The file of a dossier, relative to the book."""
    return f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"


def in_order(held: Iterable[Held]) -> list[Held]:
    """Traces in the order of the book: by kind, then by the name of the file."""
    kinds = list(FOLDERS)
    return sorted(held, key=lambda one: (kinds.index(one.kind), f"{one.id}.md"))


class TracesInMemory:
    """The traces of a book that was read as a whole."""

    def __init__(self) -> None:
        self._has: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
        self._wants: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._of: dict[tuple[str, str], Sequence[Trace]] = {}

    def add(self, kind: str, dossier_id: str, left: Sequence[Trace], *, is_readable: bool) -> None:
        """Takes what one dossier left; dossiers are to come in the order of the book."""
        if is_readable:
            self._ids[kind].append(dossier_id)
        self._of[kind, dossier_id] = left
        for space, key, role, detail in left:
            if role != "names":
                by_key = (self._has if role == "has" else self._wants)[space]
                by_key[key].append(Held(kind, dossier_id, detail))

    def shared(self, space: str) -> Iterator[tuple[str, list[Held]]]:
        return (each for each in self._has[space].items() if len(each[1]) > 1)

    def lacking(self, space: str) -> Iterator[tuple[str, list[Held]]]:
        for key, held in self._wants[space].items():
            if not any(self.has(one, key) for one in WANTED[space]):
                yield key, held

    def has(self, space: str, key: str) -> bool:
        return key in self._has[space]

    def ids(self, kind: str) -> list[str]:
        return self._ids[kind]

    def of(self, kind: str, dossier_id: str) -> Sequence[Trace]:
        return self._of.get((kind, dossier_id), ())
