"""The id of a new dossier, made of a name in any script."""

from __future__ import annotations

import re
import unicodedata

from dossierkit.book.files import RESERVED
from dossierkit.text.folding import latin

_LONGEST = 63
_GERMAN = frozenset(("de", "at", "ch", "li"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_SYLLABLES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U0003ffff]")
"""Chinese and Korean: one character is one syllable, which stands for itself in an id."""


def suggest_id(name: str, country: str | None = None) -> str:
    """An id for a name: 王小明 is `wang-xiao-ming`; empty if nothing of it can be written so.

    `country` is a code: in German-speaking countries ö is written oe.
    """
    text = unicodedata.normalize("NFC", name)
    if country in _GERMAN:
        text = text.translate(_UMLAUTS)
    text = _SYLLABLES.sub(lambda syllable: f" {syllable.group()} ", text)
    spelt = latin(text).lower().replace("'", "").replace("`", "")
    made = re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")
    if len(made) > _LONGEST:
        made = made[: _LONGEST + 1].rpartition("-")[0] or made[:_LONGEST]
    return f"{made}-1" if made in RESERVED else made


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents, blanks and the order of their words:
    `Schmidt, Anna` is `Anna Schmidt`."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> tuple[str, ...]:
    """What all spellings of a name have in common; see `same_name`."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return tuple(sorted(re.findall(r"\w+", bare)))
