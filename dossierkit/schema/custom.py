"""Fields of a team's own: what `fields:` in book.yaml declares, checked under `custom:`."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from typing import Any

from dossierkit.schema.fact import is_opt_out
from dossierkit.schema.policy import CustomField
from dossierkit.schema.reading import Reading
from dossierkit.schema.times import DATE
from dossierkit.schema.types import ANYTHING, NUMBER, TEXT, YES_NO, Choice, ListOf, Type
from dossierkit.text.nodes import Mapping
from dossierkit.text.translation import _

_TYPES: dict[str | None, Type[Any]] = {
    "text": TEXT,
    "number": NUMBER,
    "date": DATE,
    "yes-no": YES_NO,
    "list": ListOf(TEXT),
    None: ANYTHING,
}


def custom_type(field: CustomField) -> Type[Any]:
    """How a declared field is written."""
    return _TYPES.get(field.type) or Choice(*(field.values or ("",)))


def check_custom(
    header: Mapping, kind: str, declared: Dict[str, CustomField], reading: Reading
) -> None:
    """Notes what is wrong under `custom:` of a header, by the declarations of the book."""
    custom = header.get("custom")
    if not isinstance(custom, Mapping):
        return
    for name, node in custom.fields.items():
        field = declared.get(name)
        reading.field = "custom"
        if field is not None and field.kind in (None, kind):
            custom_type(field).read(node, reading)
        else:
            _look_for_opt_outs(custom, name, name, reading)


def _look_for_opt_outs(parent: Mapping, name: str, path: str, reading: Reading) -> None:
    node = parent.fields[name]
    if is_opt_out(name):
        reading.field = "consent"
        message = _("'custom.{path}' looks like a wish not to be contacted").format(path=path)
        hint = _("write it as consent: {do-not-contact: true}")
        reading.report_key(parent.keys[name], "unknown-field", message, hint)
    elif isinstance(node, Mapping):
        for inner in node.fields:
            _look_for_opt_outs(node, inner, f"{path}.{inner}", reading)
