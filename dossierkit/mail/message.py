"""A letter as the bytes of an `.eml` file, the same every time (DESIGN 5, promises 7, 8, 19)."""

from __future__ import annotations

import binascii
import datetime
import hashlib
import re
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import format_datetime, getaddresses
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dossierkit.mail.headers import UnsafeHeader, address_header, text_header
from dossierkit.mail.job import Rendered
from dossierkit.mail.unsubscribing import WayOut

DIGEST = "X-Dossier-Digest"
_DIGEST_LINE = re.compile(rb"^X-Dossier-Digest: ([0-9a-f]{64})\n", re.MULTILINE)
_SEND_AT = datetime.time(9)


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
    head, _, body = text.partition(b"\n\n")
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
    data = b"".join(whole[at : at + 76] + b"\r\n" for at in range(0, len(whole), 76))
    return (
        f'--{boundary}\r\nContent-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + data


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
    message = BytesParser().parsebytes(b"".join(head) + b"\r\n", headersonly=True)
    meant = [line.partition(b":")[0].decode() for line in head]
    same = message.keys() == meant and _decoded(str(message["Subject"])) == subject
    for name, person in (("From", sender), ("To", recipient)):
        same = same and _read_person(str(message[name])) == person
    if not same:
        raise UnsafeHeader("the letter does not read back as it was meant; it is not written")


@lru_cache(1024)
def _read_person(value: str) -> Person | None:
    """The one person that a header names, or None."""
    found = getaddresses([value])
    return Person(_decoded(found[0][0]), found[0][1]) if len(found) == 1 else None


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))
