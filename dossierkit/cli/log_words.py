"""The words of `dossier log`: event, direction, amount, next steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

import click

from dossierkit.cli.options import parse_day
from dossierkit.schema.times import parse_duration
from dossierkit.schema.types import Refused
from dossierkit.text.event import DIRECTIONS, Money
from dossierkit.text.translation import _

_AMOUNT = re.compile(r"([A-Za-z]{3}) *(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")


class Said(NamedTuple):
    """What is written down: the direction as it was given, and the text."""

    direction: Literal["in", "out"] | None
    text: str


def require_event(event: str) -> str:
    """An event of the log; wrong usage for another word."""
    if event in DIRECTIONS:
        return event
    from difflib import get_close_matches

    near = get_close_matches(event.lower(), DIRECTIONS, 1)
    hint = (
        _("did you mean '{near}'?").format(near=near[0])
        if near
        else _("the events are: {directions}").format(directions=" ".join(DIRECTIONS))
    )
    raise click.UsageError(_("'{event}' is no event; {hint}").format(event=event, hint=hint))


def said(event: str, words: Sequence[str]) -> Said:
    """The direction, if the first word is one, and the text; a note has no direction."""
    direction: Literal["in", "out"] | None = None
    if words and event != "note" and words[0] in ("in", "out"):
        direction, words = ("in" if words[0] == "in" else "out"), words[1:]
    text = " ".join(words)
    if not text.strip():
        raise click.UsageError(
            _('say what happened, as in: dossier log anna call "Not decided yet"')
        )
    return Said(direction, text)


def money(text: str) -> Money:
    """An amount with its currency; wrong usage if it is not written so."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise click.UsageError(
            _("'{text}' is no amount; write it as --amount 'USD 12,400.00'").format(text=text)
        )
    return Money(match.group(1).upper(), Decimal(match.group(2).replace(",", "")))


def next_item(text: str, today: date) -> str:
    """A next step as it stands in a file: `3d ask again` is counted from today.

    Wrong usage without a day, an expected failure for a day that is past.
    """
    word, _unused, rest = text.strip().partition(" ")
    day = parse_day(word, today) or _ahead(word, today)
    if day is None:
        raise click.UsageError(
            _(
                "'{text}' is no step; write a day, then what: --next '3d ask again', --next "
                "'{today} call'"
            ).format(text=text, today=today + timedelta(7))
        )
    if day < today:
        raise click.ClickException(
            _("the next step '{text}' is past; name today or a later day").format(text=text)
        )
    return f"{day} {' '.join(rest.split())}".rstrip()


def _ahead(word: str, today: date) -> date | None:
    try:
        return parse_duration(word.lower()).after(today)
    except Refused:
        return None
