"""Text from dossiers inside Markdown that we write: it stands for itself and is never markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
_START = re.compile(r"([-+=#]|\d+(?=[.)]))")


def plain(text: str, *, at_start: bool = False) -> str:
    """A text as one line in which nothing makes a heading, a list, a link, a table or HTML.

    `at_start` says that it begins a line, where more has a meaning.
    """
    shown = _MARKUP.sub(_escape, " ".join(text.split()))
    start = _START.match(shown) if at_start else None
    if start is None:
        return shown
    mark = start.group()
    return f"{mark}\\{shown[start.end() :]}" if mark.isdigit() else f"\\{shown}"


def _escape(match: re.Match[str]) -> str:
    return "".join(f"\\{mark}" for mark in match.group())
