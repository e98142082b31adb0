"""Reading many files in several processes, where that pays."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dossierkit.text.garbage import without_gc
from dossierkit.text.translation import speak, spoken

if TYPE_CHECKING:
    from dossierkit.book.lazy import Refused
    from dossierkit.index.rows import Read, Sources, Span

R = TypeVar("R")
_BATCH = 500, 1_000
"""The least and the most files of a batch: each begins with the holidays of its countries."""
PAYS_FROM = 1_500
"""Files from which on starting processes takes less time than it saves."""


def in_parallel(
    root: Path,
    refused: Refused,
    files: Sequence[tuple[str, str]],
    span: Span | None,
    sources: Sources,
) -> Iterator[list[Read]]:
    """What `read_files` gives, in batches that come as they are done; other processes work the
    holidays out themselves. Raises BrokenBook."""
    from dossierkit.index.rows import read_files

    there = partial(read_files, root, refused, span=span)
    return in_batches(files, there, here=partial(there, sources=sources))


def in_batches(
    files: Sequence[tuple[str, str]],
    there: Callable[[Sequence[tuple[str, str]]], R],
    here: Callable[[Sequence[tuple[str, str]]], R] | None = None,
) -> Iterator[R]:
    """What a function gives for each batch of files, as it is done: `there` in other processes, or
    `here` in this one (the same, if there is no better one) where they don't pay. Raises what it
    raises."""
    processes = _processes()
    least, most = _BATCH
    size = min(max(len(files) // (4 * processes), least), most)
    batches = [files[start : start + size] for start in range(0, len(files), size)]
    if len(files) < PAYS_FROM or processes < 2:
        with without_gc():
            for batch in batches:
                yield (here or there)(batch)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(spoken(),)) as pool:
        waiting = [pool.submit(there, batch) for batch in batches]
        try:
            for done in as_completed(waiting):
                waiting.remove(done)
                yield done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _processes() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin(language: str) -> None:
    """A process that speaks the language of the one that started it, and leaves it to that one to
    be interrupted."""
    import gc

    speak(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()
