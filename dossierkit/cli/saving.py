"""How the writing commands save: facts and log lines of some dossiers, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.cli.history_text import fact_text
from dossierkit.cli.output import remark, safe, say
from dossierkit.history.commit import FileEdit, Message, WriteRefused, Written, write
from dossierkit.history.past.changes import FactChange, facts_changed, read_content
from dossierkit.schema.dossier import Dossier, Unreadable, read_dossier
from dossierkit.text.finding import Finding
from dossierkit.text.source import decode


class Draft(NamedTuple):
    """What one dossier of a kind is to say, from what it says when the file is written."""

    dossier: Dossier[Any]
    kind: str
    want: Callable[[Dossier[Any]], Wanted]


class Saved(NamedTuple):
    """What came of it: what was written, and which facts of which dossiers it changed."""

    written: Written
    facts: tuple[tuple[str, FactChange], ...]


def save(book: Book, drafts: Sequence[Draft], message: Message) -> Saved:
    """Writes all of it, or nothing with an expected failure that says why."""
    facts: list[tuple[str, FactChange]] = []

    def edit(draft: Draft) -> Callable[[bytes | None], bytes]:
        def apply(before: bytes | None) -> bytes:
            if before is None:
                raise Refusal(f"{draft.dossier.path} is gone; nothing was written")
            present = _read(book, draft, before)
            wanted = draft.want(present)
            after = changed(
                GROUPS[draft.kind],
                draft.dossier.id,
                draft.dossier.path,
                before,
                None,
                wanted,
                book.policy.fields,
            )
            facts.extend((draft.dossier.id, one) for one in _changes(draft, before, after))
            return after

        return apply

    edits = [FileEdit(draft.dossier.path, edit(draft)) for draft in drafts]
    try:
        written = write(book.root, book.policy, edits, message)
    except (Refusal, WriteRefused) as error:
        raise click.ClickException(str(error)) from error
    return Saved(written, tuple(facts))


def _read(book: Book, draft: Draft, content: bytes) -> Dossier[Any]:
    source = decode(draft.dossier.path, content)
    found = read_dossier(GROUPS[draft.kind], draft.dossier.id, source, book.policy.fields)
    if isinstance(found, Unreadable):
        listed = "\n".join(map(str, found.findings))
        raise Refusal(f"{found.path} can't be read; mend it first:\n{listed}")
    return found


def _changes(draft: Draft, before: bytes, after: bytes) -> tuple[FactChange, ...]:
    old, new = (read_content(draft.dossier.path, content) for content in (before, after))
    if isinstance(old, Finding) or isinstance(new, Finding):
        return ()  # `changed` has read both
    return facts_changed(old, new)


def say_saved(saved: Saved) -> None:
    """Prints which facts changed, and what the user should know of the files."""
    for dossier_id, fact in saved.facts:
        say(safe(f"{dossier_id}: {fact_text(fact)}"))
    say_remarks(saved)


def say_remarks(saved: Saved) -> None:
    """Says what the user should know of the files that were written."""
    for path in saved.written.carried:
        remark(f"{path} held changes that were not committed; they went into this commit")
    for text in saved.written.remarks:
        remark(text)
