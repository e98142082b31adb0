"""The log: three-way union of its lines, each whole, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from dossierkit.history.merge.blocks import Piece
from dossierkit.history.merge.header import Merged
from dossierkit.history.merge.markers import Style, is_question, question
from dossierkit.history.merge.union import Clash, Id, clashes, frame_of, insert, kept
from dossierkit.history.merge.version import Three
from dossierkit.text.event import LogLine
from dossierkit.text.fence import Span
from dossierkit.text.log import read_log
from dossierkit.text.source import Source
from dossierkit.text.translation import N_

LOG = (N_("the log"),)
_WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ \t]+(\d{1,2}):(\d{2}))?\b")
_LETTERS = ("greeting", "price-update")
_DAYS_APART = timedelta(days=3)

When = tuple[str, int]
"""A day as it is written, and the minute of that day; -1 where no time is written."""


class Section(NamedTuple):
    """What stands below `## Log`: pieces, `lead` empty lines above and `tail` behind them."""

    pieces: list[Piece]
    lead: int
    tail: int

    @property
    def ids(self) -> list[Id]:
        return [piece.id for piece in self.pieces]


EMPTY = Section([], 0, 0)


def merge_log(sections: Three[Section], style: Style) -> Merged | None:
    """The merged lines of a log; None if text between its lines was changed on both sides."""
    others = Three(*([one for one in section.ids if one[0] == "other"] for section in sections))
    if len({tuple(side) for side in others}) == 3:
        return None
    sides = Three(*(section.ids for section in sections))
    keep = kept(sides)
    found = [*clashes(sides), *_sent_twice(sides)]
    order = _in_order(sides, keep)
    made = _texts(sections)
    for clash in found:
        _ask(clash, order, made, style)
    lines = _laid_out(order, made, sections)
    return Merged(lines, (LOG,) if found else ())


def _in_order(sides: Three[list[Id]], keep: set[Id]) -> list[Id]:
    """What is kept: by date where the file is, else behind what it stood behind."""
    frame = frame_of(sides)
    result = [one for one in frame.ours if one in keep]
    direction = _direction(frame)
    if direction and not any(one[0] == "other" for one in keep):
        known = set(result)
        added = [one for one in frame.theirs if one in keep and one not in known and _when(one)]
        _sort_in(result, added, direction)
    return insert(frame, result, keep, {})


def _sort_in(result: list[Id], added: list[Id], direction: int) -> None:
    """Puts dated lines where a sorted log wants them: of equal ones the inserted is the later."""
    newest_first = [*(reversed(result) if direction > 0 else result)]
    times = [_when(one) for one in newest_first]
    for one in added if direction > 0 else reversed(added):
        when = _when(one)
        later = (place for place, time in enumerate(times) if time and when and time <= when)
        place = next(later, None)
        if place is None:
            place = max((place + 1 for place, time in enumerate(times) if time), default=0)
        newest_first.insert(place, one)
        times.insert(place, when)
    result[:] = reversed(newest_first) if direction > 0 else newest_first


def _direction(frame: Three[Sequence[Id]]) -> int:
    """1 for a log that is sorted with the oldest line first, -1 for newest first, 0 for neither."""
    votes = 0
    for side in (frame.ours, frame.theirs):
        days = [when[0] for one in side if (when := _when(one))]
        steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(days)]
        if 1 in steps and -1 in steps:
            return 0
        votes = votes or sum(steps)
    return -1 if votes < 0 else 1


def _when(one: Id) -> When | None:
    match = _WHEN.match(one[1]) if one[0] == "item" else None
    if match is None:
        return None
    day, hour, minute = match.groups()
    return day, int(hour) * 60 + int(minute) if hour else -1


def _texts(sections: Three[Section]) -> dict[Id, list[str]]:
    """The lines of everything, from the side that changed how it is written."""
    base, ours, theirs = ({p.id: p.lines for p in section.pieces} for section in sections)
    return {
        one: list(theirs.get(one, ours.get(one, ())) if ours.get(one) == base.get(one) else
                  ours.get(one, theirs.get(one, ())))
        for one in {*ours, *theirs}
    }  # fmt: skip


def _ask(clash: Clash, order: list[Id], made: dict[Id, list[str]], style: Style) -> None:
    """Puts two versions with markers in the place of the first of them, but for what is asked
    already."""
    free = {one for one in order if not is_question(made[one])}
    ours = [one for one in clash.ours if one not in clash.theirs and one in free]
    theirs = [one for one in clash.theirs if one not in clash.ours and one in free]
    if not ours and not theirs:
        return
    parts = [[line for one in side for line in made[one]] for side in (ours, theirs)]
    first, *others = ours + theirs
    made[first] = question(parts[0], parts[1], style)
    for one in others:
        order.remove(one)


def _laid_out(order: list[Id], made: dict[Id, list[str]], sections: Three[Section]) -> list[str]:
    gaps: dict[Id, int] = {}
    for section in (sections.theirs, sections.ours):
        gaps |= {piece.id: piece.gap for piece in section.pieces[1:]}
    usual = min(gaps.values(), default=0)
    lines: list[str] = []
    for number, one in enumerate(order):
        lines += [""] * (gaps.get(one, usual) if number else 0) + made[one]
    return lines


def _sent_twice(sides: Three[list[Id]]) -> list[Clash]:
    """Letters that both sides sent to one person, each without knowing of the other (M36)."""
    our = _letters(sides.ours, {*sides.base, *sides.theirs})
    their = _letters(sides.theirs, {*sides.base, *sides.ours})
    return [
        Clash(one, (one,), (other,))
        for one, first in our
        for other, second in their
        if _is_one_letter(first, second)
    ]


def _letters(side: list[Id], others: set[Id]) -> list[tuple[Id, LogLine]]:
    """The letters to many that went out by the lines of a side that the others have not."""
    found = []
    for one in side:
        if one[0] == "item" and one not in others:
            text = f"## Log\n- {one[1]}\n"
            lines = read_log(Source("", text), Span(0, len(text))).lines
            found += [(one, line) for line in lines if line.event in _LETTERS and line.goes_out]
    return found


def _is_one_letter(one: LogLine, other: LogLine) -> bool:
    is_same_sender = one.member is not None and one.member == other.member
    return (
        one.event == other.event
        and not is_same_sender
        and abs(one.date - other.date) <= _DAYS_APART
    )
