"""Places in a text as editors count them: lines, and code units of UTF-8, UTF-16 or UTF-32.

The program counts characters from the top of a text; the Language Server Protocol (3.17,
"Position") counts lines that end with LF, CRLF or CR, and within a line the units of an encoding
that both sides have agreed on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class Place(NamedTuple):
    """A line from 0, and the code units before a character in it."""

    line: int
    character: int


class Positions:
    """The places of one text."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self.encoding = encoding
        self._starts = [0]
        self._ends: list[int] = []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    def place(self, offset: int) -> Place:
        """Where a character stands; a place inside of CRLF is that before it."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return Place(
            line, self._units(self.text[self._starts[line] : min(offset, self._ends[line])])
        )

    def offset(self, line: int, character: int) -> int:
        """The character at a place; behind the end of its line, that end, and behind the last line,
        the end of the text. A place inside of a character is that before it."""
        if line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[max(line, 0)], self._ends[max(line, 0)]
        text = self.text[start:end]
        if text.isascii() or self.encoding == "utf-32":
            return min(start + max(character, 0), end)
        units = 0
        for count, one in enumerate(text):
            units += self._units(one)
            if units > character:
                return start + count
        return end

    def _units(self, text: str) -> int:
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(one > "\uffff" for one in text)


class Change(NamedTuple):
    """New text between two places, or instead of all, where there are none."""

    start: Place | None
    end: Place | None
    text: str


def changed(text: str, changes: list[Change], encoding: Encoding) -> str:
    """A text after the changes that an editor made, one after the other."""
    for change in changes:
        if change.start is None or change.end is None:
            text = change.text
            continue
        positions = Positions(text, encoding)
        start, end = positions.offset(*change.start), positions.offset(*change.end)
        text = text[:start] + change.text + text[max(start, end) :]
    return text
