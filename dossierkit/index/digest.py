"""What tells one content of a file from another."""

from __future__ import annotations

import os
from hashlib import blake2b

from dossierkit.text.source import MAX_FILE_BYTES


def content_of(file: str | os.PathLike[str]) -> bytes:
    """What a file says: as much of it as is ever read. Raises OSError."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read(min(os.fstat(stream.fileno()).st_size, MAX_FILE_BYTES) + 1) or b""


def digest(content: bytes) -> bytes:
    """What tells one content from another."""
    return blake2b(content, digest_size=16).digest()


def digest_of(file: str | os.PathLike[str]) -> bytes:
    """The digest of what a file says; of one that can't be read, why."""
    try:
        return digest(content_of(file))
    except OSError as error:
        return f"?{error.errno}".encode()
