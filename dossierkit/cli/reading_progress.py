"""How far the reading of a large book has come, shown to a person who waits."""

from __future__ import annotations

import sys
from collections.abc import Callable

from dossierkit.text.translation import _

_WORTH_SHOWING = 2_000
"""Files from which on reading takes long enough to be asked about."""


def progress(files: int) -> Callable[[int], None]:
    """A bar with the time left on the terminal's stderr, for many files; else nothing. What it
    gives is to be told how many more have been read."""
    if files < _WORTH_SHOWING or not sys.stderr.isatty():
        return lambda more: None
    import click

    bar = click.progressbar(
        length=files, label=_("reading the book"), file=sys.stderr, show_eta=True
    )
    bar.render_progress()
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        bar.update(more)
        if done >= files:
            bar.render_finish()

    return tell
