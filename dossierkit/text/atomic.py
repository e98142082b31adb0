"""Files replaced whole or not at all: a crash leaves the old text or the new one, never half.

What was there is kept as a spare until the caller lets it go, so that a change can be taken back
even when the disk is full. Where the system can, old and new change places in one step, and what
comes out is compared with what was read: a change by somebody else in between is never lost.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dossierkit.text.swap import CannotSwap, move_new, swap
from dossierkit.text.temporary import (
    drop,
    half,
    is_spent,
    temporary_name,
    write_half,
    write_temporary,
)
from dossierkit.text.translation import _

_MOST_WAITING = 2.5
"""Seconds; only Windows makes one wait, while a scanner or an editor holds the file."""


class Changed(Exception):
    """A file is no longer what it was when it was read; it was left as it is."""


class ReadOnly(Exception):
    """A file or its place may not be written; the text says why and what to do."""


class Replaced(NamedTuple):
    """A change that can be taken back. `file` is where the text really is, links followed;
    `spare` holds what was there, or is None if nothing was; `new` is None for a deletion."""

    file: Path
    spare: Path | None
    old: bytes | None
    new: bytes | None


def replace(file: Path, old: bytes, new: bytes, folder: Path) -> Replaced:
    """Puts `new` in the place of `old`; raises Changed if the file is something else by now.

    `folder` is for the temporary file and the spare; one on another device is not used. Mode and
    owner are kept, a link is followed. Raises ReadOnly, and OSError of the disk with the file as
    it was.
    """
    real = Path(os.path.realpath(file))
    status = _require_writable(real)
    _require(real, old)
    temporary = temporary_name(real, folder, old, new)
    write_temporary(temporary, new, status)
    try:
        spare = _trade(temporary, real)
    except BaseException:
        drop(temporary)
        raise
    change = Replaced(real, spare, old, new)
    try:
        _require(spare, old, real)
        sync_folder(real.parent)
    except BaseException:
        take_back(change)
        raise
    return change


def create(file: Path, new: bytes, folder: Path, *, is_lasting: bool = True) -> Replaced:
    """Writes a file that was not there; raises Changed if there is one by now, and ReadOnly.

    What can be made again, by the thousand, need not be `is_lasting`: a power cut may take it.
    """
    _make_folder(file.parent)
    temporary = temporary_name(file, folder, None, new)
    if is_lasting:
        write_temporary(temporary, new, None)
    else:
        temporary = half(temporary)
        write_half(temporary, new, None, is_lasting=False)
    try:
        move_new(temporary, file)
    except BaseException as error:
        drop(temporary)
        if isinstance(error, FileExistsError):
            raise Changed(_("{file} has appeared meanwhile").format(file=file)) from error
        raise
    change = Replaced(file, None, None, new)
    if not is_lasting:
        return change
    try:
        sync_folder(file.parent)
    except BaseException:
        take_back(change)
        raise
    return change


def delete(file: Path, old: bytes, folder: Path) -> Replaced:
    """Takes a file away; raises Changed if it is something else by now, and ReadOnly. A link
    goes, not what it leads to."""
    _require_writable(file)
    before = os.readlink(file) if file.is_symlink() else old
    _require(file, old)
    spare = temporary_name(file, folder, old, None)
    _move(file, spare)
    change = Replaced(file, spare, old, None)
    try:
        if _itself(spare) != before:
            raise Changed(_("{file} was changed meanwhile").format(file=file))
        sync_folder(file.parent)
    except BaseException:
        take_back(change)
        raise
    return change


def take_back(change: Replaced) -> bool:
    """Undoes a change; False where the file is not what was written any more: it is left then.

    Raises OSError.
    """
    file, spare, _unused, new = change
    if new is None and spare is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            move_new(spare, file)
        except FileExistsError:
            return False
    elif _present(file) != new:
        return False
    elif spare is None:
        os.unlink(file)
    else:
        out = _trade(spare, file)
        if out.read_bytes() != new:
            _trade(out, file)
            return False
        drop(out)
    with suppress(OSError):
        sync_folder(file.parent)
    return True


def let_go(change: Replaced) -> bool:
    """Deletes the spare of a change that stays; False if somebody has written into it: it stays.

    What the disk refuses is left to the next command.
    """
    with suppress(OSError):
        if change.spare is not None:
            if not is_spent(change.spare):
                return False
            os.unlink(change.spare)
    return True


def require_file(file: Path) -> os.stat_result:
    """The status of a file that can be read and replaced; raises ReadOnly for what is no file,
    and FileNotFoundError."""
    status = os.stat(file)
    if not stat.S_ISREG(status.st_mode):
        raise ReadOnly(_("{file} is no ordinary file; nothing was written").format(file=file))
    return status


def _require_writable(file: Path) -> os.stat_result:
    try:
        status = require_file(file)
    except FileNotFoundError as error:
        raise Changed(_("{file} is gone meanwhile").format(file=file)) from error
    if not _may_write(file, status):
        raise ReadOnly(
            _("{file} is read-only; nothing was written (to allow it: chmod u+w)").format(file=file)
        )
    _require_open(file.parent)
    return status


def _require_open(folder: Path) -> None:
    """On Windows the attribute of a folder says nothing: "Documents" has it."""
    if sys.platform != "win32" and not _may_write(folder, os.stat(folder)):
        raise ReadOnly(
            _("the folder {folder} is read-only; nothing was written").format(folder=folder)
        )


def _may_write(file: Path, status: os.stat_result) -> bool:
    """Whether one may and should: an administrator may, even where nobody was meant to."""
    meant = status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return bool(meant) and os.access(file, os.W_OK)


def _require(holder: Path, old: bytes, file: Path | None = None) -> None:
    """Raises Changed unless a file holds what was read."""
    if _present(holder) != old:
        raise Changed(_("{file} was changed meanwhile").format(file=file or holder))


def _present(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _itself(file: Path) -> str | bytes:
    """What a file holds, or where a link leads."""
    return os.readlink(file) if file.is_symlink() else file.read_bytes()


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise ReadOnly(
                _("the folder {folder} can't be made; nothing was written").format(folder=folder)
            ) from error
        sync_folder(folder.parent)
    _require_open(folder)


def _trade(source: Path, file: Path) -> Path:
    """Puts one file in the place of another; gives where that one is now. Raises OSError, with
    both as they were."""
    try:
        swap(source, file)
        return source
    except CannotSwap:
        spare = source.with_name(f"{source.name}-old")
    _keep(file, spare)
    try:
        _move(source, file)
    except BaseException:
        drop(spare)
        raise
    return spare


def _keep(file: Path, spare: Path) -> None:
    """A second name of a file, or a copy where there are none."""
    try:
        os.link(file, spare)
    except OSError:
        try:
            shutil.copy2(file, half(spare))
            os.rename(half(spare), spare)
        except BaseException:
            drop(half(spare))
            raise


def _move(source: Path, target: Path) -> None:
    """`os.replace`, with patience on Windows, where a scanner or an editor may hold the target."""
    give_up = time.monotonic() + _MOST_WAITING
    while True:
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder last, where the system lets one open folders."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
