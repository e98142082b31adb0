"""Where in a header the cursor stands, told from the text before it, finished or half-typed.

A header that is being typed can seldom be read as YAML. So the lines before the cursor are followed
by their indentation, dashes and brackets alone; whatever is strange is passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_KEY = re.compile(
    r"""(?:"([^"]*)"|'([^']*)'|([^\s#'"\[\]{}:,-][^#:]{0,99}?))[ \t]*:(?=[ \t]|$)[ \t]*"""
)
_DASH = re.compile(r"-(?:[ \t]+|$)")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|[ \t])#")


class Spot(NamedTuple):
    """What may be typed at a place of a header.

    `path` leads to the fields among which a name may be typed, or to the field whose value may;
    `start` is where the word begins that is being typed, `typed` that word. `taken` are the names
    that stand before it in the same place; `column` is that of a name typed here, or None inside of
    brackets.
    """

    path: tuple[str, ...]
    names: bool
    values: bool
    start: int
    typed: str
    taken: frozenset[str] = frozenset()
    column: int | None = None


class _Fields:
    """Fields that are indented alike: the name of the last one, and all names so far."""

    def __init__(self, column: int) -> None:
        self.column = column
        self.name = ""
        self.names: set[str] = set()

    def add(self, name: str) -> None:
        self.name = name
        self.names.add(name)


class _Bracket:
    """A bracket that is open: in braces the name whose value is next, or None."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.name: str | None = None
        self.names: set[str] = set()


def spot_at(text: str, start: int, offset: int) -> Spot | None:
    """What may be typed at an offset of a header that begins at `start`; None in a comment, behind
    brackets that are closed, or in a text that has lines of its own."""
    follower = _Follower()
    *whole, last = text[start:offset].split("\n")
    for line in whole:
        follower.take(line.rstrip("\r"))
    return follower.spot(last, offset)


class _Follower:
    """Follows a header line by line."""

    def __init__(self) -> None:
        self.levels: list[_Fields] = []
        self.brackets: list[_Bracket] = []
        self.rest = ""
        self.text_below: int | None = None

    def take(self, line: str) -> None:
        """Takes in a whole line."""
        if self._is_text(line):
            return
        if self.brackets:
            self._brackets(line)
            return
        column = len(line) - len(line.lstrip(" "))
        content = line[column:]
        if not content or content.startswith("#"):
            return
        column, content, _ = self._dashes(column, content)
        key = _KEY.match(content)
        if key:
            self._enter(column).add(_name(key))
            content = content[key.end() :]
            if _BLOCK_TEXT.match(content):
                self.text_below = column
        if content.startswith(("{", "[")):
            self._brackets(content)

    def spot(self, line: str, offset: int) -> Spot | None:
        """What may be typed at the end of a line that is not finished."""
        if self._is_text(line) or _COMMENT.search(line):
            return None
        if self.brackets:
            self._brackets(line)
            return self._in_brackets(offset) if self.brackets else None
        column = len(line) - len(line.lstrip(" "))
        column, content, dash = self._dashes(column, line[column:])
        key = _KEY.match(content)
        if key:
            self._enter(column).add(_name(key))
            content = content[key.end() :]
        if content.startswith(("{", "[")):
            self._brackets(content)
            if self.brackets:
                return self._in_brackets(offset)
        start = offset - len(content)
        if key:
            return Spot(self._path(), False, True, start, content)
        return self._in_block(column, dash, start, content)

    def _in_block(self, column: int, dash: int | None, start: int, content: str) -> Spot:
        siblings = next((level for level in self.levels if level.column == column), None)
        above = [level for level in self.levels if level.column < column]
        if dash is not None:
            above = [level for level in self.levels if level.column <= dash]
            siblings = None
        path = tuple(level.name for level in above)
        taken = frozenset(siblings.names) if siblings else frozenset()
        return Spot(path, True, dash is not None, start, content, taken, column)

    def _in_brackets(self, offset: int) -> Spot:
        inner = self.brackets[-1]
        typed = self.rest.lstrip()
        is_name = inner.mark == "{" and inner.name is None
        start = offset - len(typed)
        taken = frozenset(inner.names)
        path = (*self._path(), *(one.name for one in self.brackets if one.name is not None))
        return Spot(path, is_name, not is_name, start, typed, taken)

    def _path(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    def _is_text(self, line: str) -> bool:
        """Whether a line belongs to a text in lines of its own."""
        if self.text_below is None:
            return False
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or indent > self.text_below:
            return True
        self.text_below = None
        return False

    def _dashes(self, column: int, content: str) -> tuple[int, str, int | None]:
        """Behind the dashes of a line: the column, the rest, and the column of the last dash."""
        last: int | None = None
        while dash := _DASH.match(content):
            self.levels = [level for level in self.levels if level.column <= column]
            last = column
            column += dash.end()
            content = content[dash.end() :]
        if last is not None:
            self.levels = [level for level in self.levels if level.column < column]
        return column, content, last

    def _enter(self, column: int) -> _Fields:
        """The fields that stand at a column, new or going on."""
        self.levels = [level for level in self.levels if level.column <= column]
        if not self.levels or self.levels[-1].column < column:
            self.levels.append(_Fields(column))
        return self.levels[-1]

    def _brackets(self, text: str) -> None:
        """Follows what stands in brackets; `rest` is what was typed since the last mark."""
        quote, self.rest = "", ""
        for index, one in enumerate(text):
            if quote:
                quote = "" if one == quote else quote
            elif one in "\"'" and not self.rest.strip():
                quote = one
            elif one == "#" and text[index - 1 : index] in ("", " ", "\t"):
                return
            elif one in "{[":
                self.brackets.append(_Bracket(one))
                self.rest = ""
                continue
            elif one in "}]":
                self.brackets.pop()
                self.rest = ""
                if not self.brackets:
                    return
                continue
            elif one == ",":
                self.brackets[-1].name = None
                self.rest = ""
                continue
            elif one == ":" and self._names_a_value(text, index):
                continue
            self.rest += one

    def _names_a_value(self, text: str, index: int) -> bool:
        inner = self.brackets[-1]
        if inner.mark != "{" or inner.name is not None or text[index + 1 : index + 2].strip():
            return False
        inner.name = self.rest.strip().strip("\"'")
        inner.names.add(inner.name)
        self.rest = ""
        return True


def _name(key: re.Match[str]) -> str:
    return next(name for name in key.groups() if name is not None)
