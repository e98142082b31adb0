"""The places that a text takes on a terminal."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width, normalize

_TOGETHER = frozenset(("Mn", "Mc", "Me", "Cf", "Cc", "So", "Sk", "No", "Nl", "Zl", "Zp", "Cn"))
"""Unicode's categories of characters that may be drawn into one with others, or are emoji."""
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\u3164\uffa0]")
"""Parts of Korean syllables, which are drawn into one."""


def width(text: str) -> int:
    """The places that a text takes: two for each wide character, such as Chinese ones.

    What may be drawn as one (accents on their own, conjuncts, emoji) is left to wcwidth, which
    takes as long to import as `due` takes in a small book.
    """
    if text.isascii():
        return len(text)
    composed = normalize("NFC", text)
    if _TOGETHER.isdisjoint(map(category, composed)) and not _JAMO.search(composed):
        wide = [one for one in map(east_asian_width, composed) if one in "WF"]
        return len(composed) + len(wide)
    from wcwidth import wcswidth

    places: int = wcswidth(composed)
    return places if places >= 0 else len(text)
