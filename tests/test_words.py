"""The catalogues say all that the program says, with the same names to fill in."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dossierkit.text.translation import DOMAIN, ENGLISH, HOLIDAYS, LANGUAGES, speak, spoken

SCRIPTS = Path(__file__).parents[1] / "scripts"
DOMAINS = (DOMAIN, HOLIDAYS)
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
_FIELD = re.compile(r"\{([a-z_0-9]*)|%\((\w+)\)")


@cache
def words() -> ModuleType:
    """The script that collects messages."""
    sys.path.insert(0, str(SCRIPTS))
    spec = importlib.util.spec_from_file_location("words", SCRIPTS / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def collected(domain: str) -> Any:
    """The catalogue of all that the program says, or of the holidays that there are."""
    return words().TEMPLATES[domain]()


def key(message: Any) -> str:
    """What a message is known by: its text, and the list of a value."""
    return f"{message.context}: {message.id}" if message.context else str(message.id)


def texts(message: Any) -> tuple[str, ...]:
    """The forms of a message, or of its translation."""
    return message if isinstance(message, tuple) else (message or "",)


def names(text: str) -> set[str]:
    """What is filled in."""
    return {found for pair in _FIELD.findall(text) for found in pair if found}


def test_what_the_code_says_to_users_is_marked() -> None:
    assert list(words().unmarked(words().PACKAGE)) == [], "mark it with _, plural or N_"


def test_there_is_a_catalogue_for_each_language() -> None:
    assert words().languages() == OTHERS


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_template_has_all_messages(domain: str) -> None:
    current = words().pot_file(domain).read_bytes() == words().as_po(collected(domain))
    assert current, "run: make words"


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str, domain: str) -> None:
    catalogue = words().catalogue(language, domain)
    known = {key(message) for message in catalogue if message.id}
    said = {key(message) for message in collected(domain) if message.id}
    assert sorted(said - known) == [], "run: make words"
    assert sorted(known - said) == [], "run: make words"
    missing = [m.id for m in catalogue if m.id and (m.fuzzy or not all(texts(m.string)))]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_what_the_message_does(language: str) -> None:
    wrong = []
    for message in words().catalogue(language):
        if message.id:
            allowed = [names(text) for text in texts(message.id)]
            wrong += [
                (message.id, text) for text in texts(message.string) if names(text) not in allowed
            ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_that_of_the_translations(language: str, domain: str) -> None:
    compiled = words().po_file(language, domain).with_suffix(".mo").read_bytes()
    assert compiled == words().as_mo(words().catalogue(language, domain)), "run: make words"


@pytest.mark.parametrize("language", OTHERS)
def test_the_program_speaks_each_language(language: str) -> None:
    before = spoken()
    speak(language)
    try:
        assert spoken() == language
    finally:
        speak(before)
