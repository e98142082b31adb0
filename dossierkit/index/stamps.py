"""How the files of a folder looked when they were read, to see at once which of them changed."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from operator import attrgetter
from struct import Struct
from typing import NamedTuple

_SIGNED = 1 << 63
_FIELDS = 4
_BYTES = 8
_COARSE = 2_000_000_000
"""Nanoseconds within which two changes of a file may look the same: FAT counts in steps of 2 s."""
_NEVER = -1
_BLOCK = 512
"""How many files are looked at, and how many stamps compared and kept, at once."""
_STAMP = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
_NAME = attrgetter("name")
_OPENS_FOLDERS = os.scandir in os.supports_fd


class Kept(NamedTuple):
    """Stamps as they are kept: all names as bytes, and the blocks."""

    names: bytes
    blocks: list[bytes]


class Stamps(NamedTuple):
    """The entries of a folder in the order of the file system: their names, and for each the time
    of its last change and of that of its state (ns), its size, and its inode.

    These numbers are bytes, in blocks of so many files that the change of one rewrites little.
    """

    names: list[str]
    blocks: list[bytes]

    def packed(self) -> bytes:
        """Bytes that are the same if and only if nothing has changed."""
        return b"\0\0".join((self.kept().names, *self.blocks))

    def kept(self) -> Kept:
        """The same, to be compared with what was kept."""
        return Kept("\0".join(self.names).encode("utf-8", "surrogateescape"), self.blocks)

    def by_name(self) -> dict[str, tuple[int, ...]]:
        """The stamp of each name."""
        numbers = _numbers(b"".join(self.blocks))
        return {
            name: tuple(numbers[start : start + _FIELDS])
            for name, start in zip(self.names, range(0, len(numbers), _FIELDS), strict=True)
        }


NOTHING = Kept(b"", [])
NO_FILES = Stamps([], [])


def unpacked(kept: Kept) -> Stamps:
    """The stamps in what was kept; ValueError if they are none."""
    texts = kept.names.decode("utf-8", "surrogateescape").split("\0") if kept.names else []
    if sum(map(len, kept.blocks)) != _FIELDS * _BYTES * len(texts):
        raise ValueError("no stamps")
    return Stamps(texts, kept.blocks)


def frozen(kept: Kept) -> bytes:
    """What is kept, as one piece of bytes."""
    return b"\0\0".join((kept.names, b"".join(kept.blocks)))


def thawed(data: bytes) -> Kept:
    """What was frozen; ValueError if it makes no sense."""
    names, _, numbers = data.partition(b"\0\0")
    size = _BLOCK * _FIELDS * _BYTES
    kept = Kept(names, [numbers[at : at + size] for at in range(0, len(numbers), size)])
    unpacked(kept)
    return kept


def _numbers(data: bytes) -> array[int]:
    found = array("q")
    found.frombytes(data)
    return found


def stamps_of(folder: str) -> Stamps:
    """How the entries of a folder look now; nothing if there is no such folder. Raises OSError if
    it can't be read.

    What a link leads to counts, and where it leads; an entry that vanishes meanwhile is left out.
    """
    found = Stamps([], [])
    try:
        with _entries(folder) as entries:
            while block := list(islice(entries, _BLOCK)):
                names, numbers = _looks(folder, block)
                found.names.extend(names)
                found.blocks.append(Struct(f"{len(numbers)}q").pack(*numbers))
    except FileNotFoundError:
        return Stamps([], [])
    return found


@contextmanager
def _entries(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """What is in a folder. Where the system can, the folder itself is opened: each file is then
    looked up in it, and not from the root on, which takes a sixth of the time less."""
    if not _OPENS_FOLDERS:
        with os.scandir(folder) as entries:
            yield iter(entries)
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(opened) as entries:
            yield iter(entries)
    finally:
        os.close(opened)


def _looks(folder: str, entries: list[os.DirEntry[str]]) -> tuple[list[str], list[int]]:
    """The names and stamps of some entries: all in one go, or one by one where there are links or
    odd numbers."""
    try:
        if not any(map(os.DirEntry.is_symlink, entries)):
            stamps = list(chain.from_iterable(map(_STAMP, map(os.DirEntry.stat, entries))))
            if max(stamps) < _SIGNED and min(stamps) >= -_SIGNED:
                return list(map(_NAME, entries)), stamps
    except OSError:
        pass
    names, numbers = [], []
    for entry in entries:
        name = entry.name
        try:
            if entry.is_symlink():
                name += "\n" + os.path.realpath(f"{folder}/{name}")
            look = entry.stat()
        except OSError:
            if not entry.is_symlink():
                continue
            look = entry.stat(follow_symlinks=False)
        numbers += [(number + _SIGNED) % (2 * _SIGNED) - _SIGNED for number in _STAMP(look)]
        names.append(name)
    return names, numbers


def differences(kept: Kept, new: Stamps, now: Kept) -> set[str]:
    """The names (without where links lead) that were added, changed or taken away; `now` are the
    new stamps as they would be kept. ValueError if what was kept makes no sense."""
    if not kept.names:
        changed = set(new.names)
    elif kept.names != now.names:
        old, found = unpacked(kept).by_name(), new.by_name()
        changed = {one for one in old.keys() | found.keys() if old.get(one) != found.get(one)}
    else:
        changed, start = set(), 0
        for before, after in zip(kept.blocks, new.blocks, strict=True):
            end = start + len(after) // (_FIELDS * _BYTES)
            if before != after:
                names = new.names[start:end]
                changed |= _changed(names, _numbers(before), _numbers(after))
            start = end
    return {name.partition("\n")[0] for name in changed}


def _changed(names: Sequence[str], before: array[int], after: array[int]) -> set[str]:
    starts = range(0, len(after), _FIELDS)
    return {
        name
        for name, start in zip(names, starts, strict=True)
        if before[start : start + _FIELDS] != after[start : start + _FIELDS]
    }


def renewed(kept: Kept, new: Kept, read_at: int) -> Iterator[tuple[int, bytes]]:
    """The blocks, by number, that are to be kept instead of others of files that were read at a
    time (ns since 1970) or later.

    A file that had changed just then, or that says it will change in the future, could change again
    without looking any different. It gets a stamp that no file has, so that the next command reads
    it again and compares what it says. What looks as it did when it was believed still is.
    """
    for number, block in enumerate(new.blocks):
        if kept.blocks[number : number + 1] != [block]:
            numbers = _numbers(block)
            for start in _fresh(numbers, read_at - _COARSE):
                numbers[start] = _NEVER
            yield number, numbers.tobytes()


def trusted(new: Kept, read_at: int) -> Kept:
    """What is to be kept of files that were read at a time, where nothing was kept (see
    `renewed`)."""
    return Kept(new.names, [block for _, block in renewed(NOTHING, new, read_at)])


def is_quiet(stamps: Stamps, now: int) -> bool:
    """Whether none of the files was changed so short before a time that it could change again
    without looking any different."""
    return not any(_fresh(_numbers(block), now - _COARSE) for block in stamps.blocks)


def _fresh(numbers: array[int], since: int) -> list[int]:
    """Where in a block the stamps of files begin that were changed since a time."""
    # On Windows the second time is that of creation, so there the first one has to do.
    times = (0, 1) if os.name == "nt" else (1,)
    if all(max(numbers[time::_FIELDS], default=since) < since for time in times):
        return []
    starts = range(0, len(numbers), _FIELDS)
    return [start for start in starts if any(numbers[start + time] >= since for time in times)]
