"""One file of a book as it stands in an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from functools import cached_property
from typing import Any, NamedTuple

from dossierkit.book.fields import GROUPS
from dossierkit.book.files import FOLDERS
from dossierkit.book.load import PLAYBOOK_PATH, POLICY_PATH, PRICES_PATH, RATES_PATH
from dossierkit.book.stories import STORIES_PATH
from dossierkit.schema.codes import ID_FORM
from dossierkit.schema.dossier import Dossier, Unreadable, read_dossier
from dossierkit.schema.policy import CustomField
from dossierkit.text.fence import Span, split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping
from dossierkit.text.source import Source, decode

POLICY, PRICES, RATES, PLAYBOOK, STORIES = "policy", "prices", "rates", "playbook", "stories"
TEMPLATE = "template"
_TABLES = {
    POLICY_PATH: POLICY,
    RATES_PATH: RATES,
    PLAYBOOK_PATH: PLAYBOOK,
    STORIES_PATH: STORIES,
}
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_BOM = "\ufeff"
_OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class Placed(NamedTuple):
    """What a file is by its place: a kind of dossier with its id, a template with its purpose, or
    another file of the book."""

    kind: str
    id: str

    @property
    def is_dossier(self) -> bool:
        return self.kind in GROUPS

    @property
    def is_fenced(self) -> bool:
        """Whether a header stands at the top of the file, between two fences."""
        return self.is_dossier or self.kind == TEMPLATE


def placed(path: str) -> Placed | None:
    """What the file of a path is, relative to the book, with `/`; None if the book reads no such
    file."""
    if path in _TABLES:
        return Placed(_TABLES[path], "")
    folder, _, name = path.rpartition("/")
    if re.fullmatch(r"templates/[^/]+", folder) and name.endswith(".md"):
        return Placed(TEMPLATE, folder.removeprefix("templates/"))
    if folder == PRICES_PATH and name.endswith(".csv"):
        return Placed(PRICES, name.removesuffix(".csv"))
    kind = _KINDS.get(folder.removeprefix("dossiers/")) if folder.startswith("dossiers/") else None
    if kind is None or not name.endswith(".md"):
        return None
    return Placed(kind, name.removesuffix(".md"))


class Document:
    """The text of a file, with what it says. `raw` is what the editor has, `text` that without a
    byte order mark; `last` is the dossier as it could be read last."""

    def __init__(self, path: str, raw: str, last: Dossier[Any] | None = None) -> None:
        self.path = path
        self.raw = raw
        self.text = raw.removeprefix(_BOM)
        self.placed = placed(path)
        self.last = last
        self._read: tuple[Dict[str, CustomField], Dossier[Any] | Unreadable] | None = None

    def changed(self, text: str) -> Document:
        """The same file with another text."""
        return Document(self.path, text, self.last)

    def source(self) -> Source:
        """The text, strictly decoded as from a file."""
        return decode(self.path, self.raw.encode("utf-8", "surrogatepass"))

    def read(self, custom: Dict[str, CustomField]) -> Dossier[Any] | Unreadable | None:
        """What the file says, if it is a dossier; `custom` are the declared fields of the book."""
        if self.placed is None or not self.placed.is_dossier:
            return None
        if self._read is None or self._read[0] is not custom:
            group = GROUPS[self.placed.kind]
            found = read_dossier(group, self.placed.id, self.source(), custom)
            self._read = (custom, found)
            self.last = found if isinstance(found, Dossier) else self.last
        return self._read[1]

    @cached_property
    def header(self) -> Span | None:
        """Where the header stands, even if it is not finished; None in tables. Of a file that is
        only a header it is the whole."""
        if self.placed is None or self.placed.kind in (PRICES, RATES):
            return None
        if not self.placed.is_fenced:
            return Span(0, len(self.text))
        opening = _OPENING.match(self.text)
        if opening is None:
            return None
        closing = _CLOSING.search(self.text, opening.end())
        return Span(opening.end(), closing.start() if closing else len(self.text))

    @cached_property
    def body(self) -> Span | None:
        """What follows the header of a dossier."""
        parts = split(Source(self.path, self.text)) if self.placed else None
        return parts.body if parts and self.placed and self.placed.is_dossier else None

    @cached_property
    def nodes(self) -> Mapping | None:
        """What stands in the header, with places; None if that can't be read."""
        if self.header is None or self.placed is None:
            return None
        source = self.source()
        if self.placed.is_fenced and split(source) is None:
            return None
        found = None if source.is_broken else read_header(source, self.header)
        return None if source.is_broken else found


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return ID_FORM.fullmatch(text) is not None
