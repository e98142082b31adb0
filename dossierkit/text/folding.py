"""Text as it is compared when somebody looks for it: whatever the case, accents, widths, script.

The only owner of anyascii.
"""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"}
)
_DIGRAPH = re.compile("[äöüøåæß]")
_SYLLABLE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
_SPACES = re.compile(r"\s+")


def forms(text: str) -> tuple[str, ...]:
    """The spellings of a text under which it is found, each once: without case, accents and full
    width, with its blanks as one; umlauts as two letters (Müller is `mueller`, too); and in Latin
    letters (王小明 is `wangxiaoming`, Иван `ivan`)."""
    if text.isascii():
        return (_even(text.casefold()),)
    wide = unicodedata.normalize("NFKC", text).casefold()
    found = [_even(_bare(wide))]
    if _DIGRAPH.search(text.casefold()):
        found.append(_even(_bare(unicodedata.normalize("NFC", wide).translate(_UMLAUTS))))
    if not found[0].isascii():
        found.append(_even(latin(wide).casefold()))
    return tuple(dict.fromkeys(found))


def wanted_forms(text: str) -> tuple[str, ...]:
    """The spellings in which a text is looked for: as `forms`, but Chinese by its characters only,
    for a syllable such as `ma` stands in many words. None for a text of blanks."""
    found = tuple(filter(None, forms(text)))
    return found[:1] if _SYLLABLE.search(text) else found


def latin(text: str) -> str:
    """Text in Latin letters; of Chinese the syllables without tones or blanks in between."""
    from anyascii import anyascii

    return anyascii(text)


def is_found(wanted: tuple[str, ...], text: str) -> bool:
    """Whether a text holds what is looked for, in any spelling; `wanted` are its `wanted_forms`.

    `wang xiaoming` is found in 王小明, though nothing separates its syllables.
    """
    spelt = forms(text)
    if any(one in other for one in wanted for other in spelt):
        return True
    if text.isascii():
        return False
    close = spelt[-1].replace(" ", "")
    return any(one.replace(" ", "") in close for one in wanted if " " in one)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def _even(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
