"""What one reads of a mail in HTML, without what it quotes.

A page of a stranger is read in one pass: `html.parser` takes minutes for 200 KB of `<p <p <p`.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "hr"))
_HIDDEN = frozenset(("style", "script", "head", "title", "blockquote"))
_DEEPEST = 50
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)")


def html_text(page: str) -> str:
    """The text of a page; blocks begin on a line of their own, quotes and style sheets are left
    out."""
    parts: list[str] = []
    hidden: list[str] = []
    first, *pieces = _COMMENT.sub("", page).split("<")
    parts.append(first)
    for piece in pieces:
        tag, end, text = piece.partition(">")
        match = _TAG.match(tag) if end else None
        if match is None:
            is_declaration = bool(end) and tag[:1] in ("!", "?", "/")
            text = text if is_declaration else f"<{piece}"
        else:
            name = match[2].lower()
            _open_or_close(hidden, name, is_end=bool(match[1]))
            if name in _BLOCKS:
                parts.append("\n")
        if not hidden:
            parts.append(text)
    return unescape("".join(parts))


def _open_or_close(hidden: list[str], name: str, *, is_end: bool) -> None:
    """Keeps the elements that hide what is in them; the end of one ends those inside it."""
    if name == "body":
        hidden.clear()
    elif name not in _HIDDEN:
        return
    elif not is_end and len(hidden) < _DEEPEST:
        hidden.append(name)
    elif is_end and name in hidden:
        while hidden.pop() != name:
            continue
