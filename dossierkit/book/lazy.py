"""A book of which only those files are read that somebody asks for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.files import FOLDERS, Found, walk_folder
from dossierkit.book.holidays import HolidaySource, public_holidays
from dossierkit.book.load import load_dossier, load_frame
from dossierkit.schema.codes import ID_FORM
from dossierkit.schema.dossier import Dossier, Unreadable

KEPT = 4_096
"""How many dossiers of a kind are kept at hand."""

Refused = Mapping[str, Collection[str]]
"""By kind, the ids of files that are no dossiers because of their name or place."""


class Shelf(Mapping[str, Any]):
    """Dossiers of one kind by id, each read when it is asked for; what can't be read is not there.

    The last `KEPT` dossiers that were asked for are kept.
    """

    def __init__(
        self, read: Callable[[str], Dossier[Any] | None], ids: Callable[[], Iterable[str]]
    ) -> None:
        self._read = read
        self._ids = ids
        self._kept: OrderedDict[str, Dossier[Any] | None] = OrderedDict()

    def __getitem__(self, dossier_id: str) -> Dossier[Any]:
        if dossier_id in self._kept:
            self._kept.move_to_end(dossier_id)
        else:
            self._kept[dossier_id] = self._read(dossier_id)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        found = self._kept[dossier_id]
        if found is None:
            raise KeyError(dossier_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return (one for one in self._ids() if one in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def lazy_book(root: Path, refused: Refused, holidays: HolidaySource = public_holidays) -> Book:
    """A book like that of `load.load`, but that it reads its dossiers when they are asked for, and
    tells nothing of files that can't be read; its calendars ask `holidays`. Raises BrokenBook."""
    frame = load_frame(root)

    def shelf(kind: str) -> Shelf:
        barred = frozenset(refused.get(kind, ()))

        def read(dossier_id: str) -> Dossier[Any] | None:
            if dossier_id in barred or not ID_FORM.fullmatch(dossier_id):
                return None
            dossier = load_dossier(found_in(root, kind, dossier_id), frame.policy)
            return None if isinstance(dossier, Unreadable) else dossier

        return Shelf(read, lambda: (found.id for found in walk_folder(root, kind).found))

    return Book(
        root=root,
        **frame._asdict(),
        customers=shelf("customer"),
        companies=shelf("company"),
        countries=shelf("country"),
        members=shelf("member"),
        unreadable=(),
        strays=(),
        refused=(),
        holidays=holidays,
    )


def found_in(root: Path, kind: str, dossier_id: str) -> Found:
    """The place of a dossier's file."""
    path = f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"
    return Found(kind, dossier_id, path, root / path)
