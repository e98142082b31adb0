"""What tells one content of a file from another."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path


def digest_of(file: Path) -> bytes:
    """What tells one content of a file from another; of a file that can't be read, why."""
    try:
        return blake2b(file.read_bytes(), digest_size=16).digest()
    except OSError as error:
        return f"?{error.errno}".encode()
