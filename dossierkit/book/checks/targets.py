"""What a reference can mean: the dossiers that are there, and the one that was probably meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from dossierkit.book.book import Book
from dossierkit.book.files import FOLDERS
from dossierkit.text.translation import N_, _

MAX_SUGGESTIONS = 50
"""So many different ids get a "did you mean": it keeps a book full of them from taking hours."""

_NAMES = {
    "customer": N_("a customer"),
    "company": N_("a company"),
    "country": N_("a country"),
    "member": N_("a member of the team"),
}
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}


class Ids(Protocol):
    """Who is in a book: what `Traces` tell of it, or anybody else."""

    def has(self, space: str, key: str) -> bool:
        """Whether there is a dossier of a kind, readable or not."""

    def ids(self, kind: str) -> Iterable[str]:
        """The dossiers of a kind that can be read."""


class Targets:
    """What ids mean in a book. Unreadable and misnamed files count as being there."""

    def __init__(self, book: Book, there: Ids) -> None:
        self._there = there
        self._misnamed: dict[str, set[str]] = defaultdict(set)
        for finding in book.refused:
            _unused, folder, *name = finding.path.split("/")
            kind = _KINDS.get(folder, "")
            self._misnamed[kind].add("/".join(name).removesuffix(".md").casefold())
        self._explained: dict[tuple[str, str], tuple[str, str]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._by_initial: dict[str, dict[str, list[str]]] = {}

    def has(self, kind: str, dossier_id: str) -> bool:
        """Whether there is such a dossier; an empty kind means any."""
        kinds = (kind,) if kind else tuple(FOLDERS)
        return any(
            self._there.has(one, dossier_id) or dossier_id in self._misnamed[one] for one in kinds
        )

    def explain(self, kind: str, dossier_id: str) -> tuple[str, str]:
        """Message and hint for an id that is not there."""
        key = (kind, dossier_id)
        if key not in self._explained:
            self._explained[key] = self._explain(kind, dossier_id)
        return self._explained[key]

    def _explain(self, kind: str, dossier_id: str) -> tuple[str, str]:
        what = kind or _("dossier")
        others = [_(name) for other, name in _NAMES.items() if dossier_id in self._readable(other)]
        if others:
            hint = _("write the id of {names}").format(names=_(_NAMES[kind]))
            return _("'{dossier_id}' is {others}, not {names}").format(
                dossier_id=dossier_id, others=others[0], names=_(_NAMES[kind])
            ), hint
        hint = _("mend the id, or add dossiers/{folders}/<id>.md").format(
            folders=FOLDERS[kind or "customer"]
        )
        if near := self._nearest(kind, dossier_id):
            hint = _("did you mean '{near}'?").format(near=near)
        return _("there is no {what} '{dossier_id}'").format(what=what, dossier_id=dossier_id), hint

    def _nearest(self, kind: str, dossier_id: str) -> str:
        if len(self._explained) >= MAX_SUGGESTIONS:
            return ""
        word = "-".join(dossier_id.lower().replace("_", " ").split())
        from difflib import get_close_matches

        near = get_close_matches(word, self._candidates(kind).get(word[:1], ()), 1, 0.7)
        return near[0] if near else ""

    def _candidates(self, kind: str) -> dict[str, list[str]]:
        """Ids by their first letter, which is seldom the wrong one."""
        if kind not in self._by_initial:
            by_initial = defaultdict(list)
            for one in (kind,) if kind else FOLDERS:
                for dossier_id in sorted(self._readable(one)):
                    by_initial[dossier_id[0]].append(dossier_id)
            self._by_initial[kind] = by_initial
        return self._by_initial[kind]

    def _readable(self, kind: str) -> frozenset[str]:
        if kind not in self._ids:
            self._ids[kind] = frozenset(self._there.ids(kind))
        return self._ids[kind]
