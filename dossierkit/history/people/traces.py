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

from dossierkit.book.book import Book
from dossierkit.book.files import is_inside, printable_path
from dossierkit.book.identity import Identity, Others, identity_of
from dossierkit.book.keys import address_key, name_key, name_words
from dossierkit.book.mentions import Mention, Searcher
from dossierkit.book.sent import SENT_FOLDER
from dossierkit.history.git import NoHistory, read
from dossierkit.history.past.versions import contents, versions
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier, read_dossier
from dossierkit.text.source import Source, decode

AREAS = ("dossiers", "templates", "outbox", "exports")
"""The folders of a book that are looked through."""
CUSTOMERS = "dossiers/customers"

_LARGEST = 16 * 1024 * 1024
"""Bytes; a larger file is named as one that nobody looked into."""


class Trace(NamedTuple):
    """A place that means somebody, or might: the line (from 1) and what stands there."""

    path: str
    line: int
    text: str


class Traces(NamedTuple):
    """What the files of a book hold of one person.

    `theirs` are files that are about them or to them and go as a whole; `changed` are places in
    other files; `doubtful` are places that may mean somebody else, for a person to look at;
    `closed` are files that could not be looked into.
    """

    theirs: tuple[str, ...]
    changed: tuple[Trace, ...]
    doubtful: tuple[Trace, ...]
    closed: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files in which something is changed."""
        return tuple(dict.fromkeys(trace.path for trace in self.changed))


def traces(
    root: Path, identity: Identity, own: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Traces:
    """What the files below the folders of a book hold of a person, sorted by path.

    `own` are the words of other people's names in their own files (see `identity.own_words`).
    """
    searcher = Searcher(identity)
    theirs: list[str] = []
    changed: list[Trace] = []
    doubtful: list[Trace] = []
    closed: list[str] = []
    for path, file in files_of(root):
        data = content_of(file)
        if is_theirs(path, data or b"", identity):
            theirs.append(path)
            continue
        source = readable(path, data)
        if source is None:
            closed.append(path)
            continue
        found = searcher.search(source.text)
        sure = [m for m in found if is_plainly(m)]
        if sure and path.startswith("exports/"):
            theirs.append(path)
            continue
        is_letter = path.endswith(".eml")
        changed += [] if is_letter else places(source, sure)
        doubts = [m for m in found if is_letter or not is_plainly(m)]
        named = own.get(path, frozenset())
        doubtful += places(source, [m for m in doubts if not is_own(source, m, named)])
    return Traces(tuple(theirs), tuple(changed), tuple(doubtful), tuple(closed))


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


def known_as(book: Book, dossier_id: str, others: Others) -> Identity:
    """What a customer is known by, now and in every version of the file that git has.

    A version counts if it has a name, an address or a number of the person in common: a file that
    was another one's before tells nothing. Customers who are no more in the book are known by
    their old versions alone. Raises NoHistory if there is nothing at all.
    """
    present = book.customers.get(dossier_id)
    path = present.path if present else f"{CUSTOMERS}/{dossier_id}.md"
    ids = [dossier_id]
    facts = [present.facts] if present else []
    for former in _former_paths(book, path):
        for version in _versions(book.root, former):
            if not facts or any(_is_same(version, known) for known in facts):
                facts.append(version)
                ids.append(PurePosixPath(former).stem)
    if not facts:
        raise NoHistory(f"neither the book nor its history knows a customer '{dossier_id}'")
    return identity_of(ids, facts, others)


def is_in_history(root: Path, dossier_id: str) -> bool:
    """Whether any commit has a customer's file of this id."""
    path = f"{CUSTOMERS}/{dossier_id}.md"
    try:
        return bool(read(root, "rev_list", "--all", "--full-history", "--max-count=1", "--", path))
    except NoHistory:
        return False


def _former_paths(book: Book, path: str) -> list[str]:
    """The names that a file has had and that no other file has now."""
    try:
        named = [one for v in versions(book.root, [path]) for one in (v.path, v.old_path)]
    except NoHistory:
        named = []
    now = {dossier.path for dossier in book.all_dossiers()}
    return [path, *dict.fromkeys(one for one in named if one not in now)]


def _versions(root: Path, path: str) -> list[Customer]:
    """What every readable version of a file says, in all branches, the newest first."""
    try:
        commits = read(root, "rev_list", "--all", "--full-history", "--", path).split()
    except NoHistory:
        return []
    names = [f"{commit}:./{path}" for commit in commits]
    texts = dict.fromkeys(filter(None, contents(root, names).values()))
    read_versions = (read_dossier(CUSTOMER, "", decode(path, data), {}) for data in texts)
    return [version.facts for version in read_versions if isinstance(version, Dossier)]


def _is_same(one: Customer, other: Customer) -> bool:
    """Whether two versions of a file are about one person."""
    mail = {address_key(address) for address in one.reach.email}
    return (
        name_key(one.name) == name_key(other.name)
        or not mail.isdisjoint(map(address_key, other.reach.email))
        or not set(one.reach.phone).isdisjoint(other.reach.phone)
    )
