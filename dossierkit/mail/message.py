"""A letter as the bytes of an `.eml` file, the same every time (DESIGN 5, promises 7, 8, 19)."""

from __future__ import annotations

import binascii
import datetime
import hashlib
import re
from email.header import decode_header, make_header
from email.utils import format_datetime, getaddresses
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dossierkit.mail.headers import UnsafeHeader, address_header, text_header
from dossierkit.mail.job import Rendered
from dossierkit.mail.unsubscribing import WayOut
from dossierkit.text.translation import _

DIGEST = "X-Dossier-Digest"
_DIGEST_LINE = re.compile(rb"^X-Dossier-Digest: ([0-9a-f]{64})\n", re.MULTILINE)
_SEND_AT = datetime.time(9)
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:(?: [ -~]+\r\n)+)+")
_PLAIN_PERSON = re.compile(
    r"([A-Za-z]+(?: [A-Za-z]+)*|=\?utf-8\?b\?[A-Za-z0-9+/]+=*\?=)"
    r" <([a-z0-9]+(?:[.-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*)>"
)
"""One person in a form that can be read in one way only: words or an encoded word, an address."""


class Key(NamedTuple):
    """What makes a letter the same letter (DESIGN 6.4)."""

    customer: str
    purpose: str
    occasion: str
    day: datetime.date

    def __str__(self) -> str:
        return f"{self.customer} {self.purpose} {self.occasion or '-'} {self.day}"


class Person(NamedTuple):
    """Somebody with an address, in the form that goes into a header."""

    name: str
    address: str


def message_id(key: Key, sender: str) -> str:
    """The same letter has the same Message-ID, so that it is never sent twice."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rpartition('@')[2]}>"


def build(
    key: Key,
    sender: Person,
    recipient: Person,
    content: Rendered,
    languages: tuple[str, ...],
    timezone: str | None,
    out: WayOut | None = None,
) -> bytes:
    """The whole message, with CRLF line ends; equal arguments give equal bytes.

    `out` is the way out of bulk mail. Marked unsent, so that mail programs open it for editing.
    Raises UnsafeHeader for what must not stand in a header, and if the bytes do not read back as
    what was meant.
    """
    identity = message_id(key, sender.address)
    boundary = f"=_dossier_{hashlib.sha256(identity.encode()).hexdigest()[:32]}"
    head = [
        address_header("From", sender.name, sender.address),
        address_header("To", recipient.name, recipient.address),
        text_header("Subject", content.subject),
        text_header("Date", _date(key.day, timezone)),
        text_header("Message-ID", identity),
        text_header("Content-Language", ", ".join(languages)),
        b"X-Unsent: 1\r\n",
        text_header("X-Dossier-Letter", str(key)),
        *(out.headers() if out else ()),
        b"MIME-Version: 1.0\r\n",
        f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n'.encode(),
    ]
    parts = (_part("plain", content.text, boundary), _part("html", content.html, boundary))
    body = b"".join((*parts, f"--{boundary}--\r\n".encode()))
    _read_back(head, sender, recipient, content.subject)
    digest = text_header(DIGEST, _digest(b"".join((*head, b"\r\n", body))))
    return b"".join((*head, digest, b"\r\n", body))


def is_untouched(message: bytes) -> bool:
    """Whether a draft is still as `build` made it; line ends aside, which editors change."""
    text = message.replace(b"\r\n", b"\n")
    head, _unused, body = text.partition(b"\n\n")
    found = _DIGEST_LINE.search(head + b"\n")
    if found is None:
        return False
    rest = (head + b"\n").replace(found.group(), b"", 1) + b"\n" + body
    return _digest(rest) == found.group(1).decode()


def _digest(message: bytes) -> str:
    return hashlib.sha256(message.replace(b"\r\n", b"\n")).hexdigest()


def _part(subtype: str, text: str, boundary: str) -> bytes:
    """One part. Base64 holds any line length and any script, and leaves no byte to chance."""
    whole = binascii.b2a_base64(text.replace("\n", "\r\n").encode(), newline=False)
    lines = [whole[at : at + 76] for at in range(0, len(whole), 76)]
    return (
        f'--{boundary}\r\nContent-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + b"\r\n".join([*lines, b""])


def _date(day: datetime.date, timezone: str | None) -> str:
    """Nine in the morning of the letter's day, where we are."""
    try:
        zone: datetime.tzinfo = ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = datetime.UTC
    return format_datetime(datetime.datetime.combine(day, _SEND_AT, zone))


def _read_back(head: list[bytes], sender: Person, recipient: Person, subject: str) -> None:
    """Reads the headers as a mail program would, and compares; raises UnsafeHeader.

    The body needs no such care: base64 holds nothing that could be taken for a boundary.
    """
    found = read_headers(b"".join(head))
    values = dict(found)
    same = [name for name, _unused in found] == [line.partition(b":")[0].decode() for line in head]
    same = same and _decoded(values["Subject"]) == subject
    for name, person in (("From", sender), ("To", recipient)):
        same = same and read_person(values[name]) == person
    if not same:
        raise UnsafeHeader(_("the letter does not read back as it was meant; it is not written"))


def read_headers(block: bytes) -> list[tuple[str, str]]:
    """The names and values of header lines, as Python's own parser reads them, which takes six
    times as long; an empty list for anything but printable ASCII lines with CRLF (RFC 5322)."""
    if not _HEADERS.fullmatch(block):
        return []
    lines = block.decode().removesuffix("\r\n").replace("\r\n ", "\n ").split("\r\n")
    parts = (line.partition(":") for line in lines)
    return [(name, value.lstrip(" \t").replace("\n", "\r\n")) for name, _unused, value in parts]


@lru_cache(1024)
def read_person(value: str) -> Person | None:
    """The one person that a header names, as Python's own parser reads it, or None."""
    if plain := _PLAIN_PERSON.fullmatch(value):
        return Person(_decoded(plain[1]), plain[2])
    found = getaddresses([value])
    return Person(_decoded(found[0][0]), found[0][1]) if len(found) == 1 else None


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value))) if "=?" in value else value
