"""One of the three versions of a file, read strictly."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

from dossierkit.book.fields import GROUPS
from dossierkit.book.files import FOLDERS
from dossierkit.schema.dossier import read_dossier
from dossierkit.schema.fact import Group
from dossierkit.text.fence import Span, split
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping
from dossierkit.text.source import Source, decode

BOM = "\ufeff"

T = TypeVar("T", covariant=True)


class Three(NamedTuple, Generic[T]):
    """Something of the common version, of ours and of theirs."""

    base: T
    ours: T
    theirs: T

    @property
    def swapped(self) -> Three[T]:
        """The same, seen from the other side."""
        return Three(self.base, self.theirs, self.ours)


class Version(NamedTuple):
    """A file that could be read; `source` has LF line ends, `raw` those of the file."""

    source: Source
    raw: str
    header: Mapping
    span: Span
    body: Span

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def data(self) -> bytes:
        """The file itself."""
        return (BOM * self.source.had_bom + self.raw).encode()

    @property
    def body_lines(self) -> list[str]:
        return lines_of(self.text[self.body.start : self.body.end])

    @property
    def line_end(self) -> str:
        """How the lines end; empty where they differ."""
        crlf = self.raw.count("\r\n")
        if not crlf:
            return "\n"
        return "\r\n" if crlf == self.raw.count("\n") else ""


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends."""
    return text.removesuffix("\n").split("\n") if text else []


def read_version(path: str, data: bytes) -> Version | None:
    """A file as far as merging needs it; None if it can't be read without doubt."""
    raw = decode(path, data)
    source = Source(path, raw.text.replace("\r\n", "\n"), had_bom=raw.had_bom)
    parts = None if raw.is_broken else split(source)
    header = read_header(source, parts.header) if parts else None
    if parts is None or header is None or source.is_broken:
        return None
    return Version(source, raw.text, header, parts.header, parts.body)


def kind_of(path: str) -> Group[Any] | None:
    """The kind of a dossier by its folder; None if that says nothing."""
    folder = path.replace("\\", "/").split("/")[-2:-1]
    kinds = {name: kind for kind, name in FOLDERS.items()}
    return GROUPS[kinds[folder[0]]] if folder and folder[0] in kinds else None


def findings_of(kind: Group[Any] | None, path: str, data: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong in a file that can be read, as far as its kind is known."""
    return () if kind is None else read_dossier(kind, "", decode(path, data), {}).findings
