"""Which facts are known where a condition of a template holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

FactsOf: TypeAlias = "Callable[[Any], frozenset[str]]"
"""Gives the facts that are known where an expression has a value."""

_KNOWING = frozenset(("defined", "equalto", "eq", "in", "==", "true", "string", "number"))
_NOT_KNOWING = frozenset(("undefined", "none", "false"))
_EQUAL = frozenset(("eq", "in"))
_UNEQUAL = frozenset(("ne", "notin"))


def implied(test: Any, facts_of: FactsOf, *, holds: bool) -> frozenset[str]:
    """The facts known where a condition holds, or (`holds` False) where it does not.

    What has no value is false, equal to nothing, and can't be compared by size.
    """
    kind = type(test).__name__
    if kind == "Not":
        return implied(test.node, facts_of, holds=not holds)
    if kind in ("And", "Or"):
        left = implied(test.left, facts_of, holds=holds)
        right = implied(test.right, facts_of, holds=holds)
        return left | right if (kind == "And") == holds else left & right
    if kind == "Compare":
        return _compared(test, facts_of, holds=holds)
    if kind == "Test":
        if test.name in _KNOWING | _NOT_KNOWING and holds == (test.name in _KNOWING):
            return facts_of(test.node)
        return frozenset()
    return facts_of(test) if holds else frozenset()


def _compared(test: Any, facts_of: FactsOf, *, holds: bool) -> frozenset[str]:
    operators = {one.op for one in test.ops}
    sides = [test.expr, *(one.expr for one in test.ops)]
    if any(type(side).__name__ == "Const" and not side.value for side in sides):
        return frozenset()
    if (operators <= _EQUAL and not holds) or (operators & _UNEQUAL and holds):
        return frozenset()
    return frozenset().union(*map(facts_of, sides))
