"""Faults at the n-th call to the file system: the process is killed, or the disk refuses."""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import os
import signal
from collections.abc import Callable
from typing import Any

from dossierkit.text import swap

KILL = 0
CALLS = (
    *("open", "fsync", "link", "rename", "replace", "unlink", "remove", "rmdir", "mkdir"),
    *("fchmod", "fchown", "truncate", "fdopen"),
)


class Shim:
    """Counts calls, and lets one of them fail: with an error number, or by a kill (0)."""

    def __init__(self, number: int, code: int) -> None:
        self.number, self.code, self.count = number, code, 0

    def step(self) -> None:
        """One call; raises OSError if it is the one."""
        self.count += 1
        if self.count == self.number:
            if self.code == KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self.code, os.strerror(self.code))

    def counting(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            self.step()
            return real(*arguments, **more)

        return call

    def install(self, *, exchange: bool, links: bool) -> None:
        """Puts itself between this process and the system, for good; `exchange` and `links` say
        what that system can do."""
        for name in CALLS:
            setattr(os, name, self.counting(getattr(os, name)))
        fdopen: Callable[..., Any] = os.fdopen
        os.fdopen = lambda *given, **more: Stream(self, fdopen(*given, **more))  # type: ignore[assignment]
        builtins.open = io.open = self.counting(io.open)
        if not links:
            os.link = _no_links
        function = swap._renameat2() if exchange else None
        swap._renameat2 = lambda: self._exchanging(function)  # type: ignore[assignment]

    def _exchanging(self, function: Any) -> Any:
        if function is None:
            return None

        def call(*arguments: Any) -> int:
            try:
                self.step()
            except OSError as error:
                ctypes.set_errno(error.errno or errno.EIO)
                return -1
            return int(function(*arguments))

        return call


class Stream:
    """An open file whose writing counts, too."""

    def __init__(self, shim: Shim, stream: Any) -> None:
        self._shim, self._stream = shim, stream

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *arguments: object) -> None:
        self._stream.close()
        self._shim.step()

    def fileno(self) -> int:
        return int(self._stream.fileno())

    def write(self, content: bytes) -> None:
        """Half of it, then a fault, then the rest."""
        self._stream.write(content[: len(content) // 2])
        self._stream.flush()
        self._shim.step()
        self._stream.write(content[len(content) // 2 :])

    def flush(self) -> None:
        self._shim.step()
        self._stream.flush()


def _no_links(*arguments: object, **more: object) -> None:
    raise PermissionError(errno.EPERM, "no second names here")
