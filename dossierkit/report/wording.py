"""Words around figures."""

from __future__ import annotations

from collections.abc import Sequence


def several(count: int, one: str, many: str) -> str:
    """A count with its noun: 1 order, 12 orders."""
    return f"{count:,} {one if count == 1 else many}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: a, b and c."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
