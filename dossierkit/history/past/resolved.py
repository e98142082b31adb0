"""What a merge decided: where its result is not simply what the sides made of a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dossierkit.history.past.changes import Content, Difference, FactChange
from dossierkit.text.event import LogLine


def resolved(base: Content, sides: Sequence[Content], result: Content) -> Difference:
    """What a merge itself changed, compared with what its sides had made of the common `base`.

    A fact that one side changed belongs to that side; one that several changed differently was
    decided by the merge, and is shown as coming from a value that was given up.
    """
    expected = _expected(base, sides)
    has = Counter(result.log)
    notes = {side.notes for side in sides if side.notes != base.notes} or {base.notes}
    return Difference(
        facts_resolved(base, sides, result),
        tuple((has - expected).elements()),
        tuple((expected - has).elements()),
        len(notes) == 1 and result.notes not in notes,
    )


def facts_resolved(
    base: Content, sides: Sequence[Content], result: Content
) -> tuple[FactChange, ...]:
    """The facts that a merge decided."""
    names = dict.fromkeys(name for one in (result, base, *sides) for name in one.facts)
    decided = (_decided(name, base, sides, result) for name in names)
    return tuple(change for change in decided if change)


def _decided(
    field: str, base: Content, sides: Sequence[Content], result: Content
) -> FactChange | None:
    before, after = base.facts.get(field), result.facts.get(field)
    made = [side.facts.get(field) for side in sides]
    changed = [value for value in made if value != before] or [before]
    if any(value != changed[0] for value in changed):
        if _is_union(before, made, after):
            return None
        given_up = next(value for value in changed if value != after)
    else:
        given_up = changed[0]
    return None if given_up == after else FactChange(field, given_up, after)


def _is_union(before: object, made: Sequence[object], after: object) -> bool:
    """Whether a list holds just what every side left in it, and what any side put in."""
    had, sides = _items(before), [_items(value) for value in made]
    kept = had.intersection(*sides)
    return _items(after) == kept.union(*(side - had for side in sides))


def _items(value: object) -> set[str]:
    """The items of a list, or the one item that stands for it, in a form that can be compared."""
    if value is None:
        return set()
    return set(map(repr, value)) if isinstance(value, list) else {repr(value)}


def _expected(base: Content, sides: Sequence[Content]) -> Counter[LogLine]:
    """How often each log line stands in the result if every side keeps its word."""
    had, have = Counter(base.log), [Counter(side.log) for side in sides]
    expected: Counter[LogLine] = Counter()
    for line in dict.fromkeys(line for one in (had, *have) for line in one):
        counts = [counter[line] for counter in have]
        expected[line] = max(counts) if max(counts) > had[line] else min(counts)
    return expected
