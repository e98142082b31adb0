"""Names that change places, or appear, in one step (Linux's renameat2)."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_NO_REPLACE, _EXCHANGE = 1, 2
_MISSING = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP))


class CannotSwap(Exception):
    """This system or this file system can't do it."""


def swap(one: Path, other: Path) -> None:
    """Lets two files of one file system change places; raises CannotSwap, or OSError."""
    _rename(one, other, _EXCHANGE)


def move_new(source: Path, target: Path) -> None:
    """Renames a file, never over another; raises FileExistsError, or another OSError.

    Without Linux's call a second name is made and the first deleted. A file system that has no
    second names leaves one moment between looking and renaming.
    """
    try:
        _rename(source, target, _NO_REPLACE)
        return
    except CannotSwap:
        pass
    if not source.is_symlink():
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            pass
        else:
            with suppress(OSError):  # the file is there; the next command sweeps its other name
                os.unlink(source)
            return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    os.rename(source, target)


def _rename(source: Path, target: Path, flags: int) -> None:
    function = _renameat2()
    if function is None:
        raise CannotSwap
    if function(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), flags):
        import ctypes

        code = ctypes.get_errno()
        if code in _MISSING:
            raise CannotSwap
        raise OSError(code, os.strerror(code), str(target))


@cache
def _renameat2() -> Any:
    import ctypes

    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, TypeError, AttributeError):
        return None
