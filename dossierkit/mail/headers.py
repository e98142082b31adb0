"""Header lines of a letter, safe against whatever stands in a dossier (promises 7, 8).

Python's own folding loses the quotes of a long `Sanchez, Maria` and turns an encoded newline into
a header (evidence/libraries.md 7), and takes 5 ms a letter. Here a value is either plain ASCII or
encoded words (RFC 2047, base64), and `message` reads the bytes back to compare.
"""

from __future__ import annotations

import binascii
import re

from dossierkit.text.source import SUSPECT_CHARACTER
from dossierkit.text.translation import _

LONGEST_VALUE = 400
"""Characters."""
LONGEST_LINE = 998
"""Bytes without the line end (RFC 5322)."""

_BREAK = re.compile(r"[\t\n\r]")
_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
)
_BYTES_PER_WORD = 39


class UnsafeHeader(Exception):
    """A value that must not stand in a header; the text says which and why."""


def checked(name: str, value: str) -> str:
    """A value that may stand in a header; raises UnsafeHeader.

    Refused: control characters, line breaks of any kind, direction overrides, lone surrogates,
    `=?` (the start of an encoded word), nothing at all, and more than 400 characters.
    """
    if suspect := _BREAK.search(value) or SUSPECT_CHARACTER.search(value):
        code = f"U+{ord(suspect.group()[0]):04X}"
        raise UnsafeHeader(
            _("{name} holds the character {code}, which has no place in a header").format(
                name=name, code=code
            )
        )
    if "=?" in value:
        raise UnsafeHeader(
            _("{name} holds '=?', which mail programs take for encoded text").format(name=name)
        )
    if not value.strip():
        raise UnsafeHeader(_("{name} is empty").format(name=name))
    if len(value) > LONGEST_VALUE:
        raise UnsafeHeader(
            _("{name} is longer than {longest_value} characters").format(
                name=name, longest_value=LONGEST_VALUE
            )
        )
    return value


def text_header(name: str, value: str) -> bytes:
    """A header of text, such as the subject; raises UnsafeHeader."""
    checked(name, value)
    return _line(name, value if _PLAIN.fullmatch(value) else encoded_words(value))


def address_header(name: str, display: str, address: str) -> bytes:
    """A header with exactly one address; raises UnsafeHeader.

    A display name is one encoded word however long it is: readers that put blanks between
    the words of a name (Python 3.11 among them) are more common than those that mind the length.
    `address` is ASCII (`anna@brightlite.example`), as the schema gives it.
    """
    if not _ADDRESS.fullmatch(checked(name, address)) or ".." in address:
        raise UnsafeHeader(
            _("{name}: '{address}' is not one plain address").format(name=name, address=address)
        )
    checked(name, display)
    if not _PLAIN.fullmatch(display):
        shown = _word(display.encode())
    elif _ATOMS.fullmatch(display):
        shown = display
    else:
        shown = '"' + re.sub(r'(["\\])', r"\\\1", display) + '"'
    return _line(name, f"{shown} <{address}>")


def encoded_words(value: str) -> str:
    """Text as encoded words, each of at most 75 characters and on its own line (RFC 2047)."""
    words, chunk = [], b""
    for character in value:
        data = character.encode()
        if len(chunk) + len(data) > _BYTES_PER_WORD:
            words.append(chunk)
            chunk = b""
        chunk += data
    words.append(chunk)
    return "\r\n ".join(map(_word, words))


def _word(data: bytes) -> str:
    return f"=?utf-8?b?{binascii.b2a_base64(data, newline=False).decode()}?="


def _line(name: str, value: str) -> bytes:
    line = f"{name}: {value}".encode("ascii")
    if len(line) > LONGEST_LINE and len(max(line.split(b"\r\n"), key=len)) > LONGEST_LINE:
        raise UnsafeHeader(
            _("{name} is longer than a header line may be; shorten it").format(name=name)
        )
    return line + b"\r\n"
