"""The free notes of a file: its body without the log."""

from __future__ import annotations

import re

from dossierkit.text.fence import Span
from dossierkit.text.source import Source

_HEADING = re.compile(r" {0,3}(#{1,2})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read_notes(source: Source, body: Span) -> str:
    """What stands in the body outside `## Log`, without empty lines around it."""
    kept: list[str] = []
    in_log = False
    fence = ""
    for line in source.text[body.start : body.end].splitlines():
        opened = _FENCE.match(line)
        if fence:
            fence = "" if line.strip() == fence else fence
        elif opened:
            fence = opened.group(1)
        elif heading := _HEADING.fullmatch(line):
            title = heading.group(2).strip().rstrip("#").rstrip()
            in_log = len(heading.group(1)) == 2 and title.casefold() == "log"
        if not in_log:
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def first_paragraph(notes: str) -> str:
    """The first paragraph of notes, as one line; headings are left out."""
    for paragraph in re.split(r"\n\s*\n", notes):
        lines = [line.strip() for line in paragraph.splitlines() if not line.startswith("#")]
        if lines:
            return " ".join(lines)
    return ""
