"""Data files of the package: texts and figures that stand beside the code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import plain
from dossierkit.text.source import decode

PACKAGE = Path(__file__).parents[1]


@cache
def packaged(name: str) -> dict[str, Any]:
    """The fields of a YAML file of the package, such as `method/statements.yaml`, as texts, lists
    and dicts; read once, and not to be changed. Raises ValueError if the file is damaged."""
    source = decode(name, PACKAGE.joinpath(name).read_bytes())
    mapping = read_header(source, Span(0, len(source.text)))
    if mapping is None or source.findings:
        raise ValueError(f"{name}: {source.findings}")
    fields: Any = plain(mapping)
    return dict(fields)
