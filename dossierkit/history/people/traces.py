"""Everything in a book that tells of one person: what `forget` takes out, and what it can't."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from dossierkit.book.erasing_stories import Told, stories_about
from dossierkit.book.files import is_inside, printable_path
from dossierkit.book.identity import Identity
from dossierkit.book.keys import address_key, name_words
from dossierkit.book.mentions import Mention, Searcher
from dossierkit.book.sent import SENT_FOLDER
from dossierkit.book.stories import STORIES_PATH
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source

AREAS = ("dossiers", "templates", "outbox", "exports")
"""The folders of a book that are looked through."""
CUSTOMERS = "dossiers/customers"
STORIES = (STORIES_PATH, STORIES_PATH.replace(".yaml", ".yml"))
"""The file of true stories, under its wrong name, too."""

_LARGEST = 16 * 1024 * 1024
"""Bytes; a larger file is named as one that nobody looked into."""


class Trace(NamedTuple):
    """A place that means somebody, or might: the line (from 1) and what stands there."""

    path: str
    line: int
    text: str


class Traces(NamedTuple):
    """What the files of a book hold of one person.

    `theirs` are files that are about them or to them, or tell their story, and go as a whole;
    `changed` are places in other files; `doubtful` are places that may mean somebody else, for a
    person to look at; `closed` are files that could not be looked into; `stories` are true stories
    about them, by their ids.
    """

    theirs: tuple[str, ...]
    changed: tuple[Trace, ...]
    doubtful: tuple[Trace, ...]
    closed: tuple[str, ...]
    stories: tuple[Trace, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files in which something is changed."""
        return tuple(dict.fromkeys(trace.path for trace in (*self.changed, *self.stories)))


