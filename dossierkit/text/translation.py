"""The words of the program in the language of whoever uses it, by gettext catalogues.

A process speaks one language: English, which stands in the code, until `speak` is called.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh")
"""The languages that there are catalogues for, and English."""
DOMAIN = "dossierkit"
CATALOGUES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
_WANTED = "LANGUAGE"
"""The variable by which gettext tells other programs, and click, what to speak."""


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


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speaks a language for a while; click, and the programs that are started, do so too."""
    before, wanted, domain = spoken(), os.environ.get(_WANTED), gettext.textdomain()
    speak(language)
    if spoken() != ENGLISH:
        gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
        gettext.textdomain(DOMAIN)
        os.environ[_WANTED] = spoken()
    try:
        yield
    finally:
        speak(before)
        gettext.textdomain(domain)
        if wanted is None:
            os.environ.pop(_WANTED, None)
        else:
            os.environ[_WANTED] = wanted


def spoken() -> str:
    """The language that this process speaks."""
    return _voice.language


def _(message: str) -> str:
    """A message in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.gettext(message) if message else ""


def plural(one: str, many: str, count: int) -> str:
    """A message for a count in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name by which everybody knows it
    """Marks a message of a table or constant: it is looked up with `_` where it is shown."""
    return message
