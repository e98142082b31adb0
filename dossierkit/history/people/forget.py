"""Erasing a person from the files of a book, in one commit that does not name them (promise 29)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dossierkit.book.erased import ERASED_PATH, with_erased
from dossierkit.book.erasing import without_person
from dossierkit.book.erasing_stories import without_stories
from dossierkit.book.identity import Identity
from dossierkit.book.load import POLICY_PATH
from dossierkit.book.mentions import Searcher
from dossierkit.book.writing import writing
from dossierkit.history.commit import FileEdit, Message, Written, write
from dossierkit.history.git import NoHistory, read
from dossierkit.history.people.traces import (
    CUSTOMERS,
    STORIES,
    Traces,
    is_plainly,
    is_theirs,
    readable,
    traces,
)
from dossierkit.schema.policy import Policy, read_policy
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source
from dossierkit.text.translation import _

SUMMARY = "one person erased"

_OF_THE_LOCK = frozenset((".gitignore", "lock", "lock-holder"))


class CannotErase(Exception):
    """Nothing was erased; the text says why, and what to do."""


class Forgotten(NamedTuple):
    """What came of it: what was written, the files changed or deleted beside the commit, and what
    is left."""

    written: Written
    beside: tuple[str, ...]
    left: Traces


def require_silence(reason: str, identity: Identity) -> None:
    """Raises CannotErase if a reason would name the person in the commit for ever."""
    if Searcher(identity).search(reason):
        raise CannotErase(
            _("the reason would name them in the history; write it without, as in 'their request'")
        )


def forget(
    root: Path,
    policy: Policy,
    identity: Identity,
    found: Traces,
    reason: str = "",
    own: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Forgotten:
    """Takes a person out of the book's files, and puts their hashes on the list of the erased.

    `found` is what was shown before; `own` as for `traces`. Raises CannotErase,
    `history.commit.WriteRefused` and the errors of the disk; then no file has changed.
    """
    require_silence(reason, identity)
    searcher = Searcher(identity)
    shared = _shared(root, identity)
    edits = [FileEdit(path, lambda data: None) for path in found.theirs if shared(path)]
    edits += [FileEdit(path, _edit(path, searcher)) for path in found.paths if shared(path)]
    edits.append(FileEdit(ERASED_PATH, lambda data: _listed(data, identity)))
    beside = [FileEdit(path, lambda data: None) for path in found.theirs if not shared(path)]
    beside += [FileEdit(path, _edit(path, searcher)) for path in found.paths if not shared(path)]
    for one in beside:
        one.edit((root / one.path).read_bytes())
    written = write(root, policy, edits, Message("forget", "", SUMMARY, reason))
    with writing(root) as writer:
        for one in beside:
            old = writer.read(one.path)
            writer.put(one.path, old, one.edit(old))
    _clear_private(root, identity, searcher)
    return Forgotten(written, tuple(one.path for one in beside), traces(root, identity, own))


def _shared(root: Path, identity: Identity) -> Callable[[str], bool]:
    """Whether a file belongs into the commit: what git knows, and the book's own; drafts, exports
    and what editors left are this machine's alone."""
    try:
        known = frozenset(read(root, "ls_files", "-z", "--", ".").split("\0"))
    except NoHistory:
        known = frozenset()
    dossiers = {f"{CUSTOMERS}/{one}.md" for one in identity.ids}

    def is_shared(path: str) -> bool:
        if path in known or path in dossiers:
            return True
        return path.startswith(("dossiers/", "templates/")) and not is_theirs(path, b"", identity)

    return is_shared


def _edit(path: str, searcher: Searcher) -> Callable[[bytes | None], bytes | None]:
    def edit(data: bytes | None) -> bytes | None:
        return None if data is None else _without(path, data, searcher)

    return edit


def _without(path: str, data: bytes, searcher: Searcher) -> bytes:
    """A file's bytes without the person; raises CannotErase where that would spoil it."""
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(bom).decode("utf-8")
    if path.startswith(("outbox/", "exports/")):
        text = "".join(
            line
            for line in text.splitlines(keepends=True)
            if not (line.startswith("|") and searcher.sure(line))
        )
    is_yaml = path.endswith((".yaml", ".yml"))
    try:
        if path in STORIES:
            text = without_stories(text, searcher)
        changed = without_person(text, searcher, is_yaml=is_yaml)
    except CannotEdit as error:
        raise CannotErase(f"{path}: {error}") from error
    if path == POLICY_PATH:
        policy = Source(path, changed)
        read_policy(policy)
        if policy.is_broken:
            raise CannotErase(
                _("{path}: the book's policy names them; take them out by hand first").format(
                    path=path
                )
            )
    return bom + changed.encode("utf-8")


def _listed(data: bytes | None, identity: Identity) -> bytes:
    return with_erased((data or b"").decode("utf-8", "surrogateescape"), identity).encode(
        "utf-8", "surrogateescape"
    )


def _clear_private(root: Path, identity: Identity, searcher: Searcher) -> None:
    """Deletes what the program itself keeps beside the book: its index, and rescued texts of the
    person's."""
    private = root / ".dossier"
    for file in sorted(private.rglob("*")) if private.is_dir() else ():
        if not file.is_file() or file.name in _OF_THE_LOCK:
            continue
        source = readable(file.name, file.read_bytes())
        is_rescued = file.parent.name in ("rescued", "tmp")
        names = re.search("|".join(map(re.escape, identity.ids)), file.name)
        mentions = source is not None and any(map(is_plainly, searcher.search(source.text)))
        if names or mentions or not is_rescued:
            file.unlink()
