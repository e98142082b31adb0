"""In which script a name is written, and which one a language's letters can print among others."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LATIN = frozenset(("LATIN",))
_CYRILLIC = frozenset(("CYRILLIC",))
_ARABIC = frozenset(("ARABIC",))
_SCRIPTS = {
    "zh": frozenset(("CJK",)),
    "ja": frozenset(("CJK", "HIRAGANA", "KATAKANA")),
    "ko": frozenset(("HANGUL", "CJK")),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug"), _ARABIC),
    "he": frozenset(("HEBREW",)),
    "el": frozenset(("GREEK",)),
    "th": frozenset(("THAI",)),
    **dict.fromkeys(("hi", "mr", "ne"), frozenset(("DEVANAGARI",))),
}
"""By language; every other one is written with Latin letters."""

FAMILY_FIRST = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
"""Scripts in which the family name stands first, and nobody is called by the bare given one."""


@lru_cache(4096)
def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters of a text, by the first word of their Unicode names."""
    letters = (unicodedata.name(mark, "") for mark in text if mark.isalpha())
    return frozenset(name.split(" ")[0] for name in letters if name)


def fits(text: str, language: str) -> bool:
    """Whether a text is written, at least in part, in the script of a language; one without
    letters is written in any."""
    own = _SCRIPTS.get(language.partition("-")[0], _LATIN)
    found = scripts(text)
    return not found or not own.isdisjoint(found)
