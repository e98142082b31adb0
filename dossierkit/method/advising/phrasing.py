"""The texts of the playbook, with what stands in the dossiers in the place of each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.fields import Field, dossiers_of
from dossierkit.schema.codes import ID
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.playbook import Phrase
from dossierkit.schema.types import PERCENT

MOST = 3
"""Of a list so many are named."""

ROOM = 100
"""Characters of one value; advice is a sentence, not a file."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_COMMA = {"zh": "、"}


def fill(
    phrase: Phrase,
    fields: Mapping[str, Field],
    dossier: Dossier[Customer],
    book: Book,
    language: str,
) -> str:
    """The text with every field filled in; empty if one of them is not set."""
    words: dict[str, str] = {}
    for clause in phrase.fields:
        field = fields[clause.text]
        values = [_said(value, field, book) for value in field.values(dossier)]
        if not values:
            return ""
        shown = _COMMA.get(language, ", ").join(values[:MOST])
        words[clause.text] = f"{shown} …" if len(values) > MOST else shown
    text = _BRACES.sub(lambda match: words[match.group(1).strip()], phrase.text)
    return text.replace("….", "…").replace("…。", "…")


def _said(value: Any, field: Field, book: Book) -> str:
    """A value as one reads it: people and companies by their names, percentages with their sign."""
    if field.type is ID:
        return _named(str(value), book)
    if isinstance(value, Decimal) and field.type is PERCENT:
        return f"{value:+f}%"
    text = " ".join(str(value).split())
    return text if len(text) <= ROOM else text[: ROOM - 1].rstrip() + "…"


def _named(name: str, book: Book) -> str:
    """The name of the dossier that an id means; else the id."""
    found = (there[name] for there in dossiers_of(book).values() if name in there)
    return next((dossier.facts.name or name for dossier in found), name)
