"""JSON Schemas (2020-12) of what a header may say, made from the declarations of its facts.

For editors and tools that read those: they take `true` for a truth and `2015` for a number, where a
dossier is read as text, so either form is right here. What only a person's reading tells (whether a
day exists, whether a dossier is there) is left to `dossier check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dossierkit.book.fields import GROUPS
from dossierkit.schema import codes, price_policy, times, types
from dossierkit.schema.custom import custom_type
from dossierkit.schema.fact import Fact, Group
from dossierkit.schema.policy import CustomField, Policy
from dossierkit.schema.types import Anything, Between, Choice, ListOf, MapOf, Type
from dossierkit.text.translation import ENGLISH, _, spoken, word

BOOK = "book"
KINDS = (*GROUPS, BOOK)
"""Each kind of dossier, and `book.yaml`."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_WORDS = ("true", "yes", "on", "false", "no", "off")
_TRUTHS = [form for word in _WORDS for form in (word, word.upper(), word.title())]
_DAY = r"\d{4}-\d{2}-\d{2}"
_WHOLE = r"^(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5}|\d{1,3}(?:_\d{3}){1,5})$"
_DURATION = r"\d{1,4} ?[dwm]"


def _text(pattern: str, *more: str) -> dict[str, Any]:
    """Text of a form; the forms that other readers take for a number or a truth by `more`."""
    return {"type": ["string", *more], "pattern": pattern}


_FORMS: dict[int, dict[str, Any]] = {
    id(types.TEXT): _TEXT,
    id(types.PROSE): _TEXT,
    id(types.NUMBER): {
        "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": _WHOLE}]
    },
    id(types.PERCENT): _text(r"^[-+]?(?:\d+\.?\d*|\.\d+)\s*%$"),
    id(types.YES_NO): {"enum": [True, False, *_TRUTHS]},
    id(types.OPT_OUT): {"enum": [True, False, *_TRUTHS]},
    id(times.DATE): _text(f"^{_DAY}$"),
    id(times.PARTIAL_DATE): _text(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$", "integer"),
    id(times.BIRTHDAY): _text(r"^(?:\d{4}-)?\d{2}-\d{2}$"),
    id(times.DURATION): _text(f"^{_DURATION}$"),
    id(times.RHYTHM): _text(rf"^{_DURATION}\s*(?:-\s*{_DURATION})?$"),
    id(times.DATED_TEXT): _text(r"^\s*\d{4}-\d{2}(?:-\d{2})?(?:\s|$)"),
    id(times.AGREEMENT): _text(r"^\s*\d{4}-\d{2}(?:-\d{2})?(?:\s|$)"),
    id(times.OPT_OUT_DAY): {
        "anyOf": [{"enum": [False]}, _text(r"^\s*\d{4}-\d{2}(?:-\d{2})?(?:\s|$)")]
    },
    id(codes.ID): _text(r"^[a-z0-9][a-z0-9-]{0,62}$", "number", "boolean"),
    id(codes.COUNTRY): _text(r"^[A-Za-z]{2}$", "boolean"),
    id(codes.LANGUAGE): _text(r"^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?$", "boolean"),
    id(codes.CURRENCY): _text(r"^[A-Z]{3}$"),
    id(codes.TIME_ZONE): _text(r"^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$", "boolean"),
    id(codes.ADDRESS): _text(r"@"),
    id(codes.UNSUBSCRIBE): _text(r"@|^https://"),
    id(codes.PHONE): _text(r"\d", "number"),
    id(codes.WEB): _text(r"\.", "number"),
    id(codes.SKU): _TEXT,
    id(price_policy.DISCOUNT): _text(r"^\+?(?:\d+\.?\d*|\.\d+)\s*%$"),
    id(price_policy.RETURN): _TEXT,
}
"""How the types that have no parts are written, by the type."""


def schema_of(kind: str, custom: Mapping[str, CustomField] | None = None) -> dict[str, Any]:
    """The JSON Schema of the header of a kind of dossier, or of `book.yaml`.

    `custom` are the fields that the book declares for itself. Raises KeyError for another word.
    """
    group: Group[Any] = Group(Policy) if kind == BOOK else GROUPS[kind]
    parts: dict[str, Any] = {}
    whole = _fields(group, parts)
    if "custom" in whole["properties"]:
        whole["properties"]["custom"]["properties"] = {
            name: {**_nullable(_form(custom_type(field), parts)), **_said(field.doc)}
            for name, field in (custom or {}).items()
            if field.kind in (None, kind)
        }
    what = word(kind, "dossier")
    title = "book.yaml" if kind == BOOK else _("the header of a {kind}").format(kind=what)
    head = {"$schema": DIALECT, "title": title, **_about(group)}
    return {**head, **whole, "$defs": dict(sorted(parts.items()))}


def _fields(group: Group[Any], parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of the fields of a group; those of inner groups go into `parts`."""
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: _field(fact, parts) for name, fact in group.facts.items()},
        "additionalProperties": False,
    }
    if group.required:
        made["required"] = [fact.name for fact in group.required]
    return made


def _field(fact: Fact, parts: dict[str, Any]) -> dict[str, Any]:
    form = _form(fact.type, parts)
    made = {**(form if fact.required else _nullable(form)), **_said(fact.doc)}
    example = "" if form is _TEXT else getattr(fact.type, "example", "")
    return {**made, "examples": [example]} if example and "enum" not in form else made


def _said(doc: str | None) -> dict[str, Any]:
    return {"description": _(doc)} if doc else {}


def _about(group: Group[Any]) -> dict[str, Any]:
    """What the declaration of a group says, which is in English alone."""
    return _said(group.kind.__doc__) if spoken() == ENGLISH else {}


def _nullable(form: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing."""
    if isinstance(form.get("type"), str):
        return {**form, "type": [form["type"], "null"]}
    if "type" in form:
        return {**form, "type": [*form["type"], "null"]}
    if "enum" in form:
        return {"enum": [*form["enum"], None]}
    if "anyOf" in form:
        return {"anyOf": [*form["anyOf"], {"type": "null"}]}
    return form


def _form(field: Type[Any], parts: dict[str, Any]) -> dict[str, Any]:
    """How a type is written."""
    if isinstance(field, Choice):
        return {"enum": list(field.values)}
    if isinstance(field, Between):
        number = {"type": "integer", "minimum": field.low, "maximum": field.high}
        return {"anyOf": [number, {"type": "string", "pattern": _WHOLE}]}
    if isinstance(field, Anything):
        return {}
    if isinstance(field, ListOf):
        item = _form(field.item, parts)
        return {"anyOf": [item, {"type": "array", "items": _nullable(item)}]}
    if isinstance(field, MapOf):
        return {"type": "object", "additionalProperties": _nullable(_form(field.item, parts))}
    if isinstance(field, Group):
        name = field.kind.__name__
        if name not in parts:
            parts[name] = {}
            parts[name] = {**_nullable(_fields(field, parts)), **_about(field)}
        return {"$ref": f"#/$defs/{name}"}
    return _FORMS[id(field)]
