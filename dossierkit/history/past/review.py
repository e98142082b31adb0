"""What history tells of a span of days, for `method.review`: read in one walk over all dossiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from functools import partial
from pathlib import Path, PurePosixPath

from dossierkit.book.book import Book
from dossierkit.book.files import FOLDERS
from dossierkit.history.past.changes import Content
from dossierkit.history.past.life import Reading, Step, on_disk
from dossierkit.history.past.promises import next_items
from dossierkit.history.past.versions import Commit, Version, contents, versions
from dossierkit.method.course.moves import Arrival, Move, Seen
from dossierkit.method.course.plans import NextChange
from dossierkit.text.event import LogLine
from dossierkit.text.translation import N_, _

_CUSTOMERS = f"dossiers/{FOLDERS['customer']}/"
_COMPANIES = f"dossiers/{FOLDERS['company']}/"
_NEXT = re.compile(rb"^[\"']?next[\"']?[ \t]*:.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)
_AT_ONCE = 4096
_MOVING = ("stage", "intent")
NOT_COMMITTED = N_("not committed yet")


def seen(book: Book, since: date, on: date, zone: tzinfo | None, *, is_now: bool) -> Seen:
    """What git tells of a book from `since` to `on` in a time zone; raises NoHistory.

    If the last day is now, what is not committed yet counts as done on it.
    """
    watch = _Watch(book.root, since, on, zone)
    for version in versions(book.root, None, oldest_first=True):
        if _matters(version.file):
            watch.take(version)
    if is_now:
        watch.take_uncommitted(dossier.path for dossier in book.all_dossiers())
    return watch.result()


class _Watch:
    """Takes versions in the order of time, and keeps what matters of a span."""

    def __init__(self, root: Path, since: date, on: date, zone: tzinfo | None) -> None:
        self._root = root
        self._since, self._on, self._zone = since, on, zone
        self._reading = Reading(facts_only=True)
        self._there: dict[str, bool] = {}
        self._moves: list[Move] = []
        self._came: dict[str, Arrival] = {}
        self._went: dict[str, Arrival] = {}
        self._next: dict[str, list[NextChange]] = defaultdict(list)

    def take(self, version: Version) -> None:
        """Takes in a version of a customer or a company."""
        day = self._day(version.commit)
        if day > self._on:
            return
        self._there[version.file] = version.new is not None
        is_customer = version.file.startswith(_CUSTOMERS)
        if day < self._since and not (is_customer and _touches_next(version)):
            return
        before = (version.old, version.base, *version.others)
        if not self._reading.can_compare(version.path, before):
            self._read_past(version.file, version.commit)
        step = self._reading.step(version)
        if step is not None and step.unreadable is None:
            self._keep(version.file, step, day, version.old, version.new)

    def take_uncommitted(self, paths: Iterable[str]) -> None:
        """Takes in what stands in the files, and differs from the last commit."""
        there = {path for path, is_there in self._there.items() if is_there}
        every = sorted(there.union(filter(_matters, paths)))
        for start in range(0, len(every), _AT_ONCE):
            some = every[start : start + _AT_ONCE]
            committed = contents(self._root, [f"HEAD:./{path}" for path in some])
            for path in some:
                old, new = committed[f"HEAD:./{path}"], on_disk(self._root / path)
                if old == new:
                    continue
                if not self._reading.can_compare(path, (old,)):
                    self._read_past(path, None)
                step = self._reading.uncommitted(path, old, new)
                if step is not None and step.unreadable is None:
                    self._keep(path, step, self._on, old, new)

    def result(self) -> Seen:
        """All that was kept, by day and id."""
        return Seen(
            sorted(self._moves, key=lambda move: (move.day, move.id)),
            sorted(self._came.values(), key=lambda one: (one.day, one.id)),
            sorted(self._went.values(), key=lambda one: (one.day, one.id)),
            self._next,
        )

    def _day(self, commit: Commit) -> date:
        return (commit.when.astimezone(self._zone) if self._zone else commit.when).date()

    def _read_past(self, file: str, until: Commit | None) -> None:
        """Reads the versions of a file before a commit, so that what came before stands in for
        unreadable ones."""
        for version in versions(self._root, [file], oldest_first=True):
            if version.commit == until:
                break
            self._reading.step(version)

    def _keep(self, file: str, step: Step, day: date, old: bytes | None, new: bytes | None) -> None:
        who = PurePosixPath(file).stem
        is_customer = file.startswith(_CUSTOMERS)
        by, commit = _(NOT_COMMITTED), step.commit
        if commit is not None:
            by = commit.author or commit.email
        for change in step.facts:
            if change.field == "next" and is_customer:
                log = partial(_log_of, self._reading.readable(step.path, new))
                items = next_items(change.old), next_items(change.new)
                self._next[who].append(NextChange(day, by, *items, log))
        if day < self._since:
            return
        if old is None or new is None:
            if is_customer and not (step.is_merge and old is None):
                facts = self._reading.readable(step.path, new or old).facts
                self._came_or_went(who, facts, day, by, step, is_there=new is not None)
            return
        why = (commit.body.partition("\n")[0] or commit.subject) if commit else ""
        for field, before, after in step.facts:
            if field in _MOVING if is_customer else field.startswith("terms."):
                name = commit.hash if commit else None
                self._moves.append(Move(who, field, before, after, day, by, name, why))

    def _came_or_went(
        self,
        who: str,
        facts: Mapping[str, object],
        day: date,
        by: str,
        step: Step,
        *,
        is_there: bool,
    ) -> None:
        """Notes a new dossier, or one that is gone; both in one span are neither."""
        before, now = (self._went, self._came) if is_there else (self._came, self._went)
        if before.pop(who, None) is None:
            name, owner = str(facts.get("name") or who), facts.get("owner")
            commit = step.commit.hash if step.commit else None
            now[who] = Arrival(who, name, str(owner) if owner else None, day, by, commit)


def _touches_next(version: Version) -> bool:
    """Whether a version may have changed the next steps; quicker than reading the header."""
    return version.is_merge or _next_of(version.old) != _next_of(version.new)


def _next_of(data: bytes | None) -> bytes:
    """The lines of a file that hold its next steps, or all where that is not plain to see."""
    if data is None or b"next" not in data:
        return b""
    match = _NEXT.search(data)
    return match.group() if match else data


def _matters(path: str) -> bool:
    return path.startswith((_CUSTOMERS, _COMPANIES))


def _log_of(content: Content) -> Sequence[LogLine]:
    return content.log
