"""Everything a book holds about one person, as data and as a page to hand over (promise 30)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.erasing_stories import Told
from dossierkit.book.identity import Identity, own_words
from dossierkit.book.mentions import Searcher
from dossierkit.book.passages import passages
from dossierkit.history.git import NoHistory
from dossierkit.history.past.life import Step, life
from dossierkit.history.people.traces import (
    Trace,
    content_of,
    files_of,
    is_own,
    is_theirs,
    letter_text,
    places,
    readable,
    told_of,
)
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.types import ListOf, Type
from dossierkit.text.event import log_data
from dossierkit.text.fence import Span, split
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence, plain
from dossierkit.text.notes import read_notes
from dossierkit.text.source import Source
from dossierkit.text.translation import _


class Subject(NamedTuple):
    """What is held, as data for JSON; places that may mean somebody else, which are not in it; and
    the files that could not be looked into."""

    data: dict[str, Any]
    doubtful: tuple[Trace, ...]
    closed: tuple[str, ...]


def subject_data(book: Book, dossier: Dossier[Customer], identity: Identity, made: date) -> Subject:
    """Everything held about a customer: the dossier whole, and of all else only what is about
    them. `identity` is what they are known by (see `known.known_as`)."""
    facts = dossier.facts
    company = book.company_of(facts)
    owner = book.members.get(facts.owner or "")
    elsewhere = _Elsewhere(book, dossier, identity)
    data = {
        "made": made.isoformat(),
        "subject": {
            "id": dossier.id,
            "name": facts.name,
            "path": dossier.path,
            "company": company.facts.name if company else facts.company,
            "looked_after_by": owner.facts.name if owner else facts.owner,
        },
        "facts": list(_facts(dossier.header, CUSTOMER, dossier)),
        "notes": _notes(dossier.source),
        "log": [log_data(line) for line in dossier.log.lines],
        "mentions": elsewhere.mentions,
        "letters": elsewhere.letters,
        "states": elsewhere.states,
        "files": elsewhere.files,
        "history": _history(book, dossier.path),
    }
    return Subject(data, tuple(elsewhere.doubtful), tuple(elsewhere.closed))


def _facts(
    header: Mapping, group: Group[Any], dossier: Dossier[Any], prefix: str = ""
) -> Iterator[dict[str, Any]]:
    """The values of a header with what each field means, those of lists of maps one by one."""
    for name, node in header.fields.items():
        declared = group.facts.get(name)
        kind: Type[Any] | None = declared.type if declared else None
        inner = kind.item if isinstance(kind, ListOf) else kind
        path = f"{prefix}{name}"
        if isinstance(inner, Group) and not isinstance(node, Scalar):
            items = node.items if isinstance(node, Sequence) else [node]
            for number, item in enumerate(items):
                here = f"{path}[{number}]" if isinstance(node, Sequence) else path
                if isinstance(item, Mapping):
                    yield from _facts(item, inner, dossier, f"{here}.")
                else:
                    yield _fact(here, item, "", False, dossier)
        else:
            doc = _(declared.doc) if declared else _("a field of our own")
            yield _fact(path, node, doc, bool(declared and declared.sensitive), dossier)


def _fact(
    path: str, node: Node, doc: str, sensitive: bool, dossier: Dossier[Any]
) -> dict[str, Any]:
    return {
        "field": path,
        "value": plain(node),
        "means": doc,
        "sensitive": sensitive,
        "line": dossier.source.line(node.start),
    }


def _notes(source: Source) -> str:
    parts = split(Source(source.path, source.text))
    return read_notes(source, parts.body) if parts else ""


class _Elsewhere:
    """What stands of a person in all files but their own dossier."""

    def __init__(self, book: Book, dossier: Dossier[Customer], identity: Identity) -> None:
        self.mentions: list[dict[str, Any]] = []
        self.letters: list[dict[str, Any]] = []
        self.states: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.doubtful: list[Trace] = []
        self.closed: list[str] = []
        self._searcher = Searcher(identity)
        self._own = own_words(book)
        near = _near(book, dossier)
        for path, file in files_of(book.root):
            data = content_of(file)
            if path == dossier.path:
                continue
            if data is not None and is_theirs(path, data, identity):
                self._take_whole(path, data)
            elif source := readable(path, data):
                self._take_passages(path, source, path in near)
            else:
                self.closed.append(path)

    def _take_whole(self, path: str, data: bytes) -> None:
        """A letter to them, the state of one, or a file about them."""
        if path.endswith(".eml"):
            message = message_from_bytes(data)
            head = {name.lower(): str(message[name] or "") for name in ("Date", "To")}
            subject, _unused, text = letter_text(data).partition("\n")
            self.letters.append({"path": path, **head, "subject": subject, "text": text})
        elif path.endswith(".json"):
            self.states.append({"path": path, "state": json.loads(data)})
        else:
            source = readable(path, data)
            self.files.append({"path": path, "text": source.text if source else None})

    def _take_passages(self, path: str, source: Source, is_near: bool) -> None:
        told = told_of(source, self._searcher, self.closed)
        self.mentions += [_story(path, source.line(one.start), one) for one in told]
        spans = [Span(one.start, one.end) for one in told]
        said = passages(source, self._searcher, is_near=is_near, besides=spans)
        self.mentions += [
            {"path": path, **{name: value or None for name, value in one._asdict().items()}}
            for one in said.found
        ]
        named = self._own.get(path, frozenset())
        doubts = [one for one in said.doubtful if not is_own(source, one, named)]
        self.doubtful += places(source, doubts)


def _story(path: str, line: int, told: Told) -> dict[str, Any]:
    """A true story about them, whole, with their consent."""
    place = {"path": path, "line": line, "kind": "story", "text": told.in_one_line}
    return {**place, "field": told.id, "date": None, "event": None}


def _near(book: Book, dossier: Dossier[Customer]) -> set[str]:
    """The files of the company, and of the people who work there."""
    company = book.company_of(dossier.facts)
    if company is None:
        return set()
    people = (one for one in book.customers.values() if one.facts.company == company.id)
    return {company.path, *(one.path for one in people)}


def _history(book: Book, path: str) -> list[dict[str, Any]] | None:
    """What each commit changed in the file, the oldest first; None in a plain folder."""
    try:
        return [_step(step) for step in life(book.root, path)]
    except NoHistory:
        return None


def _step(step: Step) -> dict[str, Any]:
    commit = step.commit
    return {
        "commit": commit.hash if commit else None,
        "date": commit.when.isoformat() if commit else None,
        "author": commit.author if commit else None,
        "message": "\n\n".join(filter(None, (commit.subject, commit.body))) if commit else None,
        "path": step.path,
        "facts": [{"field": f, "old": old, "new": new} for f, old, new in step.facts],
        "added": [log_data(line) for line in step.added],
        "removed": [log_data(line) for line in step.removed],
        "notes": step.notes,
    }
