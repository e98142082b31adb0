"""How customer-oriented a member sells, by their own answers (M49).

The SOCO scale: R. Saxe and B. A. Weitz, "The SOCO scale: a measure of the customer orientation of
salespeople", Journal of Marketing Research 19 (1982), 343–351. Its topics and its scoring are
kept; the statements are worded anew in `statements.yaml`, and the areas are our own grouping.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.nodes import Mapping
from dossierkit.text.nodes import Sequence as Listed
from dossierkit.text.packaged import packaged

STATEMENTS = 24
LOWEST, HIGHEST = 1, 9
"""The scale: true for none of my customers, true for all of them."""
LEAST, MOST = STATEMENTS * LOWEST, STATEMENTS * HIGHEST
"""The totals that there can be: 24 to 216."""

_FILE = "method/statements.yaml"


class Statement(NamedTuple):
    """A statement; `number` counts from 1. A yes to a reversed one counts against you."""

    number: int
    area: str
    is_reversed: bool
    text: str


class Area(NamedTuple):
    """What one can work on: its name, its title, the principle it serves (M50), and how."""

    name: str
    title: str
    principle: str
    work_on: str


class Result(NamedTuple):
    """One assessment: its total from 24 to 216, and the mean of each area from 1 to 9, by name;
    `line` is where it stands in the member's file, from 1."""

    date: date
    total: int
    areas: dict[str, float]
    line: int

    @property
    def mean(self) -> float:
        """The mean of all statements, 1 to 9."""
        return self.total / STATEMENTS


class Incomplete(NamedTuple):
    """An assessment that can't be scored: SOCO needs all 24 answers, and the trend a date."""

    date: date | None
    answers: int
    line: int


class Results(NamedTuple):
    """A member's assessments, the earliest first, and those that can't be scored."""

    scored: tuple[Result, ...]
    incomplete: tuple[Incomplete, ...]


@cache
def statements(language: str) -> tuple[Statement, ...]:
    """The 24 statements in their order, in `en` or `zh`."""
    rows = packaged(_FILE)["statements"]
    return tuple(
        Statement(number, row["area"], row.get("reversed") == "true", row[language])
        for number, row in enumerate(rows, 1)
    )


def areas(language: str) -> tuple[Area, ...]:
    """The areas in `en` or `zh`, in the order in which they are shown."""
    rows: dict[str, Any] = packaged(_FILE)["areas"]
    return tuple(
        Area(name, *(row[part][language] for part in ("title", "principle", "work-on")))
        for name, row in rows.items()
    )


def scale(language: str) -> tuple[str, str]:
    """What the lowest and the highest answer mean, in `en` or `zh`."""
    ends = packaged(_FILE)["scale"]
    return ends["low"][language], ends["high"][language]


def scored(answers: Sequence[int]) -> list[int]:
    """What each answer counts, 1 to 9: of a reversed statement 10 less the answer.

    Raises ValueError unless there are 24 answers from 1 to 9 (Saxe and Weitz 1982).
    """
    if len(answers) != STATEMENTS:
        raise ValueError(f"{len(answers)} answers where {STATEMENTS} are needed")
    wrong = [answer for answer in answers if not LOWEST <= answer <= HIGHEST]
    if wrong:
        raise ValueError(f"the answer {wrong[0]} is not from {LOWEST} to {HIGHEST}")
    return [
        LOWEST + HIGHEST - answer if statement.is_reversed else answer
        for statement, answer in zip(statements("en"), answers, strict=True)
    ]


def score(answers: Sequence[int]) -> int:
    """The total of 24 answers, 24 to 216; the higher, the more customer-oriented. Raises ValueError
    as `scored` does."""
    return sum(scored(answers))


def result(day: date, answers: Sequence[int], line: int = 0) -> Result:
    """An assessment of a day, scored; raises ValueError as `scored` does."""
    points = scored(answers)
    by_area: dict[str, list[int]] = {area.name: [] for area in areas("en")}
    for statement, count in zip(statements("en"), points, strict=True):
        by_area[statement.area].append(count)
    means = {name: sum(counts) / len(counts) for name, counts in by_area.items()}
    return Result(day, sum(points), means, line)


def results(member: Dossier[Member], on: date) -> Results:
    """All assessments of a member up to a day."""
    found, incomplete = [], []
    for one, line in zip(member.facts.assessments, _lines(member), strict=True):
        if one.date and one.date > on:
            continue
        if one.date is None or len(one.answers) != STATEMENTS:
            incomplete.append(Incomplete(one.date, len(one.answers), line))
        else:
            found.append(result(one.date, one.answers, line))
    found.sort(key=lambda one: (one.date, one.line))
    return Results(tuple(found), tuple(incomplete))


def weakest(found: Result, language: str, count: int = 2) -> list[Area]:
    """The areas with the lowest means; of equal ones, those that are shown first."""
    return sorted(areas(language), key=lambda area: found.areas[area.name])[:count]


def _lines(member: Dossier[Member]) -> list[int]:
    """The lines of the assessments that could be read as such."""
    node = member.header.get("assessments")
    items = node.items if isinstance(node, Listed) else [node]
    return [member.source.line(item.start) for item in items if isinstance(item, Mapping)]