def traces(
    root: Path, identity: Identity, own: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Traces:
    """What the files below the folders of a book hold of a person, sorted by path.

    `own` are the words of other people's names in their own files (see `identity.own_words`).
    """
    found = _Found(identity, own)
    for path, file in files_of(root):
        found.take(path, content_of(file))
    return Traces(
        tuple(found.theirs),
        tuple(found.changed),
        tuple(found.doubtful),
        tuple(found.closed),
        tuple(found.stories),
    )


class _Found:
    """What was found so far, file by file; the file of stories comes before all letters."""

    def __init__(self, identity: Identity, own: Mapping[str, frozenset[str]]) -> None:
        self.theirs: list[str] = []
        self.changed: list[Trace] = []
        self.doubtful: list[Trace] = []
        self.closed: list[str] = []
        self.stories: list[Trace] = []
        self._told: list[Told] = []
        self._identity = identity
        self._searcher = Searcher(identity)
        self._own = own

    def take(self, path: str, data: bytes | None) -> None:
        """Looks into one file."""
        if is_theirs(path, data or b"", self._identity):
            self.theirs.append(path)
        elif source := readable(path, data):
            self._look_into(path, source)
        else:
            self.closed.append(path)

    def _look_into(self, path: str, source: Source) -> None:
        told = told_of(source, self._searcher, self.closed)
        self._told += told
        self.stories += [Trace(path, source.line(story.start), story.id) for story in told]
        found = [m for m in self._searcher.search(source.text) if not is_within(m, told)]
        sure = [m for m in found if is_plainly(m)]
        is_letter = path.endswith(".eml")
        retells = is_letter and any(story.is_told_in(source.text) for story in self._told)
        if retells or (sure and path.startswith("exports/")):
            self.theirs.append(path)
            return
        self.changed += [] if is_letter else places(source, sure)
        doubts = [m for m in found if is_letter or not is_plainly(m)]
        named = self._own.get(path, frozenset())
        self.doubtful += places(source, [m for m in doubts if not is_own(source, m, named)])


def told_of(source: Source, searcher: Searcher, closed: list[str]) -> list[Told]:
    """The true stories about a person in a file: none, but for the file of stories. If that can't
    be read, it is put on the list of the closed files, and only its mentions are known."""
    try:
        return stories_about(source.text, searcher) if source.path in STORIES else []
    except CannotEdit:
        closed.append(source.path)
        return []


def is_within(mention: Mention, stories: Iterable[Told]) -> bool:
    """Whether a mention stands in one of some stories."""
    return any(story.start <= mention.start < story.end for story in stories)


def is_plainly(mention: Mention) -> bool:
    """Whether a mention can mean nobody but the person."""
    return mention.grade == "sure" and mention.kind != "relative"


def is_own(source: Source, mention: Mention, own: frozenset[str]) -> bool:
    """Whether a mention is nothing but the name of whom the file is about."""
    words = name_words(source.text[mention.start : mention.end])
    return bool(words) and own.issuperset(word.casefold() for word in words)


def files_of(root: Path) -> Iterator[tuple[str, Path]]:
    """The files below the folders of a book, by path relative to it; links out of it left out."""
    for area in AREAS:
        for folder, folders, names in os.walk(root / area):
            folders.sort()
            for name in sorted(names):
                file = Path(folder, name)
                if file.is_file() and is_inside(file, root):
                    yield file.relative_to(root).as_posix(), file


def content_of(file: Path) -> bytes | None:
    """What a file holds; None if it can't be read, or is larger than 16 MiB."""
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else None
    except OSError:
        return None


def readable(path: str, data: bytes | None) -> Source | None:
    """The text of a file, that of a letter decoded; None if it can't be looked into."""
    if data is None:
        return None
    if path.endswith(".eml"):
        return Source(path, letter_text(data))
    if b"\0" in data[:8192]:
        return None
    try:
        return Source(path, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def letter_text(data: bytes) -> str:
    """The subject and the text of a letter."""
    message = message_from_bytes(data)
    parts = [str(message["Subject"] or "")]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            payload: Any = part.get_payload(decode=True)
            parts.append(payload.decode("utf-8", "replace"))
    return "\n".join(parts)


def is_theirs(path: str, data: bytes, identity: Identity) -> bool:
    """Whether a whole file is about a person, or to them."""
    place = PurePosixPath(path)
    if place.parent.as_posix() == CUSTOMERS:
        forms = "|".join(map(re.escape, identity.ids))
        return re.search(rf"(?<![a-z0-9-])(?:{forms})\.md(?![a-z0-9])", place.name) is not None
    if path.startswith(f"{SENT_FOLDER}/"):
        return place.suffix == ".json" and _is_state(data, identity)
    if not path.startswith(("outbox/", "exports/")):
        return False
    if any(_is_named(PurePosixPath(part).stem, identity) for part in place.parts[1:]):
        return True
    if place.suffix == ".eml":
        return is_addressed(message_from_bytes(data), identity)
    return place.suffix == ".json" and _is_state(data, identity)


def _is_named(stem: str, identity: Identity) -> bool:
    """Whether a name is an id, or ends with one as those of drafts do."""

    def ends(one: str) -> bool:
        return stem == one or stem.endswith(f"-{one}")

    return any(map(ends, identity.ids)) and not any(map(ends, identity.lookalikes))


def is_addressed(message: Message[str, str], identity: Identity) -> bool:
    """Whether a letter is to a person."""
    letter = str(message["X-Dossier-Letter"] or "").split(" ")[0]
    keys = {address_key(address) for address in identity.addresses}
    to = getaddresses([str(value) for value in message.get_all("To", [])])
    return letter in identity.ids or any(address_key(address) in keys for _, address in to)


def _is_state(data: bytes, identity: Identity) -> bool:
    """Whether a state file is that of a message to a person."""
    try:
        state = json.loads(data)
    except ValueError:
        return False
    if not isinstance(state, dict):
        return False
    who = {str(state.get(name)) for name in ("customer", "id", "who")}
    keys = {address_key(address) for address in identity.addresses}
    return not who.isdisjoint(identity.ids) or address_key(str(state.get("to"))) in keys


def places(source: Source, mentions: Iterable[Mention]) -> list[Trace]:
    """The lines of mentions, each once."""
    lines = dict.fromkeys(source.line(mention.start) for mention in mentions)
    texts = source.text.split("\n")
    path = printable_path(source.path)
    return [Trace(path, line, texts[line - 1].strip()) for line in lines]
