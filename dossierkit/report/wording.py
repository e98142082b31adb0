"""Words around figures."""

from __future__ import annotations

from collections.abc import Sequence

from dossierkit.method.figures.refusals import NOT_SAID
from dossierkit.method.figures.sources import UNKNOWN
from dossierkit.method.figures.stages import NOT_SET
from dossierkit.text.translation import _, plural, word


def several(count: int, one: str, many: str) -> str:
    """A count with its noun: 1 order, 12 orders."""
    return plural(one, many, count).format(count=f"{count:,}")


def said(value: str, kind: str) -> str:
    """A value of a field of that kind as people read it, also what is not known, set or said."""
    return _(value) if value in (UNKNOWN, NOT_SET, NOT_SAID) else word(value, kind)


def listed(words: Sequence[str]) -> str:
    """Words in a row: a, b and c."""
    return (
        _("{words} and {words_2}").format(words=", ".join(words[:-1]), words_2=words[-1])
        if len(words) > 1
        else "".join(words)
    )
