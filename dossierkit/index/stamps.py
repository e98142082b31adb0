"""How the files of a folder looked when they were read, to see at once which of them changed."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple

_SIGNED = 1 << 63
_FIELDS = 4
_COARSE = 2_000_000_000
"""Nanoseconds within which two changes of a file may look the same: FAT counts in steps of 2 s."""
_NEVER = -1
_BLOCK = 512
"""How many files are looked at, and how many stamps compared and kept, at once."""
_STAMP = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
_NAME = attrgetter("name")
_OPENS_FOLDERS = os.scandir in os.supports_fd


class Kept(NamedTuple):
    """Stamps as bytes: all names, and the numbers in blocks of so many files that the change of one
    rewrites little."""

    names: bytes
    blocks: list[bytes]


class Stamps(NamedTuple):
    """The entries of a folder in the order of the file system: their names, and for each the time
    of its last change and of that of its state (ns), its size, and its inode."""

    names: list[str]
    numbers: array[int]

    def packed(self) -> bytes:
        """Bytes that are the same if and only if nothing has changed."""
        return b"\0\0".join((self.packed_names(), self.numbers.tobytes()))

    def kept(self) -> Kept:
        """The same in blocks, to be compared and kept."""
        step = _FIELDS * _BLOCK
        starts = range(0, len(self.numbers), step)
        blocks = [self.numbers[start : start + step].tobytes() for start in starts]
        return Kept(self.packed_names(), blocks)

    def packed_names(self) -> bytes:
        """The names as bytes."""
        return "\0".join(self.names).encode("utf-8", "surrogateescape")

    def by_name(self) -> dict[str, tuple[int, ...]]:
        """The stamp of each name."""
        step = range(0, len(self.numbers), _FIELDS)
        return {
            name: tuple(self.numbers[start : start + _FIELDS])
            for name, start in zip(self.names, step, strict=True)
        }


NOTHING = Kept(b"", [])


def unpacked(kept: Kept) -> Stamps:
    """The stamps in what was kept; ValueError if they are none."""
    texts = kept.names.decode("utf-8", "surrogateescape").split("\0") if kept.names else []
    numbers = _numbers(b"".join(kept.blocks))
    if len(numbers) != _FIELDS * len(texts):
        raise ValueError("no stamps")
    return Stamps(texts, numbers)


def _numbers(data: bytes) -> array[int]:
    found = array("q")
    found.frombytes(data)
    return found


def stamps_of(folder: str) -> Stamps:
    """How the entries of a folder look now; nothing if there is no such folder. Raises OSError if
    it can't be read.

    What a link leads to counts, and where it leads; an entry that vanishes meanwhile is left out.
    """
    found = Stamps([], array("q"))
    try:
        with _entries(folder) as entries:
            while block := list(islice(entries, _BLOCK)):
                names, numbers = _looks(folder, block)
                found.names.extend(names)
                found.numbers.extend(numbers)
    except FileNotFoundError:
        return Stamps([], array("q"))
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


def _looks(folder: str, entries: list[os.DirEntry[str]]) -> Stamps:
    """How some entries look: all in one go, or one by one where there are links or odd numbers."""
    try:
        if not any(map(os.DirEntry.is_symlink, entries)):
            numbers = array("q", chain.from_iterable(map(_STAMP, map(os.DirEntry.stat, entries))))
            return Stamps(list(map(_NAME, entries)), numbers)
    except (OSError, OverflowError):
        pass
    found = Stamps([], array("q"))
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
        found.numbers.extend(
            (number + _SIGNED) % (2 * _SIGNED) - _SIGNED for number in _STAMP(look)
        )
        found.names.append(name)
    return found


def differences(kept: Kept, new: Stamps) -> set[str]:
    """The names (without where links lead) that were added, changed or taken away. ValueError if
    what was kept makes no sense."""
    now = new.kept()
    if not kept.names:
        changed = set(new.names)
    elif kept.names != now.names:
        old, found = unpacked(kept).by_name(), new.by_name()
        changed = {one for one in old.keys() | found.keys() if old.get(one) != found.get(one)}
    else:
        changed = set()
        for number, (before, after) in enumerate(zip(kept.blocks, now.blocks, strict=True)):
            if before != after:
                names = new.names[number * _BLOCK : (number + 1) * _BLOCK]
                changed |= _changed(names, _numbers(before), _numbers(after))
    return {name.partition("\n")[0] for name in changed}


def _changed(names: Sequence[str], before: array[int], after: array[int]) -> set[str]:
    starts = range(0, len(after), _FIELDS)
    return {
        name
        for name, start in zip(names, starts, strict=True)
        if before[start : start + _FIELDS] != after[start : start + _FIELDS]
    }


def trusted(new: Stamps, read_at: int) -> Stamps:
    """Stamps to be kept of files that were read at a time (ns since 1970) or later.

    A file that had changed just then, or that says it will change in the future, could change again
    without looking any different. It gets a stamp that no file has, so that the next command reads
    it again and compares what it says.
    """
    numbers = array("q", new.numbers)
    for start in _fresh(new, read_at - _COARSE):
        numbers[start] = _NEVER
    return Stamps(new.names, numbers)


def renewed(kept: Kept, new: Stamps, read_at: int) -> Iterator[tuple[int, bytes]]:
    """The blocks, by number, that are to be kept instead of others, `trusted` as far as they can
    be. What looks as it did when it was trusted still is."""
    for number, block in enumerate(new.kept().blocks):
        if kept.blocks[number : number + 1] != [block]:
            yield number, trusted(Stamps([], _numbers(block)), read_at).numbers.tobytes()


def is_quiet(stamps: Stamps, now: int) -> bool:
    """Whether none of the files was changed so short before a time that it could change again
    without looking any different."""
    return next(_fresh(stamps, now - _COARSE), None) is None


def _fresh(stamps: Stamps, since: int) -> Iterator[int]:
    # On Windows the second time is that of creation, so there the first one has to do.
    times, step = (0, 1) if os.name == "nt" else (1,), _FIELDS * _BLOCK
    for block in range(0, len(stamps.numbers), step):
        numbers = stamps.numbers[block : block + step]
        if all(max(numbers[time::_FIELDS]) < since for time in times):
            continue
        for start in range(0, len(numbers), _FIELDS):
            if any(numbers[start + time] >= since for time in times):
                yield block + start
