"""Reading without looking for garbage, of which there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_gc() -> Iterator[None]:
    """Nothing that loading makes is garbage; looking for some, then or later, costs a third of
    the time. What was made is still freed when nobody needs it any more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
