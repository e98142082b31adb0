"""Files with front matter that are no dossiers, read with a dossier's strictness.

python-frontmatter's own splitting gives `{}` without a word for a byte order mark or a missing
fence, and the last one of two equal keys; with `StrictHandler` these are errors:

    post = frontmatter.load("templates/greeting/de.md", handler=StrictHandler())

The only owner of python-frontmatter.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from frontmatter.default_handlers import BaseHandler

from dossierkit.text.fence import Span, split
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, plain
from dossierkit.text.source import Source, decode


class StrictError(Exception):
    """A file can't be read strictly; `findings` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class FrontMatter(NamedTuple):
    """A file in two. `fields` are texts, lists and dicts; lines count from 1.

    `lines` says where the value of a field at the top begins.
    """

    fields: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int
    warnings: tuple[Finding, ...]


class StrictHandler(BaseHandler):  # type: ignore[misc,unused-ignore]
    """Reads front matter as dossiers are read; raises StrictError instead of guessing.

    Values are texts, lists and dicts: `no` stays `no`. `path` is what findings call the file.
    """

    FM_BOUNDARY = re.compile(r"^---\r?$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self.path = path

    def detect(self, text: str) -> bool:
        """Whatever it is, it is read strictly."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """The header, with an empty line in the place of its fence, and the body."""
        source = decode(self.path, text.encode("utf-8", "surrogatepass"))
        if source.had_bom:
            raise StrictError(tuple(source.findings))
        parts = None if source.is_broken else split(source)
        if parts is None or source.is_broken:
            raise StrictError(tuple(sorted(source.findings)))
        header = source.text[parts.header.start : parts.header.end]
        return "\n" + header, source.text[parts.body.start : parts.body.end]

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """The fields of a header that `split` has cut out."""
        source = Source(self.path, fm)
        mapping = _read(source, Span(0, len(fm)))
        return {name: plain(value) for name, value in mapping.fields.items()}


def read_front_matter(path: str, data: bytes) -> FrontMatter:
    """A file with front matter, with the places of its fields; raises StrictError."""
    source = decode(path, data)
    parts = None if source.is_broken else split(source)
    if parts is None or source.is_broken:
        raise StrictError(tuple(sorted(source.findings)))
    fields = _read(source, parts.header).fields
    return FrontMatter(
        {name: plain(value) for name, value in fields.items()},
        {name: source.line(value.start) for name, value in fields.items()},
        source.text[parts.body.start : parts.body.end],
        source.line(parts.body.start),
        tuple(source.findings),
    )


def _read(source: Source, span: Span) -> Mapping:
    mapping = read_header(source, span)
    if mapping is None or source.is_broken:
        raise StrictError(tuple(sorted(source.findings)))
    return mapping
