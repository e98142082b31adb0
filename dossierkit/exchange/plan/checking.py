"""Values of a file as the schema takes them; what it refuses is a finding, the rest stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from dossierkit.book.change import Refusal
from dossierkit.book.fields import UnknownField
from dossierkit.book.typed import field_type
from dossierkit.exchange.arrival import Arrival, Facts
from dossierkit.schema.fact import Group, is_opt_out
from dossierkit.schema.policy import CustomField
from dossierkit.schema.reading import Reading
from dossierkit.schema.types import PROSE, ListOf, Refused, ScalarType, Type
from dossierkit.text.edit import Path, Value
from dossierkit.text.fence import Span
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.header import read_header
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import SUSPECT_CHARACTER, Source
from dossierkit.text.translation import _
from dossierkit.text.value import write_flow

_LINE_END = re.compile(r"\s*\n\s*")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")


class Checked(NamedTuple):
    """The facts that a dossier may hold, and what is wrong with the others."""

    facts: dict[Path, Value]
    findings: tuple[Finding, ...]


def checked(
    kind: Group[Any], facts: Facts, custom: Mapping[str, CustomField], arrival: Arrival
) -> Checked:
    """Each fact cleaned, and asked whether it is one; findings stand at its place in the file."""
    kept: dict[Path, Value] = {}
    findings = []
    for path, value in facts.items():
        try:
            taken, refusals = _fact(kind, path, value, custom)
        except (UnknownField, Refusal) as error:
            taken, refusals = None, [Refused("unknown-field", str(error))]
        if taken not in (None, "", (), {}):
            kept[path] = taken
        findings += [_finding(arrival, path, refused) for refused in refusals]
    return Checked(kept, tuple(findings))


def _finding(arrival: Arrival, path: Path, refused: Refused) -> Finding:
    message = f"{'.'.join(path)}: {refused.message}"
    hint = refused.hint or _("it was left out; write it into the dossier by hand")
    return Finding(*arrival.spot(*path), WARNING, refused.code, message, hint)


def _fact(
    kind: Group[Any], path: Path, value: Value, custom: Mapping[str, CustomField]
) -> tuple[Value, list[Refused]]:
    """A value as the field takes it, and what was refused of it."""
    if path[0] == "custom" and any(map(is_opt_out, path[1:])):
        message = _("'{field}' looks like a wish not to be contacted").format(field=".".join(path))
        return None, [Refused("opt-out", message, _("write it as consent.do-not-contact"))]
    declared = field_type(kind, path, custom)
    if isinstance(declared, ListOf):
        items = value if isinstance(value, (tuple, list)) else (value,)
        found = [_one(declared.item, item) for item in items]
        kept = tuple(item for item, refused in found if refused is None and item != "")
        return kept, [refused for _item, refused in found if refused]
    kept_one, refused = _one(declared, value)
    return (kept_one, []) if refused is None else (None, [refused])


def _one(declared: Type[Any], value: Value) -> tuple[Value, Refused | None]:
    """One value, cleaned, with what the schema says against it."""
    if isinstance(value, str):
        value = clean(value, lines=declared is PROSE)
        if not value:
            return None, None
    if isinstance(value, str) and isinstance(declared, ScalarType):
        try:
            declared.parse(value)
        except Refused as refused:
            return value, refused
        return value, None
    return value, _read_back(declared, value)


def _read_back(declared: Type[Any], value: Value) -> Refused | None:
    """What a type says of a value as it will stand in the file."""
    try:
        line = f"value: {write_flow(value)}"
    except CannotEdit as error:
        return Refused("wrong-shape", str(error))
    source = Source("", line)
    header = read_header(source, Span(0, len(line)))
    node = header.get("value") if header else None
    if node is None:
        return Refused("wrong-shape", _("this can't stand in a dossier"))
    reading = Reading(source)
    declared.read(node, reading)
    if not reading.notes:
        return None
    finding = reading.notes[0].finding
    return Refused(finding.code, finding.message, finding.hint)


def clean(text: str, *, lines: bool = False) -> str:
    """A text without what has no place in a dossier: control characters, marks that nobody sees,
    blanks around it, and line ends unless `lines`."""
    bare = SUSPECT_CHARACTER.sub(" ", _UNSEEN.sub("", text.replace("\r\n", "\n")))
    if not lines:
        return _LINE_END.sub(" ", bare).replace("\t", " ").strip()
    joined = _LINE_END.sub("\n", bare).replace("\t", " ").strip()
    return f"{joined}\n" if "\n" in joined else joined


def texts(value: Value) -> tuple[str, ...]:
    """The texts of a list, or of a single value."""
    items = value if isinstance(value, (tuple, list)) else () if value is None else (value,)
    return tuple(item for item in items if isinstance(item, str))
