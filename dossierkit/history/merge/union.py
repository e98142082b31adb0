"""The three-way union of ordered things that are the same when they say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from dossierkit.history.merge.version import Three

Id = tuple[str, str, int]
"""What something is, what it says, and the how-manieth of its like it is, from 0."""

_SIMILAR = 0.6
"""Two texts that share so much are one text, edited."""
_COMPARED = 100
"""With more candidates than this, only the place tells what was edited."""


class Clash(NamedTuple):
    """Something that both sides took away or edited, not in the same way."""

    gone: Id
    ours: tuple[Id, ...]
    theirs: tuple[Id, ...]


def numbered(names: Iterable[tuple[str, str]]) -> list[Id]:
    """Ids for things in their order, equal ones told apart by number."""
    seen: Counter[tuple[str, str]] = Counter()
    ids = []
    for name in names:
        ids.append((*name, seen[name]))
        seen[name] += 1
    return ids


def kept(sides: Three[Sequence[Id]]) -> set[Id]:
    """What is in the union: what both have, and what one side added."""
    base, ours, theirs = map(set, sides)
    return (ours & theirs) | (ours - base) | (theirs - base)


def clashes(sides: Three[Sequence[Id]]) -> list[Clash]:
    """What both sides took away, and at least one replaced by something that the other has not."""
    base, ours, theirs = map(set, sides)
    gone = [one for one in sides.base if one not in ours and one not in theirs]
    if not gone or not (ours ^ theirs) - base:
        return []
    our, their = _replaced(sides.base, sides.ours), _replaced(sides.base, sides.theirs)
    return [Clash(one, our[one], their[one]) for one in gone if set(our[one]) != set(their[one])]


def _replaced(base: Sequence[Id], side: Sequence[Id]) -> dict[Id, tuple[Id, ...]]:
    """What stands in the place of each thing that a side has no more: by place, or by likeness."""
    known, lost = set(base), set(base) - set(side)
    added = [one for one in side if one not in known]
    found: dict[Id, set[Id]] = {one: set() for one in lost}
    for _, start, end, first, last in _steps(base, side):
        new = {one for one in side[first:last] if one not in known}
        for one in base[start:end]:
            if one in lost:
                found[one] |= {other for other in new if other[0] == one[0]}
    if len(lost) * len(added) <= _COMPARED**2:
        for one in lost:
            found[one] |= {other for other in added if _is_like(one, other)}
    return {one: tuple(sorted(new, key=side.index)) for one, new in found.items()}


def _steps(base: Sequence[Id], side: Sequence[Id]) -> Iterable[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return (step for step in matcher.get_opcodes() if step[0] == "replace")


def _is_like(one: Id, other: Id) -> bool:
    if one[0] != other[0]:
        return False
    matcher = SequenceMatcher(None, one[1], other[1], autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def moved(base: Sequence[Id], side: Sequence[Id]) -> bool:
    """Whether a side put what it kept in another order."""
    common = set(base) & set(side)
    return [one for one in base if one in common] != [one for one in side if one in common]


def frame_of(sides: Three[Sequence[Id]]) -> Three[Sequence[Id]]:
    """The sides, the one first whose order counts: ours, unless only theirs has a new one."""
    is_theirs = moved(sides.base, sides.theirs) and not moved(sides.base, sides.ours)
    return sides.swapped if is_theirs else sides


def arrange(
    sides: Three[Sequence[Id]], keep: set[Id], leads: Mapping[Id, Id] | None = None
) -> list[Id]:
    """What is kept, in order: what the other side has more stands behind what it stood behind.

    `leads` are the comments of the other side with what they stand directly above.
    """
    frame = frame_of(sides)
    return insert(frame, [one for one in frame.ours if one in keep], keep, leads or {})


def insert(
    frame: Three[Sequence[Id]], result: list[Id], keep: set[Id], leads: Mapping[Id, Id]
) -> list[Id]:
    """The result with what only the other side, `frame.theirs`, has of what is kept."""
    present = set(result)
    own = set(frame.ours) - set(frame.base) - set(frame.theirs)
    late: set[Id] = set()
    before: Id | None = None
    for one in frame.theirs:
        if one in keep and one not in present:
            led = leads.get(one)
            if led in present and led not in late:
                place = result.index(led)
            else:
                place = result.index(before) + 1 if before else 0
                if before is None or before not in late:
                    place = _behind_own(result, place, own)
            result.insert(place, one)
            present.add(one)
            late.add(one)
        if one in present:
            before = one
    return result


def _behind_own(result: list[Id], place: int, own: set[Id]) -> int:
    """The place behind what the frame added there, never between a comment and its field, nor
    below another heading."""
    best = place
    while place < len(result) and result[place] in own and result[place][0] != "other":
        place += 1
        if result[place - 1][0] != "comment":
            best = place
    return best
