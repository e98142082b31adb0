"""Versions of a dossier compared with each other: what one commit changed, as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from dossierkit.history.past.changes import (
    NOTHING,
    Content,
    Difference,
    FactChange,
    difference,
    facts_changed,
    read_content,
)
from dossierkit.history.past.resolved import facts_resolved, resolved
from dossierkit.history.past.versions import Commit, Version
from dossierkit.text.event import LogLine
from dossierkit.text.finding import Finding

_KEPT = 4096
"""Versions that are kept in mind, so that none is read twice in a row."""
_SAME = Difference((), (), (), False)


class Step(NamedTuple):
    """What one commit changed in a dossier; without a commit, what is not committed yet.

    `path` is the file's name after it, `old_path` before it, None where there was no file.
    `unreadable` is why this version can't be read: what it changed shows in the next one that can.
    `only_form` is true where comments or the layout changed and nothing else.
    """

    commit: Commit | None
    path: str
    facts: tuple[FactChange, ...]
    added: tuple[LogLine, ...]
    removed: tuple[LogLine, ...]
    notes: bool
    unreadable: Finding | None = None
    old_path: str | None = None
    is_gone: bool = False
    is_merge: bool = False
    only_form: bool = False

    @property
    def is_birth(self) -> bool:
        """Whether there was no file before."""
        return self.old_path is None


def _says_something(step: Step) -> bool:
    return bool(
        step.facts or step.added or step.removed or step.notes or step.unreadable or step.is_gone
    )


def _as_stored(data: bytes | None) -> bytes | None:
    """Content as git keeps it on every system: with LF."""
    return None if data is None else data.replace(b"\r\n", b"\n")


class Reading:
    """Reads versions in the order of time; for what can't be read, what came before stands in."""

    def __init__(self, facts_only: bool) -> None:
        self._facts_only = facts_only
        self._read: dict[bytes, Content | Finding] = {}
        self._stand_ins: dict[bytes, Content] = {}

    def step(self, version: Version) -> Step | None:
        """What a version says that those before it did not; None if that is nothing."""
        old = self.readable(version.path, version.old)
        compare = partial(self._difference, old)
        if version.is_merge:
            base = self.readable(version.path, version.base)
            others = [self.readable(version.path, other) for other in version.others]
            compare = partial(self._resolved, base, [old, *others])
        old_path = None if version.old is None else version.old_path
        step = self._step(version.commit, version.path, old_path, old, version.new, compare)
        if version.is_merge:
            return step._replace(is_merge=True) if _says_something(step) else None
        is_form = not _says_something(step) and old_path == version.path
        return step._replace(only_form=is_form)

    def uncommitted(self, path: str, old: bytes | None, new: bytes | None) -> Step | None:
        """What stands in a file and is not committed; None if that is nothing."""
        if _as_stored(old) == _as_stored(new):
            return None
        content = self.readable(path, old)
        old_path = None if old is None else path
        compare = partial(self._difference, content)
        step = self._step(None, path, old_path, content, new, compare)
        return step._replace(only_form=not _says_something(step))

    def _step(
        self,
        commit: Commit | None,
        path: str,
        old_path: str | None,
        old: Content,
        data: bytes | None,
        compare: Callable[[Content], Difference],
    ) -> Step:
        if data is None:
            return Step(commit, path, *_SAME, old_path=old_path, is_gone=True)
        new = self.content(path, data)
        if isinstance(new, Finding):
            self._stand_ins[data] = old
            return Step(commit, path, *_SAME, unreadable=new, old_path=old_path)
        return Step(commit, path, *compare(new), old_path=old_path)

    def _difference(self, old: Content, new: Content) -> Difference:
        if self._facts_only:
            return _SAME._replace(facts=facts_changed(old, new))
        return difference(old, new)

    def _resolved(self, base: Content, sides: Sequence[Content], new: Content) -> Difference:
        if self._facts_only:
            return _SAME._replace(facts=facts_resolved(base, sides, new))
        return resolved(base, sides, new)

    def can_compare(self, path: str, before: Sequence[bytes | None]) -> bool:
        """Whether what something is to be compared with can be read, or has a stand-in."""
        return all(
            isinstance(self.content(path, data), Content) or data in self._stand_ins
            for data in before
        )

    def content(self, path: str, data: bytes | None) -> Content | Finding:
        """What a version says, or why it can't be read."""
        if data is None:
            return NOTHING
        if data not in self._read:
            if len(self._read) == _KEPT:
                self._read.clear()
            self._read[data] = read_content(path, data)
        return self._read[data]

    def readable(self, path: str, data: bytes | None) -> Content:
        """What a version says, or what stands in for it."""
        content = self.content(path, data)
        if isinstance(content, Content):
            return content
        return self._stand_ins.get(data or b"", NOTHING)
