"""Why people did not buy (M34): lost deals, and the reasons that stand in the dossiers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.method.figures.ledger import Ledger, Person
from dossierkit.text.translation import N_

OTHER = "other"
NOT_SAID = N_("not said")

Themes = Mapping[str, Sequence[str]]
"""What reasons are about, each with the words that tell; see `report.themes`."""


class Refusal(NamedTuple):
    """A lost deal, or a reason without one. `day` is that of the lost deal, None for a reason
    that only the header tells; `reason` is the field's, `words` are those of the log."""

    id: str
    day: date | None
    reason: str | None
    words: str
    themes: tuple[str, ...]
    path: str
    line: int


def refusals(ledger: Ledger, themes: Themes) -> list[Refusal]:
    """The refusals of the span, the newest first; then reasons without a day, which hold now.

    Someone who will never buy is one of them, whether the reason is known or not.
    """
    found = [one for person in ledger.people for one in _of(ledger, person, themes)]
    return sorted(found, key=lambda one: (-(one.day or date.min).toordinal(), one.id, one.line))


def by_theme(found: Sequence[Refusal]) -> list[tuple[str, int]]:
    """How many refusals are about each theme, most first; one may be about several."""
    counts = Counter(theme for one in found for theme in one.themes)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _of(ledger: Ledger, person: Person, themes: Themes) -> list[Refusal]:
    facts, path = person.facts, person.dossier.path
    lost = [line for line in person.course if line.event == "lost"]
    found = []
    for number, line in enumerate(lost, 1):
        if ledger.is_counted(line.date):
            reason = facts.reason if number == len(lost) else None
            about = _about(reason, themes) or _about(line.text, themes) or _unclear(line.text)
            found.append(Refusal(person.id, line.date, reason, line.text, about, path, line.line))
    if not lost and (facts.reason or facts.intent == "never"):
        about = _about(facts.reason, themes) or _unclear(facts.reason)
        where = person.dossier.line("reason" if facts.reason else "intent")
        found.append(Refusal(person.id, None, facts.reason, "", about, path, where))
    return found


def _unclear(text: str | None) -> tuple[str, ...]:
    return (OTHER if text else NOT_SAID,)


def _about(text: str | None, themes: Themes) -> tuple[str, ...]:
    """The themes that a text names. A word in capitals (DALI, OA) must stand by itself."""
    return tuple(
        theme for theme, words in themes.items() if any(_says(text or "", word) for word in words)
    )


def _says(text: str, word: str) -> bool:
    if word.isupper() and word.isascii():
        return re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text) is not None
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}", text.casefold()) is not None
    return word in text
