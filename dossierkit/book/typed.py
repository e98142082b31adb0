"""What is typed for a field on the command line, as the value that the field is to have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dossierkit.book.change import Refusal
from dossierkit.book.fields import paths_of, type_at, unknown_field
from dossierkit.schema.custom import custom_type
from dossierkit.schema.fact import Group
from dossierkit.schema.policy import CustomField
from dossierkit.schema.types import PROSE, Anything, ListOf, MapOf, Positioned, Type
from dossierkit.text.edit import Path, Value
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import PLAIN_NULLS, Scalar, plain
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_NAME = "value: "


def field_type(
    kind: Group[Any], path: Path, custom: Mapping[str, CustomField] | None = None
) -> Type[Any]:
    """The type of a field of a kind of dossier; that of `custom.NAME` as the book declares it.

    Raises UnknownField, with what was probably meant, and Refusal for a field inside a list.
    """
    dotted = ".".join(path)
    for length in range(1, len(path) + 1):
        try:
            found = type_at(kind, path[:length])
        except KeyError:
            known = list(paths_of(kind))
            raise unknown_field(kind.title, dotted, known) from None
        if isinstance(found, ListOf) and length < len(path):
            parent = ".".join(path[:length])
            raise Refusal(
                _("'{parent}' is a list: set it whole, as in [{{{path}: …}}]").format(
                    parent=parent, path=path[length]
                )
            )
    declared = (custom or {}).get(path[1]) if path[0] == "custom" and len(path) == 2 else None
    if declared is not None and declared.kind in (None, kind.title):
        return custom_type(declared)
    return found


def set_value(typed: str, field: Type[Any]) -> Value:
    """The value that is meant by what was typed for a field of a type.

    A list is typed as `[a, b]`, or as its only item; fields as `{name: value}`; all else is the
    text itself. Raises Refusal for what can't be read, and for nothing.
    """
    text = typed.replace("\r\n", "\n").strip()
    if text in PLAIN_NULLS:
        raise Refusal(
            _("'{typed}' is no value; to take a field out, use --unset").format(typed=typed)
        )
    if isinstance(field, ListOf):
        if text.startswith("["):
            return _read(text)
        item = set_value(text, field.item)
        return item if isinstance(field.item, Positioned) else [item]
    if isinstance(field, (Group, MapOf)):
        if not text.startswith("{"):
            name = next(iter(field.facts)) if isinstance(field, Group) else "name"
            raise Refusal(
                _("'{text}' is not of the form {{{name}: …}}").format(text=text, name=name)
            )
        return _read(text)
    if isinstance(field, Anything) and text[0] in "[{":
        return _read(text)
    return f"{text}\n" if field is PROSE and "\n" in text else text


def _read(text: str) -> Value:
    """What stands in brackets; raises Refusal."""
    line = _NAME + text
    source = Source("", line)
    header = read_header(source, Span(0, len(line)))
    node = header.get("value") if header else None
    if node is None or isinstance(node, Scalar) or source.findings or node.end != len(line):
        forms = _(
            "[a, b] or {name: value}, with quotes around a text that holds one of , : [ ] { }"
        )
        raise Refusal(
            _("'{text}' can't be read; write it as {forms}").format(text=text, forms=forms)
        )
    value: Any = plain(node)
    return cast(Value, value)
