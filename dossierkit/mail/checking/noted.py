"""What was noted while a template was read."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.text.finding import ERROR, Severity


class Mention(NamedTuple):
    """A fact that a template names, by its dotted path as in `customer.family-life.married`.

    `is_printed`: its letter stops where the fact is not known, unless that `is_asked` before.
    `is_certain`: in every letter, not only in some.
    """

    path: str
    line: int
    is_printed: bool
    is_asked: bool
    is_certain: bool


class Problem(NamedTuple):
    """What can't be right in a template, with its line in the file, from 1."""

    line: int
    code: str
    message: str
    hint: str
    severity: Severity


class Noted:
    """Collects what a template says. `sensitive` has the line where a fact is first read."""

    def __init__(self) -> None:
        self.mentions: set[Mention] = set()
        self.problems: set[Problem] = set()
        self.sensitive: dict[str, int] = {}
        self.texts: list[tuple[int, str]] = []

    def problem(
        self, line: int, code: str, message: str, hint: str, severity: Severity = ERROR
    ) -> None:
        """Notes that something can't be right."""
        self.problems.add(Problem(line, code, message, hint, severity))
