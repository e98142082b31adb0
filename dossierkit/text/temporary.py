"""The temporary files of a command that writes, and what is left of them when it was killed."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".dossier-tmp-"
_HALF = f"{TEMPORARY}half-"
_WHOLE = re.compile(
    rf"{re.escape(TEMPORARY)}[0-9a-f]{{16}}-([0-9a-f]{{16}})-([0-9a-f]{{16}})-.*", re.DOTALL
)
_LONGEST = 60
_BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows writes CR LF for each LF."""


def temporary_name(file: Path, folder: Path, old: bytes | None, new: bytes | None) -> Path:
    """A new name on the device of a file: in the folder, else beside the file.

    It says by hash what the file may hold in the course of the change.
    """
    if not os.path.isdir(folder):
        os.makedirs(folder, exist_ok=True)
    beside = file.parent
    same = folder == beside or os.stat(folder).st_dev == os.stat(beside).st_dev
    words = (secrets.token_hex(8), _hash(old), _hash(new), file.name[-_LONGEST:])
    return (folder if same else beside) / f"{TEMPORARY}{'-'.join(words)}"


def half(temporary: Path) -> Path:
    """The name of a temporary file as long as it is not whole."""
    return temporary.with_name(_HALF + temporary.name.removeprefix(TEMPORARY))


def write_temporary(temporary: Path, content: bytes, status: os.stat_result | None) -> None:
    """A file with some content, with the mode and owner of another; safely on the disk."""
    begun = half(temporary)
    write_half(begun, content, status, is_lasting=True)
    try:
        os.rename(begun, temporary)
    except BaseException:
        drop(begun)
        raise


def write_half(
    begun: Path, content: bytes, status: os.stat_result | None, *, is_lasting: bool
) -> None:
    """Writes the file that a temporary one is as long as it may not be whole; it is deleted if
    that fails."""
    handle = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            if status is not None:
                _take_over(stream.fileno(), status)
            stream.write(content)
            stream.flush()
            if is_lasting:
                os.fsync(stream.fileno())
    except BaseException:
        drop(begun)
        raise


def is_spent(leftover: Path) -> bool:
    """Whether a temporary file holds nothing but what its command had read or was to write.

    Anything else is what somebody saved in the very moment, and may be the only copy of it. Raises
    OSError.
    """
    if leftover.name.startswith(_HALF) or leftover.is_symlink():
        return True
    words = _WHOLE.fullmatch(leftover.name)
    content = leftover.read_bytes()
    return not content or (words is not None and _hash(content) in words.groups())


def drop(file: Path) -> None:
    """Deletes a temporary file, now or (where the disk refuses) when the next command sweeps."""
    with suppress(OSError):
        os.unlink(file)


def _hash(content: bytes | None) -> str:
    return "0" * 16 if content is None else hashlib.sha256(content).hexdigest()[:16]


def _take_over(handle: int, status: os.stat_result) -> None:
    """Mode, owner and group of another file; of a colleague's that we may write, the group."""
    if sys.platform != "win32":
        own = os.fstat(handle)
        for user, group in ((-1, status.st_gid), (status.st_uid, -1)):
            if (user, group) not in ((-1, own.st_gid), (own.st_uid, -1)):
                with suppress(PermissionError):
                    os.fchown(handle, user, group)
        os.fchmod(handle, stat.S_IMODE(status.st_mode))
