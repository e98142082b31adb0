"""The words with which one says what kind of letter is meant: purposes, occasions, languages."""

from __future__ import annotations

from difflib import get_close_matches

import click

from dossierkit.text.translation import _


def check_words(occasion: str | None, language: str | None) -> None:
    """Wrong usage: an occasion that does not exist, a word that is no language."""
    from dossierkit.method.feasts.occasions import OCCASIONS
    from dossierkit.schema.codes import LANGUAGE
    from dossierkit.schema.types import Refused

    if occasion is not None and occasion not in OCCASIONS:
        raise click.UsageError(
            _("there is no occasion '{occasion}'; {near}").format(
                occasion=occasion, near=near(occasion, OCCASIONS)
            )
        )
    try:
        LANGUAGE.parse("en" if language is None else language)
    except Refused as refused:
        raise click.UsageError(
            _("--language: {message}; {hint}").format(message=refused.message, hint=refused.hint)
        ) from refused


def near(word: str, known: tuple[str, ...]) -> str:
    """A hint for a word that is not known: the one that was probably meant, else all."""
    close = get_close_matches(word, known, 1)
    return (
        _("did you mean '{close}'?").format(close=close[0])
        if close
        else _("there are: {known}").format(known=", ".join(known))
    )
