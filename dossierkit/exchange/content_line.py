"""The lines of iCalendar and vCard files: texts made safe for them, and long lines folded."""

from __future__ import annotations

import re

_MOST_BYTES = 75
"""Of a line, without its end (RFC 5545, 3.1; RFC 6350, 3.2)."""
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def escaped(text: str, *, lines: bool = False) -> str:
    """Text as the value of a property, without what could end a line or act upon a program; line
    feeds stay with `lines`, else they are blanks (RFC 5545, 3.3.11; RFC 6350, 3.4)."""
    unix = re.sub(r"\r\n?", "\n", text)
    kept = unix if lines else unix.replace("\n", " ")
    if kept.isprintable() and kept.isascii() and kept.replace(" ", "").isalnum():
        return kept
    return "".join(_ESCAPES.get(one) or (one if one.isprintable() else " ") for one in kept)


def content_line(line: str) -> bytes:
    """A line as UTF-8 with its CRLF, folded to at most 75 bytes between characters."""
    data = line.encode("utf-8", "replace")
    if len(data) <= _MOST_BYTES:
        return data + b"\r\n"
    parts, start, room = [], 0, _MOST_BYTES
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start, room = end, _MOST_BYTES - 1
    return b"\r\n ".join([*parts, data[start:]]) + b"\r\n"
