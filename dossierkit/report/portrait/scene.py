"""What a portrait is drawn from: a book, a day, a language, and the parts that all kinds share."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.method.touches import touches
from dossierkit.report.portrait.value import Column, Row, Table, one_line, row
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.fence import split
from dossierkit.text.notes import first_paragraph, read_notes
from dossierkit.text.source import Source
from dossierkit.text.translation import _, word

LATEST = 5
"""How many lines of a log are shown; of a customer's, on one screen with all the rest, less."""

_LOG_COLUMNS = (Column("Day"), Column("Event"), Column("Amount", right=True), Column("What", True))
_PEOPLE_COLUMNS = (
    Column("WHO"),
    Column("NAME", shrinks=True),
    Column("TITLE", shrinks=True),
    Column("STAGE"),
    Column("LAST"),
)


class Scene(NamedTuple):
    """A book on the day `on`. `now` (aware) is None if that day is not today; `language` is that
    of advice; `entered` gives the day on which a customer's file entered git, by id."""

    book: Book
    on: date
    now: datetime.datetime | None = None
    language: str = "en"
    entered: Mapping[str, date] = {}


def sorted_log(dossier: Dossier[Any]) -> list[LogLine]:
    """All lines of a log, the earliest first; on one day untimed ones, then by the clock."""
    sign = -1 if dossier.log.newest_first else 1
    return sorted(
        dossier.log.lines,
        key=lambda line: (
            line.date,
            line.time is not None,
            line.time or datetime.time.min,
            sign * line.position,
        ),
    )


def notes_of(dossier: Dossier[Any]) -> str:
    """The free notes of a dossier."""
    source = Source(dossier.path, dossier.source.text)
    parts = split(source)
    return read_notes(source, parts.body) if parts else ""


def notes_row(dossier: Dossier[Any], most: int | None = None) -> Row:
    """The first paragraph of the notes."""
    return row(_("Notes"), [one_line(first_paragraph(notes_of(dossier)))], most=most)


def log_table(dossier: Dossier[Any], most: int = LATEST) -> Table:
    """The latest lines of a log, the last first, below the place where an editor finds them."""
    course = sorted_log(dossier)
    shown = course[::-1][:most]
    rest = len(course) - len(shown)
    place = f"{dossier.path}:{shown[0].line}" if shown else dossier.path
    about = _("{place} · {rest} more").format(place=place, rest=rest) if rest else place
    return Table(_("Log"), about, _LOG_COLUMNS, tuple(map(_log_cells, shown)), is_titled=False)


def shared_log(people: Sequence[Dossier[Customer]], most: int = LATEST) -> Table:
    """The latest lines of several people's logs, the last first, each with whose it is."""
    lines = [(line, person.id) for person in people for line in sorted_log(person)]
    lines.sort(key=lambda pair: pair[0].date, reverse=True)
    rows = []
    for line, who in lines[:most]:
        day, *rest = _log_cells(line)
        rows.append((day, who, *rest))
    columns = (_LOG_COLUMNS[0], Column("Who"), *_LOG_COLUMNS[1:])
    return Table(_("Log"), _("of these people"), columns, tuple(rows), is_titled=False)


def _log_cells(line: LogLine) -> tuple[str, ...]:
    way = line.direction
    written = f" {word(way, 'direction')}" if way in ("in", "out") else ""
    money = f"{line.money.currency} {line.money.amount:,}" if line.money else ""
    return (f"{line.date}", word(line.event, "event") + written, money, line.text)


def people_table(people: Sequence[Dossier[Customer]], on: date) -> Table:
    """A line for each person, those last spoken with first."""
    rows = []
    for person in people:
        course = touches(person.log, on)
        last = str(course[-1].date) if course else ""
        title = person.facts.position.title or ""
        rows.append(
            (person.id, person.facts.name, title, word(person.facts.stage or "", "stage"), last)
        )
    rows.sort(key=lambda cells: cells[-1], reverse=True)
    return Table("", "", _PEOPLE_COLUMNS, tuple(rows))


def ago(day: date, on: date) -> str:
    """How long ago a day is, in words."""
    days = (on - day).days
    return {0: _("today"), 1: _("yesterday")}.get(days, _("{days} days ago").format(days=days))
