"""What our own cards say beyond the standard, `X-DOSSIER-…`: nothing of a header is lost."""

from __future__ import annotations

import json

from dossierkit.exchange.vcard.gathering import Gathering, Property
from dossierkit.exchange.vcard.values import unescaped
from dossierkit.schema.codes import ID_FORM
from dossierkit.text.edit import Path, Value
from dossierkit.text.translation import _

ID = "X-DOSSIER-ID"
FACT = "X-DOSSIER-FACT"
"""A field by its path, in the parameter FIELD: as text, as JSON (`TYPE=json`), or nothing at all
(`TYPE=none`) where the standard properties say more than the dossier; of the company with
`OF=company`."""


def dossier_id(one: Property, into: Gathering) -> None:
    """X-DOSSIER-ID."""
    if ID_FORM.fullmatch(one.text):
        into.own_id = one.text
    else:
        _refuse(one, into)


def fact(one: Property, into: Gathering) -> None:
    """X-DOSSIER-FACT: it comes before what the standard properties say."""
    path = _path(one.line.params.get("FIELD", ("",))[0])
    facts = into.company if "company" in one.line.params.get("OF", ()) else into.facts
    if not all(path):
        _refuse(one, into)
    elif "none" in one.line.types:
        facts.pop(path, None)
    elif "json" not in one.line.types:
        facts[path] = _exact(one)
    else:
        try:
            value = json.loads(_exact(one))
        except (ValueError, RecursionError):
            _refuse(one, into)
            return
        if _is_value(value):
            facts[path] = _as_value(value)
        else:
            _refuse(one, into)
    into.places[path] = (one.line.number, one.line.column)


def _path(field: str) -> Path:
    """The names in a dotted path; below `custom` a name of the user's may have dots of its own."""
    first, _dot, rest = field.partition(".")
    return (first, rest) if first == "custom" else tuple(field.split("."))


def _exact(one: Property) -> str:
    """A text to the last blank."""
    return unescaped(one.raw)


def _is_value(value: object, depth: int = 0) -> bool:
    """Whether a value is made of texts, lists and fields only, as a header is."""
    if depth > 8:
        return False
    if isinstance(value, list):
        return all(_is_value(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return all(_is_value(item, depth + 1) for item in value.values())
    return value is None or isinstance(value, str)


def _as_value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(map(_as_value, value))
    if isinstance(value, dict):
        return {str(name): _as_value(inner) for name, inner in value.items()}
    return None if value is None else str(value)


def _refuse(one: Property, into: Gathering) -> None:
    message = _("{name} is not as dossierkit writes it; it was left out").format(name=one.line.name)
    into.card.report(one.line, "own-field", message, _("export the card again"))
