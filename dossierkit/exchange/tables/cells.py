"""What a field of a dossier is as one cell of a table, so that reading the cell gives the field.

A text is itself. A list is its items with `; ` between them; a list that could be mistaken then, a
list of fields and fields stand in brackets, as they would in the dossier. A text that could be
mistaken for something else (it begins with a quote or a bracket, or has blanks around it) stands in
double quotes, as in JSON. Before a cell that a spreadsheet would take for a formula comes an
apostrophe, which no cell of ours begins with otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from dossierkit.schema.types import Anything, ListOf, Refused, ScalarType, Type
from dossierkit.text.edit import Value
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Scalar, plain
from dossierkit.text.source import Source
from dossierkit.text.translation import _
from dossierkit.text.value import write_flow

FORMULA_MARKS = frozenset("=+-@\t\r＝＋－＠")
"""What a cell begins with that a spreadsheet takes for a formula; the wide forms, too."""
_MARKED = frozenset("'\"[{")
_NAME = "value: "


def cell_of(value: Any, field: Type[Any]) -> str:
    """A field's plain value (texts, lists and dicts; None for nothing) as a cell."""
    if isinstance(field, ListOf) and isinstance(value, (str, dict)):
        value = [value]
    if isinstance(value, str):
        if isinstance(field, ScalarType):
            value = value.rstrip("\n")
        return _in_quotes(value) if _could_be_mistaken(value) else value
    if isinstance(value, Sequence):
        items = [item for item in value if item is not None]
        is_open = isinstance(field, ListOf)
        if is_open and all(isinstance(one, str) and _is_plain_item(one) for one in items):
            return "; ".join(items)
        return write_flow(items)
    return write_flow(value) if value else ""


def value_of(cell: str, field: Type[Any]) -> Value:
    """The value that `cell_of` made a cell of; None for nothing.

    Raises Refused for brackets that can't be read.
    """
    if not cell:
        return None
    if isinstance(field, ListOf):
        if cell.startswith("["):
            return in_brackets(cell)
        if cell.startswith("{"):
            return [in_brackets(cell)]
        parts = [part.strip() for part in cell.split(";")]
        return [_text(part) for part in parts if part]
    if cell[0] in "[{" and (isinstance(field, Anything) or not isinstance(field, ScalarType)):
        return in_brackets(cell)
    return _text(cell)


def without_apostrophe(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_MARKS else cell


def harmless(cell: str) -> str:
    """A cell with that apostrophe, if it needs one."""
    return f"'{cell}" if cell[:1] in FORMULA_MARKS else cell


def in_brackets(cell: str) -> Value:
    """What stands in brackets, as it would in a dossier; raises Refused."""
    line = _NAME + cell
    source = Source("", line)
    header = read_header(source, Span(0, len(line)))
    node = header.get("value") if header else None
    if node is None or isinstance(node, Scalar) or source.findings or node.end != len(line):
        hint = _("write [a, b] or {name: value}, with quotes around a text that holds , : [ ] { }")
        raise Refused("wrong-shape", _("what stands in brackets can't be read"), hint)
    return cast("Value", plain(node))


def _is_plain_item(item: str) -> bool:
    return ";" not in item and "\n" not in item and not _could_be_mistaken(item)


def _could_be_mistaken(text: str) -> bool:
    return not text or text != text.strip() or text[0] in _MARKED


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""


def _text(cell: str) -> str:
    """A cell that is one text, out of its quotes if it stands in any."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        try:
            found = json.loads(cell)
        except ValueError:
            return cell
        return found if isinstance(found, str) else cell
    return cell
