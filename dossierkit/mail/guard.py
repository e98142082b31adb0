"""Text from files inside Markdown: what a value says is never taken for markup.

While a letter is rendered, the ASCII punctuation of every printed value is replaced by characters
of a private-use range. Afterwards they become the punctuation again (text part), or punctuation
with a backslash (the Markdown that the HTML part is made from).
"""

from __future__ import annotations

import re
import string

_BASE = 0xEE00

_GUARD = {ord(mark): _BASE + ord(mark) for mark in string.punctuation}
_TEXT = {_BASE + ord(mark): mark for mark in string.punctuation}
_HARMLESS = frozenset(",%/;?@^$:'")
"""Punctuation that Markdown never acts upon, at least not without other marks beside it."""
_MARKDOWN = {
    _BASE + ord(mark): mark if mark in _HARMLESS else "\\" + mark for mark in string.punctuation
}

RESERVED = re.compile(f"[{chr(_BASE)}-{chr(_BASE + 0x7F)}]")
"""Characters that no value may contain: they would come out as markup."""


def guard(value: str) -> str:
    """A value without anything that Markdown could act upon."""
    return value.translate(_GUARD)


def as_text(rendered: str) -> str:
    """Rendered text with its values as they stand in the files."""
    return rendered.translate(_TEXT)


def as_markdown(rendered: str) -> str:
    """Rendered text as Markdown in which every value stands for itself."""
    return rendered.translate(_MARKDOWN)
