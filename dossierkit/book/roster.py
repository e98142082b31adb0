"""A book of which one knows who is in it, and reads only those dossiers that somebody asks for."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.broken import ChangedMeanwhile
from dossierkit.book.lazy import found_in
from dossierkit.book.load import load_dossier, load_frame
from dossierkit.book.noted import Note
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.schema.policy import Policy
from dossierkit.text.finding import Finding
from dossierkit.text.garbage import without_gc
from dossierkit.text.translation import _


class Roster(NamedTuple):
    """Who is in a book, known without opening a dossier.

    `names` are by kind and id, of the dossiers that can be read; `unreadable` and `refused` are as
    in a book, `errors` what `Book.unreadable_findings` gives. `recall` tells what was noted of all
    dossiers of a kind, as `Book.noted` does; None where it is no longer known.
    """

    names: Mapping[str, Mapping[str, str]]
    unreadable: tuple[Unreadable, ...]
    refused: tuple[Finding, ...]
    errors: list[Finding]
    recall: Callable[[Note], Mapping[str, str] | None]


class KnownShelf(Mapping[str, Any]):
    """Dossiers of one kind whose names are known, each read when it is asked for, and kept."""

    def __init__(self, names: Mapping[str, str], read: Callable[[str], Dossier[Any]]) -> None:
        self.names = names
        self._read = read
        self._kept: dict[str, Dossier[Any]] = {}

    def __getitem__(self, dossier_id: str) -> Dossier[Any]:
        if dossier_id not in self._kept:
            if dossier_id not in self.names:
                raise KeyError(dossier_id)
            self._kept[dossier_id] = self._read(dossier_id)
        return self._kept[dossier_id]

    def __contains__(self, dossier_id: object) -> bool:
        return dossier_id in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def values(self) -> ValuesView[Any]:
        """All of them; whoever asks for this has the whole kind read."""
        return self._all().values()

    def items(self) -> ItemsView[str, Any]:
        """All of them with their ids, as `values` gives them."""
        return self._all().items()

    def _all(self) -> dict[str, Any]:
        with without_gc():
            return {one: self[one] for one in self}


@dataclass(frozen=True)
class RosterBook(Book):
    """A book of which only those dossiers are read that somebody asks for, and that knows of all
    the others what the roster tells. It says what the whole book says, if need be by reading it."""

    roster: Roster = field(kw_only=True)

    def noted(self, note: Note) -> Mapping[str, str]:
        """What the roster recalls, else what the dossiers say."""

        def ask() -> Mapping[str, str]:
            known = self.roster.recall(note)
            return super(RosterBook, self).noted(note) if known is None else known

        return self.once(("recalled", note), ask)

    def unreadable_findings(self) -> list[Finding]:
        """The errors of files that nobody may overlook, as the roster knows them."""
        return self.roster.errors


def roster_book(root: Path, roster: Roster) -> Book:
    """The book that a roster is of. Raises BrokenBook, and ChangedMeanwhile when a dossier is asked
    for that can no longer be read."""
    frame = load_frame(root)

    def shelf(kind: str) -> KnownShelf:
        return KnownShelf(
            roster.names[kind], lambda one: _still_there(root, kind, one, frame.policy)
        )

    return RosterBook(
        root=root,
        **frame._asdict(),
        customers=shelf("customer"),
        companies=shelf("company"),
        countries=shelf("country"),
        members=shelf("member"),
        unreadable=roster.unreadable,
        strays=(),
        refused=roster.refused,
        roster=roster,
    )


def _still_there(root: Path, kind: str, dossier_id: str, policy: Policy) -> Dossier[Any]:
    dossier = load_dossier(found_in(root, kind, dossier_id), policy)
    if isinstance(dossier, Unreadable):
        raise ChangedMeanwhile(
            _(
                "{path} was changed while it was read, and can't be read now; run the command again"
            ).format(path=dossier.path)
        )
    return dossier


def names_of(dossiers: Mapping[str, Dossier[Any]]) -> Mapping[str, str]:
    """The names in some dossiers, by their ids."""
    if isinstance(dossiers, KnownShelf):
        return dossiers.names
    return {dossier_id: dossier.facts.name for dossier_id, dossier in dossiers.items()}
