"""The text part of a letter: its Markdown, with tables that line up."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

from dossierkit.mail.guard import guard

_ODD = re.compile("[^\u0000-\u02ff\u0370-\u0482\u048a-\u052f\uee00-\uee7f]")
"""Characters that may take no place or two; Latin, Greek, Cyrillic and guarded ones take one."""
_TWO_STOPS = re.compile(re.escape(guard(".")) + r"\.(?!\.)")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")


def tidy(markdown: str) -> str:
    """Markdown as one would type it: at most one empty line in a row, columns under each other.

    The full stop after a value that ends with one (`Sp. z o.o.`) is left out. Works on text whose
    values are guarded, so that a `|` in a value is no border.
    """
    text = re.sub(r"[ \t]+$", "", markdown.strip(), flags=re.MULTILINE)
    text = _TWO_STOPS.sub(guard("."), text)
    lines = re.sub(r"\n{3,}", "\n\n", text).split("\n")
    result: list[str] = []
    table: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        result += _aligned(table)
        table = []
        result.append(line)
    return "\n".join(result).strip() + "\n"


def _aligned(lines: list[str]) -> list[str]:
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        return lines
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    if len({len(row) for row in rows}) > 1:
        return lines
    columns = list(zip(*(row for i, row in enumerate(rows) if i != 1), strict=True))
    widths = [max(3, *map(_width, column)) for column in columns]
    right = [mark.endswith(":") for mark in rows[1]]
    rows[1] = [
        "-" * (width - 1) + ":" if ends else "-" * width
        for width, ends in zip(widths, right, strict=True)
    ]
    return ["| " + " | ".join(map(_padded, row, widths, right)) + " |" for row in rows]


def _padded(cell: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if is_right else cell + blanks


def _width(text: str) -> int:
    """Places on a terminal or in a fixed-width mail window; a wide character takes two."""
    if _ODD.search(text) is None:
        return len(text)
    return sum(0 if combining(mark) else 1 + (east_asian_width(mark) in "WF") for mark in text)
