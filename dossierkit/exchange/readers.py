"""The kinds of files that can be read, and how one is told from another by its content."""

from __future__ import annotations

import re
from importlib import import_module
from typing import cast

from dossierkit.exchange.arrival import CannotRead, Reader
from dossierkit.text.translation import _

READERS = {
    "vcard": "dossierkit.exchange.vcard.reading:read_vcards",
    "linkedin": "dossierkit.exchange.linkedin:read_linkedin",
    "csv": "dossierkit.exchange.tables.reading:read_csv",
    "xlsx": "dossierkit.exchange.tables.reading:read_xlsx",
    "jsonl": "dossierkit.exchange.tables.reading:read_jsonl",
}
"""Where the reader of each kind is: imported only when a file of the kind comes."""
SIGNATURES = "signatures"
"""Mails; whoever can take mails apart makes people of their signatures (`signatures.py`)."""
KINDS = (*READERS, SIGNATURES)

_CARD = re.compile(rb"^\s*BEGIN\s*:\s*VCARD", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(rb"\A(?:From |(?:[A-Za-z][A-Za-z-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n)")
_LINKEDIN = re.compile(
    rb"^First Name,Last Name,(?:URL,)?Email Address,Company,Position", re.MULTILINE
)
_START = 64 * 1024
"""What is looked at of a file, in bytes."""


def recognise(data: bytes) -> str | None:
    """The kind of a file by its content; None for one that could be anything.

    A table without any mark of its own is `csv` if its first line has a comma, a semicolon or a
    tab.
    """
    start = data[:_START]
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    text = _without_zeros(start)
    if _CARD.search(text):
        return "vcard"
    if _LINKEDIN.search(text):
        return "linkedin"
    if text.lstrip().startswith(b"{"):
        return "jsonl"
    if _MAIL.match(text) and re.search(rb"^From:", text, re.IGNORECASE | re.MULTILINE):
        return SIGNATURES
    first = text.strip().partition(b"\n")[0]
    return "csv" if re.search(rb"[,;\t|]", first) else None


def _without_zeros(start: bytes) -> bytes:
    """The start of a text as ASCII shows it: without marks, and of UTF-16 the letters."""
    bare = re.sub(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", start)
    return bare.replace(b"\0", b"")


def reader_of(kind: str) -> Reader:
    """The reader of a kind; raises CannotRead for a kind that there is not."""
    if kind not in READERS:
        raise CannotRead(
            _("there is no kind '{kind}'; there are {readers}").format(
                kind=kind, readers=", ".join(READERS)
            )
        )
    module, _unused, name = READERS[kind].partition(":")
    return cast("Reader", getattr(import_module(module), name))
