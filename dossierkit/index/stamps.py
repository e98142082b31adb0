"""How the files of a folder looked when they were read, to see at once which of them changed."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from typing import NamedTuple

_LARGEST = (1 << 63) - 1
_FIELDS = 4
_COARSE = 2_000_000_000
"""Nanoseconds within which two changes of a file may look the same: FAT counts in steps of 2 s."""
_NEVER = -1
_BLOCK = 256
"""How many stamps are compared at once."""


class Stamps(NamedTuple):
    """The entries of a folder in the order of the file system: their names, and for each the time
    of its last change and of that of its state (ns), its size, and its inode."""

    names: list[str]
    numbers: array[int]

    def packed(self) -> bytes:
        """Bytes that are the same if and only if nothing has changed."""
        names = "\0".join(self.names).encode("utf-8", "surrogateescape")
        return b"\0\0".join((names, self.numbers.tobytes()))

    def by_name(self) -> dict[str, tuple[int, ...]]:
        """The stamp of each name."""
        step = range(0, len(self.numbers), _FIELDS)
        return {
            name: tuple(self.numbers[start : start + _FIELDS])
            for name, start in zip(self.names, step, strict=True)
        }


NOTHING = Stamps([], array("q"))


def unpacked(data: bytes) -> Stamps:
    """The stamps in packed bytes; ValueError if they are none."""
    names, mark, numbers = data.partition(b"\0\0")
    found = array("q")
    found.frombytes(numbers)
    texts = names.decode("utf-8", "surrogateescape").split("\0") if names else []
    if not mark or len(found) != _FIELDS * len(texts):
        raise ValueError("no stamps")
    return Stamps(texts, found)


def stamps_of(folder: str) -> Stamps:
    """How the entries of a folder look now; nothing if there is no such folder. Raises OSError if
    it can't be read.

    What a link leads to counts, and where it leads; an entry that vanishes meanwhile is left out.
    """
    names: list[str] = []
    numbers = array("q")
    add_name, add_numbers = names.append, numbers.extend
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return Stamps(names, numbers)
    with entries:
        for entry in entries:
            name = entry.name
            try:
                if entry.is_symlink():
                    name += "\n" + os.path.realpath(entry.path)
                found = entry.stat()
            except OSError:
                if not entry.is_symlink():
                    continue
                found = entry.stat(follow_symlinks=False)
            add_numbers(
                (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & _LARGEST)
            )
            add_name(name)
    return Stamps(names, numbers)


def differences(old: Stamps, new: Stamps) -> set[str]:
    """The names (without where links lead) that were added, changed or taken away."""
    if old.names == new.names:
        return {new.names[number].partition("\n")[0] for number in _changed(old, new)}
    if not old.names:
        return {name.partition("\n")[0] for name in new.names}
    before, now = old.by_name(), new.by_name()
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return {name.partition("\n")[0] for name in changed}


def _changed(old: Stamps, new: Stamps) -> Iterator[int]:
    """The numbers of the names that look different, where the names are the same."""
    step = _FIELDS * _BLOCK
    for block in range(0, len(new.numbers), step):
        if old.numbers[block : block + step] == new.numbers[block : block + step]:
            continue
        for start in range(block, min(block + step, len(new.numbers)), _FIELDS):
            if old.numbers[start : start + _FIELDS] != new.numbers[start : start + _FIELDS]:
                yield start // _FIELDS


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


def is_quiet(stamps: Stamps, now: int) -> bool:
    """Whether none of the files was changed so short before a time that it could change again
    without looking any different."""
    return next(_fresh(stamps, now - _COARSE), None) is None


def _fresh(stamps: Stamps, since: int) -> Iterator[int]:
    times = (0, 1) if os.name == "nt" else (1,)
    if all(max(stamps.numbers[time::_FIELDS], default=0) < since for time in times):
        return
    for start in range(0, len(stamps.numbers), _FIELDS):
        modified, changed = stamps.numbers[start], stamps.numbers[start + 1]
        # On Windows the second time is that of creation, so there the first one has to do.
        if changed >= since or (os.name == "nt" and modified >= since):
            yield start
