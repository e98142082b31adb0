"""What each commit changed, on branches that ran side by side, and what merges made of them."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dossierkit.history.past.lineage import Names
from dossierkit.history.past.walk import Entry, Logged


class Change(NamedTuple):
    """A version of a file by the ids of its contents; see `versions.Version`.

    `says_something` is false of a merge that only carries on what one side did.
    """

    path: str
    old_path: str
    old: str | None
    new: str | None
    is_merge: bool = False
    others: tuple[str | None, ...] = ()
    base: str | None = None
    says_something: bool = True


Changes = dict[str, Change]
"""What a commit changed, by the name that each file has now."""

_State = dict[str, str | None]
"""The contents of our files after a commit."""


def changes(log: Sequence[Logged], names: Sequence[Names]) -> list[Changes]:
    """The changes of each commit of a walk, to the files whose names are given for each."""
    places = {logged.commit.hash: place for place, logged in enumerate(log)}
    graph = [[places[name] for name in logged.parents if name in places] for logged in log]
    found: list[Changes] = [{} for _ in log]
    left = Counter(parent for parents in graph for parent in parents)
    states: dict[int, _State] = {}
    for place in range(len(log) - 1, -1, -1):
        parents = graph[place]
        before = [states[parent] for parent in parents]
        own = _own(log[place].entries, names[place])
        if not log[place].is_merge:
            found[place] = own
        elif len(parents) > 1:
            found[place] = _merged(own, before, _Fork(place, graph, found), names[place])
        else:
            found[place] = _joined(own, before[0] if before else {})
        left.subtract(parents)
        for parent in parents:
            if not left[parent]:
                states.pop(parent, None)
        is_ours = bool(parents) and parents[0] not in states
        state = before[0] if is_ours else dict(before[0]) if before else {}
        state.update((file, change.new) for file, change in found[place].items())
        states[place] = state
    return found


def _own(entries: Sequence[Entry], present: Names) -> Changes:
    """What a commit's own entries say of our files. One that gave its name away was another file
    before: that is no word about ours."""
    own: Changes = {}
    for entry in entries:
        if entry.old == entry.new and not entry.is_rename:
            continue
        if entry.path in present:
            own[present[entry.path]] = Change(entry.path, entry.old_path, entry.old, entry.new)
        elif entry.old_path in present:
            path, file = entry.old_path, present[entry.old_path]
            own.setdefault(file, Change(path, path, entry.old, None, says_something=False))
    return own


class _Fork:
    """The branches that a merge brings together, back to where they parted.

    `touched` are the files changed on each of them: on the first what no other has, on a further
    one what the first has not.
    """

    def __init__(
        self, place: int, graph: Sequence[Sequence[int]], found: Sequence[Changes]
    ) -> None:
        self.graph = graph
        self.found = found
        self.touched: list[set[str]] = [set() for _ in graph[place]]
        self.common: list[int] = []
        everybody = (1 << len(graph[place])) - 1
        reached: dict[int, int] = {}
        for number, parent in enumerate(graph[place]):
            reached[parent] = 1 << number
        waiting = sorted(reached)
        while any(reached[here] != everybody for here in waiting):
            here = heapq.heappop(waiting)
            by = reached[here]
            if by == everybody:
                self.common.append(here)
            for number, files in enumerate(self.touched):
                if by == 1 if number == 0 else by >> number & 1 and not by & 1:
                    files.update(found[here])
            for parent in graph[here]:
                if parent not in reached:
                    heapq.heappush(waiting, parent)
                reached[parent] = reached.get(parent, 0) | by
        self.common += waiting

    def base(self, file: str) -> str | None:
        """What the nearest commit that all sides know left of a file."""
        waiting, seen = sorted(self.common), set(self.common)
        while waiting:
            here = heapq.heappop(waiting)
            if file in self.found[here]:
                return self.found[here][file].new
            for parent in self.graph[here]:
                if parent not in seen:
                    seen.add(parent)
                    heapq.heappush(waiting, parent)
        return None


def _merged(own: Changes, before: Sequence[_State], fork: _Fork, present: Names) -> Changes:
    """What a merge made of our files, where a side or the merge itself changed them."""
    merged: Changes = {}
    for file in set(own).union(*fork.touched):
        results = [state.get(file) for state in before]
        change = own.get(file)
        new = change.new if change else results[0]
        idle = [k for k, files in enumerate(fork.touched) if file not in files]
        if len(set(results)) == 1:
            base = results[0]
        else:
            base = results[idle[0]] if idle else fork.base(file)
        made = {result for result in results if result != base} or {base}
        path = next((name for name, now in present.items() if now == file), file)
        merged[file] = Change(
            path, path, results[0], new, True, tuple(results[1:]), base,
            says_something=made != {new},
        )  # fmt: skip
    return merged


def _joined(own: Changes, before: _State) -> Changes:
    """What a merge made of our files of which only one of its parents knew, or none."""
    return {
        file: change._replace(old=before.get(file), is_merge=True, base=before.get(file))
        for file, change in own.items()
        if change.new != before.get(file)
    }
