"""What one must know of a dossier to name it: read from a few lines of its file."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Scalar, Sequence
from dossierkit.text.source import Source

_HEADER = re.compile(r"\ufeff?---\r?\n(.*?)^---", re.DOTALL | re.MULTILINE)
_LINES = re.compile(r"^(?:name|company|tags):.*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)


class Glance(NamedTuple):
    """Name, company and tags, as far as they can be told; `key` is what a search looks at."""

    name: str = ""
    company: str = ""
    tags: tuple[str, ...] = ()
    key: str = ""


def glance(dossier_id: str, text: str) -> Glance:
    """A glance at the text of a dossier; what can't be read of it is empty."""
    header = _HEADER.match(text)
    lines = "".join(_LINES.findall(header.group(1))) if header else ""
    fields = read_header(Source("", lines), Span(0, len(lines))) if lines else None
    if fields is None:
        return Glance(key=dossier_id)
    name = _text(fields, "name")
    key = f"{dossier_id} {name}".casefold()
    return Glance(name, _text(fields, "company"), _texts(fields, "tags"), key)


def _text(fields: Mapping, name: str) -> str:
    node = fields.get(name)
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.is_null else ""


def _texts(fields: Mapping, name: str) -> tuple[str, ...]:
    node = fields.get(name)
    items = node.items if isinstance(node, Sequence) else [node]
    return tuple(one.text for one in items if isinstance(one, Scalar) and not one.is_null)
