"""The words of the program in the language of whoever uses it, by gettext catalogues.

A process speaks one language: English, which stands in the code, until `speak` is called.
"""

from __future__ import annotations

import gettext
from pathlib import Path

ENGLISH = "en"
DOMAIN = "dossierkit"
CATALOGUES = Path(__file__).parents[1] / "locale"


class _Voice:
    """What a process speaks."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.words = gettext.NullTranslations()


_voice = _Voice()


def speak(language: str) -> None:
    """Makes the process speak a language, such as `zh`; English where there is no catalogue."""
    found = None
    if language != ENGLISH:
        found = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)
    is_known = isinstance(found, gettext.GNUTranslations)
    _voice.language = language if is_known else ENGLISH
    _voice.words = found if found is not None and is_known else gettext.NullTranslations()


def spoken() -> str:
    """The language that this process speaks."""
    return _voice.language


def _(message: str) -> str:
    """A message in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """A message for a count in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.ngettext(one, many, count)
