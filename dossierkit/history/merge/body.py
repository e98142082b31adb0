"""What stands below the header: notes are merged by git, the log line by line of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossierkit.history.merge.blocks import Piece
from dossierkit.history.merge.header import Merged
from dossierkit.history.merge.logs import EMPTY, LOG, Section, merge_log
from dossierkit.history.merge.markers import Style
from dossierkit.history.merge.prose import ask_lines, merge_lines
from dossierkit.history.merge.union import numbered
from dossierkit.history.merge.version import Three
from dossierkit.text.translation import N_

NOTES = (N_("the notes"),)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"^[-*][ \t]+")
_TODO = re.compile(r"^[-*][ \t]+\[[ xX]\](?:\s|$)")


class Body(NamedTuple):
    """A body in parts. `gap` empty lines stand above the heading of the log; without a log all is
    in `before`, and `gap` empty lines behind it."""

    before: list[str]
    gap: int
    heading: str | None
    log: Section
    after: list[str]


class _Row(NamedTuple):
    """A line; `level` is that of a heading, 0 for another line."""

    text: str
    is_code: bool
    level: int
    is_log: bool


def merge_body(lines: Three[list[str]], style: Style) -> Merged:
    """The merged lines of a body; in doubt both versions of it with markers."""
    base, ours, theirs = lines
    if ours == theirs or base == theirs:
        return Merged(ours)
    if base == ours:
        return Merged(theirs)
    bodies = [read_body(side) for side in lines]
    first, our, their = bodies
    if first is None or our is None or their is None:
        return Merged(ask_lines(lines, style).lines, (LOG, NOTES))
    return _merge_parts(lines, Three(first, our, their), style)


def _merge_parts(lines: Three[list[str]], bodies: Three[Body], style: Style) -> Merged:
    before = merge_lines(Three(*(body.before for body in bodies)), style)
    after = merge_lines(Three(*(body.after for body in bodies)), style)
    log = _merge_sections(bodies, style)
    base, ours, theirs = bodies
    heading = _either(base.heading, ours.heading, theirs.heading)
    if log is None or (heading is None and after.lines):
        return Merged(ask_lines(lines, style).lines, (LOG, NOTES))
    asked = (*log.asked, *([NOTES] if before.asks or after.asks else []))
    gap = _count(base.gap, ours.gap, theirs.gap)
    if heading is None:
        return Merged([*before.lines, *[""] * gap], asked)
    own = [body for body in bodies if body.heading is not None]
    leads, tails = ([getattr(body.log, name) for body in bodies] for name in ("lead", "tail"))
    lead = _count(*leads) if len(own) == 3 else own[0].log.lead
    tail = _count(*tails) if len(own) == 3 else own[0].log.tail
    if after.lines and not tail:
        tail = max(body.log.tail for body in bodies)
    section = [*[""] * lead, *log.lines, *[""] * tail]
    return Merged([*before.lines, *[""] * gap, heading, *section, *after.lines], asked)


def _merge_sections(bodies: Three[Body], style: Style) -> Merged | None:
    """The merged log; None if one side took it away whole while the other changed it."""
    base, ours, theirs = bodies
    for side, other in ((ours, theirs), (theirs, ours)):
        is_gone = base.heading is not None and side.heading is None
        if is_gone and other.heading is not None and other.log.ids != base.log.ids:
            return None
    return merge_log(Three(base.log, ours.log, theirs.log), style)


def _either(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    return theirs if base == ours else ours


def _count(base: int, ours: int, theirs: int) -> int:
    return theirs if base == ours else ours


def read_body(lines: list[str]) -> Body | None:
    """The parts of a body; None with two logs in it, or with code that never ends."""
    rows = _rows(lines)
    if rows is None:
        return None
    logs = [number for number, row in enumerate(rows) if row.is_log]
    if len(logs) > 1:
        return None
    if not logs:
        before = _stripped(lines)
        return Body(before, len(lines) - len(before), None, EMPTY, [])
    start = logs[0]
    ends = [number for number, row in enumerate(rows) if number > start and row.level in (1, 2)]
    end = ends[0] if ends else len(lines)
    before = _stripped(lines[:start])
    section = _read_section(rows[start + 1 : end])
    return Body(before, start - len(before), lines[start], section, lines[end:])


def _stripped(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _rows(lines: list[str]) -> list[_Row] | None:
    """The lines, with what they are to whoever reads a log (`text.log_items`); None with code that
    never ends."""
    rows: list[_Row] = []
    fence = ""
    for line in lines:
        if fence:
            rows.append(_Row(line, True, 0, False))
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        opened, heading = _FENCE.match(line), _HEADING.match(line)
        fence = opened.group(1) if opened else ""
        level = len(heading.group(1)) if heading else 0
        title = heading.group(2).strip().rstrip("#").rstrip().casefold() if heading else ""
        rows.append(_Row(line, opened is not None, level, level == 2 and title == "log"))
    return None if fence else rows


def _read_section(rows: list[_Row]) -> Section:
    """Bullets and to-dos with all that belongs to them, and the text between them."""
    groups: list[list[_Row]] = []
    gaps: list[int] = []
    gap = 0
    for row in rows:
        if not row.is_code and not row.text.strip():
            gap += 1
        elif groups and _continues(row, groups[-1], gap):
            groups[-1] += [*[_Row("", False, 0, False)] * gap, row]
            gap = 0
        else:
            groups.append([row])
            gaps.append(gap)
            gap = 0
    ids = numbered(map(_name, groups))
    pieces = [
        Piece(one, tuple(row.text for row in group), above)
        for one, group, above in zip(ids, groups, gaps, strict=True)
    ]
    return Section(pieces, gaps[0] if gaps else gap, gap if gaps else 0)


def _continues(row: _Row, group: list[_Row], gap: int) -> bool:
    """Whether a line belongs to what stands above, with so many empty lines between."""
    if row.is_code and group[-1].is_code:
        return True
    if row.level or (not row.is_code and _BULLET.match(row.text)) or group[0].level:
        return False
    return not gap or row.text[:1] in (" ", "\t")


def _name(group: list[_Row]) -> tuple[str, str]:
    """What a group is, and what it says, however it is indented."""
    first = group[0].text
    lines = [row.text.strip() for row in group]
    bullet = None if group[0].is_code else _BULLET.match(first)
    if bullet is None:
        return "other", "\n".join(lines)
    said = "\n".join([first[bullet.end() :].strip(), *lines[1:]])
    return ("todo" if _TODO.match(first) else "item"), said
