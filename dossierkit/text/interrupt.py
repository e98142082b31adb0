"""Ctrl-C held back while files and git are between two states."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[Callable[[], None]]:
    """Raises KeyboardInterrupt at the end of the block for a Ctrl-C that came inside it.

    Gives a function that forgets one that came too late. A thread that is not the main one gets
    no Ctrl-C, and a process that ignores it still does.
    """
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    mine = threading.current_thread() is threading.main_thread()
    if not mine or before in (signal.SIG_IGN, None):
        yield came.clear
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield came.clear
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            raise KeyboardInterrupt
