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
HOLIDAYS = "holidays"
"""The catalogue of the names of public holidays, which are many and seldom needed."""
CATALOGUES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
_WANTED = "LANGUAGE"
"""The variable by which gettext tells other programs, and click, what to speak."""


class _Voice:
    """What a process speaks."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.words = gettext.NullTranslations()
        self.holidays: gettext.NullTranslations | None = None


_voice = _Voice()


def speak(language: str) -> None:
    """Makes the process speak a language, such as `zh`; English where there is no catalogue."""
    _voice.words = _catalogue(DOMAIN, language)
    is_known = isinstance(_voice.words, gettext.GNUTranslations)
    _voice.language = language if is_known else ENGLISH
    _voice.holidays = None


def _catalogue(domain: str, language: str) -> gettext.NullTranslations:
    """The words of a language; for English, and where there are none, a catalogue without any."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(domain, CATALOGUES, [language], fallback=True)


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


def catalogue_files() -> list[str]:
    """The files that what is said comes from; none for English."""
    domains = () if spoken() == ENGLISH else (DOMAIN, HOLIDAYS)
    folder = os.path.join(CATALOGUES, spoken(), "LC_MESSAGES")
    return [os.path.join(folder, f"{domain}.mo") for domain in domains]


def _(message: str) -> str:
    """A message in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.gettext(message) if message else ""


def plural(one: str, many: str, count: int) -> str:
    """A message for a count in the language spoken; its `{names}` are filled in afterwards."""
    return _voice.words.ngettext(one, many, count)


def word(value: str, kind: str) -> str:
    """A value of a closed list, such as `hesitant`, as people say it in the language spoken.

    `kind` tells lists apart that share words: the last name of the field, `event` for the log,
    `channel`, `standing`. Itself in English, and where a list has no such value. For what is
    read only: what people type, and what programs read, are the values themselves.
    """
    return _voice.words.pgettext(kind, value)


def holiday(name: str) -> str:
    """The plain English name of a public holiday in the language spoken; itself if unknown."""
    if _voice.holidays is None:
        _voice.holidays = _catalogue(HOLIDAYS, _voice.language)
    return _voice.holidays.gettext(name)


def N_(message: str) -> str:  # noqa: N802 - the name by which everybody knows it
    """Marks a message of a table or constant: it is looked up with `_` where it is shown."""
    return message
