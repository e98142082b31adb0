"""The bullets of a file's `## Log`: what is a log line at all, before anyone reads it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossierkit.text.event import EXAMPLE, FORM
from dossierkit.text.fence import Span
from dossierkit.text.finding import WARNING
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_FENCE_MARKS = ("`", "~")
_BULLET = re.compile(r"^[-*][ \t]+")
_TODO = re.compile(r"^[-*][ \t]+\[[ xX]\](?:\s|$)")
_STRAY = re.compile(r"^\s{0,3}(?:(?:[-*+•–—]|\d+[.)])[ \t]*)?\d{4}[-/.]\d")


class Item(NamedTuple):
    """A bullet with its continuation lines, its first character's offset and its line (from 1)."""

    text: str
    more: list[str]
    offset: int
    line: int


def log_items(source: Source, body: Span) -> list[Item]:
    """The bullets of the log sections, code fences and finished to-dos left out."""
    items: list[Item] = []
    current: Item | None = None
    in_log = seen_log = False
    fence = ""
    offset = body.start
    first = source.text.count("\n", 0, offset) + 1
    for number, raw in enumerate(source.text[body.start : body.end].split("\n"), first):
        line = raw.rstrip("\r")
        start, offset = offset, offset + len(raw) + 1
        mark = line.lstrip(" ")[:1]
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if mark in _FENCE_MARKS and (opened := _FENCE.match(line)):
            fence, current = opened.group(1), None
        elif mark == "#" and (heading := _HEADING.match(line)):
            current = None
            if len(heading.group(1)) <= 2:
                in_log = len(heading.group(1)) == 2 and _title(heading.group(2)) == "log"
                if in_log and seen_log:
                    _report_second_log(source, start)
                seen_log = seen_log or in_log
        elif in_log:
            current = _take(source, items, current, line, start, number)
    return items


def _take(
    source: Source, items: list[Item], current: Item | None, line: str, start: int, number: int
) -> Item | None:
    """Takes in one line of the log; gives the item that the next line may continue."""
    bullet = _BULLET.match(line)
    if bullet and _TODO.match(line):
        return None
    if bullet:
        item = Item(line[bullet.end() :].rstrip(), [], start + bullet.end(), number)
        items.append(item)
        return item
    if line[:1] in (" ", "\t") and line.strip():
        if current is not None:
            current.more.append(line.strip())
        elif _STRAY.match(line):
            report_form(source, start, _("an indented line that continues nothing"))
        return current
    if _STRAY.match(line):
        report_form(source, start, _("a log line begins with '- ' at the start of the line"))
        return None
    return None if line.strip() else current


def _title(text: str) -> str:
    """The words of a heading, without the `##` that may close it."""
    return text.strip().rstrip("#").rstrip().casefold()


def _report_second_log(source: Source, offset: int) -> None:
    message = _("a second '## Log' in the file; both are read")
    source.report(offset, "second-log", message, _("merge the two"), WARNING)


def report_form(source: Source, offset: int, message: str) -> None:
    """Notes a line that is not of the form of a log line, and shows the form."""
    source.report(
        offset,
        "log-line",
        message,
        _("write it as '{form}', as in '{example}'").format(form=FORM, example=EXAMPLE),
    )
