"""One more line in a log, where the file's own order puts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from dossierkit.text.fence import Span, split
from dossierkit.text.log import read_log
from dossierkit.text.log_items import log_items
from dossierkit.text.places import line_break
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INDENTED_TEXT = re.compile(r"[ \t](?! {0,2}#{1,6}[ \t])")
_BULLET = re.compile(r"[-*][ \t]")


class _Row(NamedTuple):
    """A line of a body: its offset, its text without its end, and whether it is code.

    The first line of a code block is no code: it decides whether the block belongs to an item.
    """

    start: int
    text: str
    is_code: bool

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


class _Body(NamedTuple):
    """The lines of a body up to a code block that is never closed, with that one's offset."""

    rows: list[_Row]
    first_line: int
    end: int
    unclosed: int | None


def add_log_line(
    text: str, line: str, more: Sequence[str], day: date, time: time | None = None
) -> str:
    """The text of a file with one more log line, where its own order puts it.

    `line` is the bullet without its dash, `more` the lines that continue it. On one day an
    untimed line stands before a timed one; of equal ones the new one is the later. Without a log,
    one is added at the end. Raises CannotEdit.
    """
    source = Source("", text)
    parts = split(source)
    if parts is None:
        raise CannotEdit(
            _("the file can't be read: {message}; mend it first").format(
                message=source.findings[0].message
            )
        )
    body = _read_body(source, parts.body)
    items = [item.line - body.first_line for item in log_items(source, parts.body)]
    if items:
        at, neighbour = _place(source, parts.body, body, items, (day, time))
        return _put(text, _offset(body, at), [f"{body.rows[neighbour].text[0]} {line}", *more])
    heading = _log_heading(body)
    if heading is not None:
        return _put(text, _offset(body, _below(body, heading)), [f"- {line}", *more])
    if body.unclosed is not None:
        where = _("a code block that begins in line {line} is never closed").format(
            line=source.line(body.unclosed)
        )
        raise CannotEdit(
            _("{where}; close it, so that a log can stand below it").format(where=where)
        )
    is_apart = body.rows and body.rows[-1].is_blank
    return _put(text, len(text), [*([] if is_apart else [""]), "## Log", "", f"- {line}", *more])


def _read_body(source: Source, span: Span) -> _Body:
    rows: list[_Row] = []
    fence, opened = "", 0
    start = span.start
    for raw in source.text[span.start : span.end].splitlines(keepends=True):
        line = raw.rstrip("\r\n")
        rows.append(_Row(start, line, bool(fence)))
        start += len(raw)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match := _FENCE.match(line):
            fence, opened = match.group(1), len(rows) - 1
    first = source.line(span.start)
    if fence:
        return _Body(rows[:opened], first, rows[opened].start, rows[opened].start)
    return _Body(rows, first, span.end, None)


def _offset(body: _Body, row: int) -> int:
    """Where a row begins; the end of the body after the last."""
    return body.rows[row].start if row < len(body.rows) else body.end


def _place(
    source: Source, span: Span, body: _Body, items: list[int], when: tuple[date, time | None]
) -> tuple[int, int]:
    """The row before which a line of a time belongs, and the row of the item next to it."""
    log = read_log(Source("", source.text), span)
    keys = {line.line - body.first_line: _key(line.date, line.time) for line in log.lines}
    if not keys:
        return _behind(body, items[-1]), items[-1]
    key = _key(*when)
    earlier = [row for row in keys if keys[row] <= key]
    if log.newest_first:
        row = earlier[0] if earlier else max(keys)
        return (row if earlier else _behind(body, row)), row
    row = earlier[-1] if earlier else min(keys)
    return (_behind(body, row) if earlier else row), row


def _key(day: date, clock: time | None) -> tuple[date, int]:
    return day, -1 if clock is None else clock.hour * 60 + clock.minute


def _behind(body: _Body, item: int) -> int:
    """The row behind an item with all that continues it, code blocks too."""
    end = item + 1
    after_blank = False
    for number, row in enumerate(body.rows[item + 1 :], item + 1):
        if not row.is_code:
            if _HEADING.match(row.text) or _BULLET.match(row.text):
                break
            if row.is_blank:
                after_blank = True
                continue
            if after_blank and row.text[0] not in " \t":
                break
        after_blank = False
        end = number + 1
    return end


def _log_heading(body: _Body) -> int | None:
    """The row of the first `## Log`."""
    for number, row in enumerate(body.rows):
        heading = None if row.is_code else _HEADING.fullmatch(row.text)
        if heading and len(heading.group(1)) == 2:
            title = heading.group(2).strip().rstrip("#").rstrip()
            if title.casefold() == "log":
                return number
    return None


def _below(body: _Body, heading: int) -> int:
    """The row before which the first line of a log belongs: a blank row stays before the next
    text, and an indented text is not made to continue the line."""
    rows = body.rows[heading + 1 :]
    blank = next((number for number, row in enumerate(rows) if not row.is_blank), None)
    if blank is None and body.unclosed is None:
        return heading + 1 + len(rows)
    if blank is not None and _INDENTED_TEXT.match(rows[blank].text):
        return _behind(body, heading + 1 + blank)
    count = len(rows) if blank is None else blank
    return heading + 1 + max(count - 1, 0)


def _put(text: str, place: int, lines: list[str]) -> str:
    broken = line_break(text, max(place - 1, 0))
    before = text[:place]
    missing = "" if before.endswith("\n") else broken
    return before + missing + "".join(line + broken for line in lines) + text[place:]
