"""A file from elsewhere that the user names, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossierkit.text.translation import _


def given_bytes(name: str, most: int) -> bytes:
    """What a file holds, or standard input for `-`: at most one byte more than `most`, by which one
    sees that it is too large. An expected failure if it can't be read."""
    if name == "-":
        stream = getattr(sys.stdin, "buffer", None)
        data: bytes = stream.read(most + 1) if stream else sys.stdin.read().encode()
        return data
    try:
        with Path(name).expanduser().open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        said = _("{name} can't be read: {reason}").format(name=name, reason=reason)
        raise click.ClickException(said) from error
