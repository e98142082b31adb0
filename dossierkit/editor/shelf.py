"""The dossiers of one kind as an editor sees them: open ones as they stand there, others as in
their files."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, KeysView, Mapping
from typing import Any, NamedTuple

from dossierkit.schema.dossier import Dossier

KEPT = 1_024
"""How many dossiers are kept that are not open."""


class _Kept(NamedTuple):
    stamp: tuple[int, int]
    dossier: Dossier[Any] | None


class Shelf(Mapping[str, Any]):
    """Dossiers by id, each read when it is asked for, and again when its file looks different.

    It goes through the ids of all files; a dossier that can't be read is not there when asked for.
    """

    def __init__(
        self,
        ids: Callable[[], KeysView[str]],
        file_of: Callable[[str], str],
        read: Callable[[str], Dossier[Any] | None],
        at_hand: Callable[[str], Dossier[Any] | None],
    ) -> None:
        self._ids, self._file_of, self._read, self._at_hand = ids, file_of, read, at_hand
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def __getitem__(self, dossier_id: str) -> Dossier[Any]:
        found = self._at_hand(dossier_id) or self._from_file(dossier_id)
        if found is None:
            raise KeyError(dossier_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __len__(self) -> int:
        return len(self._ids())

    def forget(self) -> None:
        """Lets go of all that was read from files."""
        self._kept.clear()

    def _from_file(self, dossier_id: str) -> Dossier[Any] | None:
        if dossier_id not in self._ids():
            return None
        try:
            found = os.stat(self._file_of(dossier_id))
        except OSError:
            return None
        stamp = (found.st_mtime_ns, found.st_size)
        kept = self._kept.get(dossier_id)
        if kept is None or kept.stamp != stamp:
            kept = _Kept(stamp, self._read(dossier_id))
            self._kept[dossier_id] = kept
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(dossier_id)
        return kept.dossier
