"""The commits of a book that touched some of its files, read from one call of `git log`."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import read_bytes

_SIGNED = re.compile(r"(.*?) ?<([^>]*)>(?: (-?\d+) ([+-])(\d\d)(\d\d)$)?")
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): +(\S.*)")
_TRAILERS = frozenset(("dossier", "dossier-cmd", "change-id"))
_FORM = (
    "--pretty=raw",
    "--encoding=UTF-8",
    "--no-color",
    "--no-notes",
    "--no-show-signature",
    "--use-mailmap",
)
_SUBMODULE = b"160000"


class Commit(NamedTuple):
    """Who changed something, when and why. `body` is the message without subject and trailers."""

    hash: str
    when: datetime
    author: str
    email: str
    subject: str
    body: str
    trailers: dict[str, str]


class Entry(NamedTuple):
    """A file that a commit touched: its names and the ids of its contents before and after."""

    old_path: str
    path: str
    old: str | None
    new: str | None

    @property
    def is_rename(self) -> bool:
        return self.old_path != self.path


class Logged(NamedTuple):
    """A commit in the walk. `parents` are those in the walk, nearest first; `parent_count` counts
    its real ones. The entries of a merge compare it with its first parent."""

    commit: Commit
    parents: tuple[str, ...]
    parent_count: int
    entries: tuple[Entry, ...]

    @property
    def is_merge(self) -> bool:
        return self.parent_count > 1


def walk(root: Path, rev: str, paths: Sequence[str]) -> list[Logged]:
    """The commits up to a revision that touched files or folders, and the merges among them, the
    newest first, none before all that were built upon it; raises NoHistory.

    `rev` must not be a user's word: see `snapshot.revision_at`.
    """
    output = read_bytes(
        root, "log", "--raw", "-z", "--no-abbrev", "--find-renames", "--relative",
        "--diff-merges=first-parent", "--full-history", "--parents",
        "--no-ext-diff", *_FORM, "--end-of-options", rev, "--",
        *(f":(literal){path}" for path in paths),
    )  # fmt: skip
    return _in_order(list(_logged(output.split(b"\0"))))


def _in_order(found: list[Logged]) -> list[Logged]:
    """Commits by their authors' dates, the newest first, but none before all that were built upon
    it. Git can do that too, but takes longer."""
    places = {logged.commit.hash: place for place, logged in enumerate(found)}
    waits = Counter(parent for logged in found for parent in logged.parents)
    ready = [_rank(found, place) for name, place in places.items() if not waits[name]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        logged = found[heapq.heappop(ready)[1]]
        ordered.append(logged)
        for parent in logged.parents:
            waits[parent] -= 1
            if not waits[parent] and parent in places:
                heapq.heappush(ready, _rank(found, places[parent]))
    return ordered


def _rank(found: list[Logged], place: int) -> tuple[float, int]:
    return -found[place].commit.when.timestamp(), place


def commit_at(root: Path, rev: str) -> Commit:
    """The commit of a hash; raises NoHistory."""
    output = read_bytes(root, "log", "--max-count=1", *_FORM, "--end-of-options", rev)
    return next(_logged([output])).commit


def _logged(words: list[bytes]) -> Iterator[Logged]:
    """Commits from the words of the output: a commit's text, up to a colon at the start of a line,
    then for each file its modes, ids and status, and one name, or two of a rename."""
    rest = iter(words)
    for first in rest:
        text, colon, status = first.partition(b"\n:")
        entries: list[Entry] = []
        while colon:
            entries.append(_entry(status.split(), rest))
            another = next(rest, b"")
            colon, status = another[:1], another[1:]
        if text.strip():
            yield _read(text.decode(errors="backslashreplace"), tuple(entries))


def _entry(words: list[bytes], rest: Iterator[bytes]) -> Entry:
    old_mode, mode, old, new, status = words
    old_path = _name(next(rest))
    path = _name(next(rest)) if status[:1] in b"RC" else old_path
    return Entry(old_path, path, _id(old_mode, old), _id(mode, new))


def _name(path: bytes) -> str:
    return path.decode(errors="surrogateescape")


def _id(mode: bytes, name: bytes) -> str | None:
    """The id of a file's content; None for no file, and for what is none of ours to read."""
    is_file = mode != _SUBMODULE and name.strip(b"0")
    return name.decode() if is_file else None


def _read(text: str, entries: tuple[Entry, ...]) -> Logged:
    head, _, message = text.partition("\n\n")
    first, *lines = head.split("\n")
    name, *parents = first.split()[1:]
    fields = [line.partition(" ")[::2] for line in lines]
    author, email, when = _signed(next((value for key, value in fields if key == "author"), ""))
    _, _, committed = _signed(next((value for key, value in fields if key == "committer"), ""))
    parent_count = sum(key == "parent" for key, _ in fields)
    subject, body, trailers = _parts([line[4:] for line in message.split("\n")])
    moment = when or committed or datetime.fromtimestamp(0, UTC)
    commit = Commit(name, moment, author, email, subject, body, trailers)
    return Logged(commit, tuple(parents), parent_count, entries)


def _signed(text: str) -> tuple[str, str, datetime | None]:
    """A name, an address and a moment: any of them may be missing or nonsense."""
    match = _SIGNED.match(text)
    if match is None:
        return text.strip(), "", None
    name, email, seconds, sign, hours, minutes = match.groups()
    try:
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        return name, email, datetime.fromtimestamp(int(seconds), timezone(offset))
    except (TypeError, ValueError, OverflowError, OSError):
        return name, email, None


def _parts(lines: list[str]) -> tuple[str, str, dict[str, str]]:
    """A message in three: its first paragraph as one line, what follows, and the trailers."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", "\n".join(lines).strip())]
    subject = " ".join(blocks[0].split())
    body = [block for block in blocks[1:] if block.strip()]
    found = [_TRAILER.fullmatch(line.strip()) for line in body[-1].split("\n")] if body else []
    pairs = [match.groups() for match in found if match]
    if len(pairs) != len(found) or not any(_is_trailer(name) for name, _ in pairs):
        return subject, "\n\n".join(body), {}
    trailers: dict[str, str] = {}
    for name, value in pairs:
        trailers[name] = f"{trailers[name]}, {value}" if name in trailers else value
    return subject, "\n\n".join(body[:-1]), trailers


def _is_trailer(name: str) -> bool:
    """Whether a word before a colon was put there by a program, and not by somebody explaining."""
    return name.lower() in _TRAILERS or name.lower().endswith("-by")
