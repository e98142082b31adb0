"""What stands beside a draft: what its line in the log says beyond the subject (a quote's amount).

It is read as strictly as the draft: a letter whose line can't be written does not go.
"""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.text.event import Money
from dossierkit.text.translation import _

_LARGEST = 64 * 1024
_MONEY = re.compile(r"([A-Z]{3}) ?([0-9][0-9,]{0,24}(?:\.[0-9]{1,12})?)", re.ASCII)
_TAG = re.compile(r"#?([\w-]{1,60})")


class OddNote(Exception):
    """A note that can't be read; the text says why and what to do."""


class Note(NamedTuple):
    """`valid` is the last day of the prices in the letter; `tags` come without their `#`."""

    event: str = ""
    money: Money | None = None
    valid: datetime.date | None = None
    text: str = ""
    tags: tuple[str, ...] = ()


def read_note(file: Path) -> Note | None:
    """The note in a file, None if there is no such file; raises OddNote."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OddNote(
            _("{name} beside it can't be opened: {strerror}").format(
                name=file.name, strerror=error.strerror
            )
        ) from error
    try:
        if len(data) > _LARGEST:
            raise ValueError(_("it is larger than 64 KB"))
        return _note(json.loads(data))
    except (ValueError, RecursionError) as error:
        why = _("it is no JSON") if type(error) is not ValueError else error
        raise OddNote(
            _("{name} beside it can't be read: {why}; write the letter again").format(
                name=file.name, why=why
            )
        ) from (error)


def _note(data: Any) -> Note:
    """The note that JSON says; raises ValueError. What is not there, or null, is not said."""
    if not isinstance(data, dict):
        raise ValueError(_("it is no list of names and values"))
    words = {name: _text(name, data.get(name)) for name in ("event", "money", "valid", "text")}
    tags = data.get("tags") or []
    if not isinstance(tags, list):
        raise ValueError(_("'tags' is no list"))
    return Note(
        words["event"],
        _money(words["money"]),
        _day(words["valid"]),
        words["text"],
        tuple(map(_tag, tags)),
    )


def _text(name: str, value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError(_("'{name}' is no text").format(name=name))
    return " ".join((value or "").split())


def _money(text: str) -> Money | None:
    """`USD 12,400.00` as an amount; None for no text."""
    match = _MONEY.fullmatch(text)
    if text and match is None:
        raise ValueError(_("'money' is '{text}', not like 'USD 12,400.00'").format(text=text))
    return Money(match[1], Decimal(match[2].replace(",", ""))) if match else None


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(_("'valid' is '{text}', not like 2026-12-31").format(text=text)) from None


def _tag(value: Any) -> str:
    match = _TAG.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(_("'tags' holds what is no tag"))
    return match[1]
