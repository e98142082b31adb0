"""Text from files inside Markdown: what a value says is never taken for markup.

While a letter is rendered, the ASCII punctuation of every printed value is replaced by characters
of a private-use range. Afterwards they become the punctuation again (text part), or punctuation
with a backslash (the Markdown that the HTML part is made from).
"""

from __future__ import annotations

import re
import string

_BASE = 0xEE00

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_GUARD = {mark: chr(_BASE + ord(mark)) for mark in string.punctuation}
_TEXT = {guarded: mark for mark, guarded in _GUARD.items()}
_HARMLESS = frozenset(",%/;?@^$:'")
"""Punctuation that Markdown never acts upon, at least not without other marks beside it."""
_MARKDOWN = {
    guarded: mark if mark in _HARMLESS else "\\" + mark for mark, guarded in _GUARD.items()
}

RESERVED = re.compile(f"[{chr(_BASE)}-{chr(_BASE + 0x7F)}]")
"""Characters that no value may contain: they would come out as markup."""

LEFTOVER = re.compile(
    r"\{[{%#]|\}\}|%\}|#\}|<(?:built-in|bound m)"
    r"|(?:T(?<!\wT)(?:ODO|BD)|F(?<!\wF)IXME|X(?<!\wX)XX)\b"  # quick: no \b before the first letter
)
"""What somebody forgot to finish; no letter may contain it (promise 10)."""


def guard(value: str) -> str:
    """A value without anything that Markdown could act upon."""
    return _PUNCTUATION.sub(_guarded, value)


def as_text(rendered: str) -> str:
    """Rendered text with its values as they stand in the files."""
    return RESERVED.sub(_plain, rendered)


def as_markdown(rendered: str) -> str:
    """Rendered text as Markdown in which every value stands for itself."""
    return RESERVED.sub(_escaped, rendered)


def _guarded(mark: re.Match[str]) -> str:
    return _GUARD[mark.group()]


def _plain(mark: re.Match[str]) -> str:
    return _TEXT.get(mark.group(), mark.group())


def _escaped(mark: re.Match[str]) -> str:
    return _MARKDOWN.get(mark.group(), mark.group())
