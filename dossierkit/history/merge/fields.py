"""What a field says after a merge, decided on values alone; how it is written is another matter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

from dossierkit.history.merge.union import Id, arrange, clashes, kept, moved, numbered
from dossierkit.history.merge.version import Three
from dossierkit.schema.fact import Group, is_opt_out
from dossierkit.schema.types import Choice, ListOf, MapOf, ScalarType

Path = tuple[str, ...]

CONSENT: Path = ("consent",)
MARKETING: Path = ("consent", "marketing")
OPT_OUTS: tuple[Path, ...] = (("consent", "do-not-contact"), ("consent", "opt-out"))
_REFUSED = "refused"
_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))


class Nothing(Enum):
    ABSENT = "absent"


ABSENT: Final = Nothing.ABSENT
"""The value of a field that is not there."""


class Decision(NamedTuple):
    """The value after the merge. `asked` are the paths that a person must decide on: there the
    value is not to be used. `wishes` are opt-outs of one side that the other has not."""

    value: Any
    asked: tuple[Path, ...] = ()
    wishes: tuple[tuple[Path, str], ...] = ()


def decide(path: Path, sides: Three[Any], kind: Group[Any] | None) -> Decision:
    """The value of a field, from its plain values; ABSENT where it is not there.

    An opt-out wins, and taking one back is asked. Fields merge one by one, lists as sets. What one
    side changed is taken, what both changed differently is asked.
    """
    if path == CONSENT and _takes_back(sides, [opts_out(side) for side in sides]):
        return Decision(sides.ours, (path,))
    if is_wish(path, sides):
        return _wish(path, sides)
    values = Three(*(ABSENT if value is None else value for value in sides))
    base, ours, theirs = values
    if _are_groups(values):
        return _group(path, sides, kind)
    if ours == theirs or base == theirs:
        return Decision(sides.ours)
    if base == ours:
        return Decision(sides.theirs)
    if is_list(path, values, kind):
        return _list(path, values, kind)
    return Decision(ours, (path,))


def opts_out(consent: Any) -> bool:
    """Whether a `consent` counts as a wish not to be contacted (DESIGN 3.1)."""
    if consent is ABSENT or consent is None:
        return False
    if not isinstance(consent, dict):
        return True
    return any(_is_opted_out(consent.get(path[-1], ABSENT)) for path in OPT_OUTS)


def _is_opted_out(value: Any) -> bool:
    return value is not ABSENT and str(value).lower() not in _FALSE


def is_wish(path: Path, sides: Three[Any]) -> bool:
    """Whether a field says by its name and its values whether somebody wants no mails."""
    is_named = path == MARKETING or is_opt_out(path[-1] if path else "")
    return is_named and not any(isinstance(value, (dict, list)) for value in sides)


def wish_state(path: Path, value: Any) -> bool:
    """Whether a field that may be a wish not to be contacted is one."""
    return bool(value == _REFUSED) if path == MARKETING else _is_opted_out(value)


def _takes_back(sides: Three[Any], states: Sequence[bool]) -> bool:
    """Whether one side takes back a wish that stood in the common version, and the other not."""
    return states[0] and states[1] != states[2]


def _wish(path: Path, sides: Three[Any]) -> Decision:
    states = [wish_state(path, value) for value in sides]
    base, ours, theirs = sides
    if _takes_back(sides, states):
        return Decision(ours, (path,))
    if states[1] != states[2]:
        winner = ours if states[1] else theirs
        return Decision(winner, (), ((path, winner or "true"),))
    if ours == theirs or base == theirs:
        return Decision(ours)
    if base == ours:
        return Decision(theirs)
    if is_same_wish(path, ours, theirs):
        return Decision(theirs if ours is ABSENT else ours)
    return Decision(ours, (path,))


def is_same_wish(path: Path, ours: Any, theirs: Any) -> bool:
    """Whether two words plainly mean the same opt-out, or that there is none."""
    words = {str(value).lower() for value in (ours, theirs) if value is not ABSENT}
    return path != MARKETING and (words <= _TRUE or words <= _FALSE)


def _are_groups(values: Three[Any]) -> bool:
    return any(isinstance(value, dict) for value in values[1:]) and all(
        value is ABSENT or isinstance(value, dict) for value in values
    )


def _group(path: Path, sides: Three[Any], kind: Group[Any] | None) -> Decision:
    """Fields within a field: each decided for itself."""
    inner = Three(*(side if isinstance(side, dict) else {} for side in sides))
    result: dict[str, Any] = {}
    asked: list[Path] = []
    wishes: list[tuple[Path, str]] = []
    for name in dict.fromkeys((*inner.ours, *inner.theirs)):
        values = Three(*(side.get(name, ABSENT) for side in inner))
        decision = decide((*path, name), values, kind)
        asked += decision.asked
        wishes += decision.wishes
        if decision.value is not ABSENT:
            result[name] = decision.value
    if not result and not asked and not all(isinstance(side, dict) for side in sides[1:]):
        return Decision(ABSENT)
    return Decision(result, tuple(asked), tuple(wishes))


def is_list(path: Path, values: Three[Any], kind: Group[Any] | None) -> bool:
    """Whether a field is a list, by the schema or by what stands there."""
    return (
        any(isinstance(value, list) for value in values) or _declared_item(path, kind) is not None
    )


def items_of(value: Any) -> list[Any]:
    """The items of a list; a single value is a list of one."""
    if value is ABSENT or value is None:
        return []
    return value if isinstance(value, list) else [value]


def item_ids(items: Sequence[Any]) -> list[Id]:
    """What items say, for comparison."""
    return numbered(("item", canonical(item)) for item in items)


def canonical(value: Any) -> str:
    """A plain value as a text that is the same for the same facts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _list(path: Path, values: Three[Any], kind: Group[Any] | None) -> Decision:
    base, ours, theirs = values
    if ABSENT in (ours, theirs) or _is_one_value(path, kind):
        return Decision(ours, (path,))
    if base is ABSENT and not _is_free_list(path, values, kind):
        return Decision(ours, (path,))
    sides = Three(*(item_ids(items_of(value)) for value in values))
    moves = moved(sides.base, sides.ours) and moved(sides.base, sides.theirs)
    if clashes(sides) or (moves and moved(sides.ours, sides.theirs)):
        return Decision(ours, (path,))
    order = arrange(sides, kept(sides))
    for value, ids in ((ours, sides.ours), (theirs, sides.theirs)):
        if order == ids:
            return Decision(value)
    known = {
        one: item
        for value, ids in zip(values, sides, strict=True)
        for one, item in zip(ids, items_of(value), strict=True)
    }
    return Decision([known[one] for one in order])


def _declared_item(path: Path, kind: Group[Any] | None) -> Any:
    """The type of the items, where the schema says that a field is a list."""
    declared: Any = kind
    for name in path:
        if isinstance(declared, Group):
            fact = declared.facts.get(name)
            declared = fact.type if fact else None
        else:
            declared = declared.item if isinstance(declared, MapOf) else None
    return declared.item if isinstance(declared, ListOf) else None


def _is_one_value(path: Path, kind: Group[Any] | None) -> bool:
    """Whether a list says one thing as a whole, such as the days of a weekend."""
    return isinstance(_declared_item(path, kind), Choice)


def _is_free_list(path: Path, values: Three[Any], kind: Group[Any] | None) -> bool:
    """Whether two first lists can be joined: both written as lists of single texts."""
    is_written = all(isinstance(value, list) for value in values[1:])
    return is_written and isinstance(_declared_item(path, kind), ScalarType)
