"""What every answer of the index depends on: the policy, prices, rates, the program, libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from dossierkit import __version__
from dossierkit.index.stamps import stamps_of
from dossierkit.text.translation import catalogue_files

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PARTS = ("text", "schema", "book", "prices", "method", "index")
"""The parts of the program that make answers."""
_WHOLE_UP_TO = 262_144
"""Bytes up to which a file's content counts itself; of a larger one, how it looks."""


def frame_of(root: str, libraries: Iterable[str]) -> bytes:
    """Bytes that change whenever something changes that every answer may depend on.

    `libraries` are files of the libraries with data of their own, such as holidays. Raises OSError
    if something can't be read.
    """
    parts = [program_of(root, libraries)]
    dossiers = f"{root}/dossiers"
    prices = f"{dossiers}/prices"
    files = [f"{dossiers}/book.yaml", f"{dossiers}/rates.csv"]
    files += [f"{prices}/{name}" for name in _names(prices)]
    parts += [_content(file) for file in files]
    templates = (
        f"{root}/templates",
        f"{PACKAGE}/templates",
        f"{os.path.dirname(PACKAGE)}/templates",
    )
    parts += [repr(list(_purposes(folder))).encode() for folder in templates]
    return b"\0".join(parts)


def program_of(root: str, libraries: Iterable[str]) -> bytes:
    """Bytes that change with the program and its translations, with its libraries, and with the
    place of a book. Raises OSError if the program can't be read."""
    parts = [f"{__version__} {sys.version} {os.path.realpath(root)}".encode()]
    parts += [stamp_of(file) for file in sorted(libraries)]
    parts += [_code(f"{PACKAGE}/{part}") for part in _PARTS]
    parts += [stamp_of(file) for file in catalogue_files()]
    return b"\0".join(parts)


def library_files() -> list[str]:
    """The files by which one sees that a library was replaced by another version of it."""
    from importlib.util import find_spec

    names = ("holidays", "hijridate", "dateutil", "yaml", "tzdata", "wcwidth")
    specs = (find_spec(name) for name in names)
    return [spec.origin for spec in specs if spec and spec.origin]


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _content(file: str) -> bytes:
    """A file's name with what it says; a large one's with how it looks."""
    name = os.fsencode(file) + b"\n" + os.fsencode(os.path.realpath(file)) + b"\n"
    try:
        with open(file, "rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            return name + (stream.read(_WHOLE_UP_TO) if size <= _WHOLE_UP_TO else stamp_of(file))
    except OSError as error:
        return name + f"?{error.errno}".encode()


def stamp_of(file: str) -> bytes:
    """How a file looks, with its name."""
    try:
        found = os.stat(file)
    except OSError as error:
        return f"{file} ?{error.errno}".encode()
    return f"{file} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}".encode()


def _purposes(folder: str) -> Iterator[str]:
    """The folders with templates in them."""
    for name in _names(folder):
        if any(inner.endswith(".md") for inner in _names(f"{folder}/{name}")):
            yield name


def _code(folder: str) -> bytes:
    """How the program's own files look, in a folder and those in it."""
    found = stamps_of(folder)
    inner = [name for name in found.names if "." not in name and not name.startswith("__")]
    own = [
        repr((name, stamp)).encode()
        for name, stamp in sorted(found.by_name().items())
        if "." in name
    ]
    return b"\n".join([*own, *(_code(f"{folder}/{name}") for name in sorted(inner))])
