"""Writing into a book: under its lock, and either all of a command's changes or none."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from dossierkit.book.files import FOLDERS, is_inside
from dossierkit.text.atomic import (
    ReadOnly,
    Replaced,
    create,
    delete,
    let_go,
    replace,
    require_file,
    take_back,
)
from dossierkit.text.interrupt import held
from dossierkit.text.temporary import TEMPORARY, is_spent
from dossierkit.text.translation import _

PRIVATE = ".dossier"
_MOST_WAITING = 10.0
"""Seconds to wait for another command that writes into the same book (promise 12)."""
_POLL = 0.01
_REFUSED = frozenset(
    (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.ENOENT)
)
"""What the place is to blame for, not the disk."""


class Busy(Exception):
    """Another command is writing into the book, and does not end."""


def scratch(root: Path) -> Path:
    """The folder for the temporary files of commands that hold the book's lock."""
    return root / PRIVATE / "tmp"


class Outside(Exception):
    """A path that leads out of the book."""


class Writer:
    """Changes files of a book, and can take all of it back.

    `rescued` are files below `.dossier/rescued`: what somebody saved in the very moment in which a
    command wrote the same file, and which may be its only copy.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changes: list[Replaced] = []
        self.rescued: list[Path] = []
        self.folder = scratch(root)

    def read(self, path: str) -> bytes | None:
        """What a file holds now; None if there is none. Raises Outside, ReadOnly if it is no file
        or not ours to read, and OSError."""
        file = self._inside(path)
        try:
            require_file(file)
            return file.read_bytes()
        except FileNotFoundError as error:
            if file.is_symlink():
                raise ReadOnly(
                    _("{path} is a link that leads nowhere; delete it").format(path=path)
                ) from error
            return None
        except PermissionError as error:
            raise ReadOnly(
                _("{path} can't be read: permission denied").format(path=path)
            ) from error

    def place(self, path: str) -> str:
        """The path at which git knows a file, relative to the book: links are followed. Raises
        Outside."""
        real = os.path.realpath(self._inside(path))
        return Path(real).relative_to(os.path.realpath(self.root)).as_posix()

    def put(self, path: str, old: bytes | None, new: bytes | None) -> None:
        """Replaces `old` by `new`, where None is no file; raises Changed if it is no longer so.

        Raises Outside, `text.atomic.ReadOnly` and the errors of the disk; the file is as it was.
        """
        file = self._inside(path)
        with held():
            if new is None:
                if old is not None:
                    self.changes.append(delete(file, old, self.folder))
            elif old is None:
                self.changes.append(create(file, new, self.folder))
            elif old != new:
                self.changes.append(replace(file, old, new, self.folder))

    def undo(self) -> list[Path]:
        """Takes everything back, the last first; gives the files for which that was impossible,
        because somebody changed them since or the disk refuses."""
        kept = []
        while self.changes:
            change = self.changes.pop()
            try:
                done = take_back(change)
            except OSError:
                done = False
            if not done:
                kept.append(change.file)
        return kept

    def end(self) -> None:
        """Lets the spares go: the changes stay."""
        for change in self.changes:
            if not let_go(change) and change.spare is not None:
                self.rescued += _rescue(self.root, change.spare)
        self.changes.clear()

    def _inside(self, path: str) -> Path:
        file = self.root / path
        if not is_inside(file, self.root):
            raise Outside(_("{path} leads out of the book; nothing was written").format(path=path))
        return file


@contextmanager
def writing(root: Path) -> Iterator[Writer]:
    """A writer that holds the book's lock; what it did is taken back if the block raises.

    Raises Busy after ten seconds, naming the command that holds the lock; Outside and
    `text.atomic.ReadOnly` if the book has no place for one. Nobody has to delete a lock: that of a
    command that was killed is free at once. A file that could not be taken back is named in a
    note of the exception.
    """
    private = private_folder(root)
    with _lock(private):
        writer = Writer(root)
        writer.rescued = sweep(root)
        try:
            yield writer
        except BaseException as error:
            with held():
                kept = writer.undo()
            for file in kept:
                error.add_note(_("{file} could not be taken back: look at it").format(file=file))
            raise
        writer.end()


def private_folder(root: Path) -> Path:
    """The folder for what is nobody else's, in a state to be used. Raises Outside, ReadOnly and the
    errors of the disk."""
    private = root / PRIVATE
    for folder in (private, scratch(root), private / "rescued"):
        if not is_inside(folder, root):
            raise Outside(
                _("{folder} is a link that leads out of the book; delete it").format(folder=folder)
            )
    try:
        private.mkdir(exist_ok=True)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        raise ReadOnly(
            _(
                "the folder {private} can't be made ({strerror}); nothing was written: {root} must "
                "be a folder that you may write into"
            ).format(private=private, strerror=error.strerror, root=root)
        ) from error
    ignore = private / ".gitignore"
    if not _holds(ignore, "*\n"):
        _note(ignore, "*\n")
    return private


@contextmanager
def _lock(private: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(private / "lock", timeout=_MOST_WAITING, poll_interval=_POLL)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(_who_is_busy(private)) from None
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        raise ReadOnly(
            _(
                "the book's lock {private} may not be written ({strerror}); nothing was "
                "written: ask its owner for the right to write, or delete it"
            ).format(private=private / "lock", strerror=error.strerror)
        ) from error
    try:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        who = f"process {os.getpid()} on {socket.gethostname()}, since {since}\n"
        _note(private / "lock-holder", who)
        yield
    finally:
        lock.release()


def sweep(root: Path) -> list[Path]:
    """Clears away what a killed command left over; gives what was put into `.dossier/rescued`.

    Deleted is what holds only what that command had read or was to write: the file itself has
    the one or the other. Anything else was saved by somebody in the very moment, and is kept for a
    look. What the disk refuses is left for the next time.
    """
    private = root / PRIVATE
    device = private.stat().st_dev
    folders = [root / "templates", root / "dossiers"]
    folders += [root / "dossiers" / folder for folder in FOLDERS.values()]
    others = [one for one in folders if one.is_dir() and one.stat().st_dev != device]
    leftovers = [
        leftover
        for folder in (scratch(root), root, *others)
        for leftover in sorted(folder.glob(f"{TEMPORARY}*"))
    ]
    return [rescued for leftover in leftovers for rescued in _rescue(root, leftover)]


def _rescue(root: Path, leftover: Path) -> list[Path]:
    rescued = root / PRIVATE / "rescued" / leftover.name.removeprefix(TEMPORARY)
    with suppress(OSError):
        if is_spent(leftover):
            leftover.unlink()
            return []
        rescued.parent.mkdir(exist_ok=True)
        shutil.move(leftover, rescued)
        return [rescued]
    return []


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False


def _note(file: Path, text: str) -> None:
    """Writes a small file of ours, never through a link; nothing depends on it."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
        with open(file, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def _who_is_busy(private: Path) -> str:
    try:
        holder = (private / "lock-holder").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        holder = _("one that does not say who it is")
    return _(
        "another command is writing into this book and did not end within {most_waiting:.0f} "
        "seconds ({holder}); nothing was written: try again, or end it"
    ).format(most_waiting=_MOST_WAITING, holder=holder)
