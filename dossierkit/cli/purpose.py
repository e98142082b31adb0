"""The words with which one says what kind of letter is meant: purposes, occasions, languages."""

from __future__ import annotations

from difflib import get_close_matches

import click


def check_words(occasion: str | None, language: str | None) -> None:
    """Wrong usage: an occasion that does not exist, a word that is no language."""
    from dossierkit.method.feasts.occasions import OCCASIONS
    from dossierkit.schema.codes import LANGUAGE
    from dossierkit.schema.types import Refused

    if occasion is not None and occasion not in OCCASIONS:
        raise click.UsageError(f"there is no occasion '{occasion}'; {near(occasion, OCCASIONS)}")
    try:
        LANGUAGE.parse("en" if language is None else language)
    except Refused as refused:
        raise click.UsageError(f"--language: {refused.message}; {refused.hint}") from refused


def near(word: str, known: tuple[str, ...]) -> str:
    """A hint for a word that is not known: the one that was probably meant, else all."""
    close = get_close_matches(word, known, 1)
    return f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(known)}"
