"""The lines that git puts round two versions of which a person must choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MARK = "\0"
"""What marker lines begin with until all is put together; no file can hold it."""


class Style(NamedTuple):
    """How markers are written: so many characters, and what the two sides are called."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"


DEFAULT_STYLE = Style()


def question(ours: Sequence[str], theirs: Sequence[str], style: Style) -> list[str]:
    """Two versions of some lines between markers."""
    return [
        f"{MARK}{'<' * style.size} {style.ours}",
        *ours,
        f"{MARK}{'=' * style.size}",
        *theirs,
        f"{MARK}{'>' * style.size} {style.theirs}",
    ]


def is_question(lines: Sequence[str]) -> bool:
    """Whether lines are two versions between markers already."""
    return bool(lines) and lines[0].startswith(MARK)


def indented(lines: Sequence[str], column: int) -> list[str]:
    """Lines moved to the right; markers and empty lines stay."""
    indent = " " * column
    return [line if line[:1] in ("", MARK) else indent + line for line in lines]


def chosen(lines: Sequence[str], side: int) -> list[str]:
    """The lines as a person leaves them who takes our side (0) or theirs (1) everywhere."""
    result, part = [], -1
    for line in lines:
        if line.startswith(MARK):
            part = {"<": 0, "=": 1, ">": -1}[line[1]]
        elif part in (-1, side):
            result.append(line)
    return result


def unmarked(lines: Sequence[str]) -> list[str]:
    """The lines as they are written into a file."""
    return [line.removeprefix(MARK) for line in lines]
