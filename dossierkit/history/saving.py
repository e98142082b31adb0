"""How facts and log lines of some dossiers are saved, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.history.commit import FileEdit, Message, Written, write
from dossierkit.history.past.changes import Content, FactChange, facts_changed, read_content
from dossierkit.schema.dossier import Dossier, Unreadable, read_dossier
from dossierkit.text.source import decode
from dossierkit.text.translation import _


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
    """Writes all of it, or nothing; raises Refusal and WriteRefused with the reason."""
    facts: list[tuple[str, FactChange]] = []

    def edit(draft: Draft) -> Callable[[bytes | None], bytes]:
        def apply(before: bytes | None) -> bytes:
            if before is None:
                raise Refusal(
                    _("{path} is gone; nothing was written").format(path=draft.dossier.path)
                )
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
    return Saved(write(book.root, book.policy, edits, message), tuple(facts))


def _read(book: Book, draft: Draft, content: bytes) -> Dossier[Any]:
    source = decode(draft.dossier.path, content)
    found = read_dossier(GROUPS[draft.kind], draft.dossier.id, source, book.policy.fields)
    if isinstance(found, Unreadable):
        listed = "\n".join(map(str, found.findings))
        raise Refusal(
            _("{path} can't be read; mend it first:\n{listed}").format(
                path=found.path, listed=listed
            )
        )
    return found


def _changes(draft: Draft, before: bytes, after: bytes) -> tuple[FactChange, ...]:
    old, new = (read_content(draft.dossier.path, content) for content in (before, after))
    return facts_changed(cast(Content, old), cast(Content, new))  # `changed` has read both
