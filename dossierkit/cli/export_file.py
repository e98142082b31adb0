"""Where an export goes: into a new file that only this user reads, or to standard output."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from dossierkit.cli.output import say_bytes
from dossierkit.text.translation import _

IGNORED = ("outbox", ".dossier")
"""Folders of a book that git ignores."""


def write_parts(target: str | None, root: Path, parts: Iterator[bytes]) -> None:
    """Writes bytes into a new file, or prints them if no file is named; as `new_file` fails."""
    if target is None:
        for part in parts:
            say_bytes(part)
        return
    with new_file(target, root) as stream:
        for part in parts:
            stream.write(part)


@contextmanager
def new_file(target: str, root: Path) -> Iterator[BinaryIO]:
    """A new file outside of the book, or in a folder of it that git ignores; taken away again if
    writing it fails. An expected failure if it is there, or can't be made."""
    file = Path(target).expanduser().absolute()
    refuse_in_book(target, file, root)
    if file.parent == root / IGNORED[0]:
        file.parent.mkdir(exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    except FileExistsError:
        said = _("{file} is there already; name a new file")
        raise click.ClickException(said.format(file=target)) from None
    except (FileNotFoundError, NotADirectoryError):
        said = _("there is no folder {folder}; make it first")
        raise click.ClickException(said.format(folder=file.parent)) from None
    except OSError as error:
        raise click.ClickException(_cant(target, error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
    except BaseException as error:
        file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise click.ClickException(_cant(target, error)) from error
        raise


def refuse_in_book(target: str, file: Path, root: Path) -> None:
    """An expected failure for a file that git would take up with the book."""
    folder, book = file.parent.resolve(), root.resolve()
    if not folder.is_relative_to(book) or folder.relative_to(book).parts[:1] in _FREE:
        return
    said = _(
        "{file} is inside the book; name a place elsewhere, or one in {folder}/, so that these "
        "copies never get into git"
    )
    raise click.ClickException(said.format(file=target, folder=IGNORED[0]))


def _cant(target: str, error: OSError) -> str:
    said = _("{file} can't be written: {why}")
    return said.format(file=target, why=error.strerror or error)


_BINARY = getattr(os, "O_BINARY", 0)
_FREE = tuple((name,) for name in IGNORED)
