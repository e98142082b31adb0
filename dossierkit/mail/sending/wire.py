"""A draft as the bytes that travel: known headers only, seven bits, and read back (promises 7, 8).

Lines that a mail program added, and our own marks, stay behind. The body of an untouched draft is
passed on to the byte.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime, getaddresses
from io import BytesIO

from dossierkit.mail.headers import (
    LONGEST_LINE,
    UnsafeHeader,
    address_header,
    checked,
    text_header,
)
from dossierkit.mail.message import Person
from dossierkit.mail.sending.draft import Draft
from dossierkit.text.translation import _

_PASSED_ON = (
    "Reply-To", "In-Reply-To", "References", "Content-Language", "List-Unsubscribe",
    "List-Unsubscribe-Post", "List-Id", "Precedence", "Auto-Submitted",
)  # fmt: skip
_LONG_LINE = re.compile(rb"[^\n]{%d}" % (LONGEST_LINE + 1))


def wire(draft: Draft, recipient: Person, identity: str, now: datetime.datetime) -> bytes:
    """The message that goes to one person, with CRLF line ends and nothing but ASCII.

    `identity` is the Message-ID of the letter, whatever the draft says; `now` its date. Raises
    UnsafeHeader for what must not stand in a header, and if the bytes do not read back as meant.
    """
    message = message_from_bytes(draft.data)
    head = [
        address_header("From", draft.sender.name or draft.sender.address, draft.sender.address),
        address_header("To", recipient.name, recipient.address),
        text_header("Subject", draft.subject),
        text_header("Date", format_datetime(now)),
        text_header("Message-ID", identity),
        *_passed_on(message),
        b"MIME-Version: 1.0\r\n",
    ]
    raw = _crlf(draft.data).partition(b"\r\n\r\n")[2]
    if not raw.isascii() or b"\0" in raw or _LONG_LINE.search(raw):
        raw = _seven_bits(message)
    head += _content(message)
    _read_back(head, draft, recipient)
    return b"".join((*head, b"\r\n", raw if raw.endswith(b"\r\n") else raw + b"\r\n"))


def _passed_on(message: Message) -> Iterator[bytes]:
    for name in _PASSED_ON:
        value = re.sub(r"\r?\n[ \t]+", " ", str(message[name] or "")).strip()
        if not value:
            continue
        if name == "Reply-To":
            found = getaddresses([value])
            if len(found) != 1:
                raise UnsafeHeader(_("Reply-To does not name exactly one address"))
            yield address_header(name, found[0][1], found[0][1])
        elif value.isascii() and len(value) <= LONGEST_LINE - len(name) - 2:
            for piece in value.split(","):
                checked(name, piece)
            yield f"{name}: {value}\r\n".encode("ascii")
        else:
            raise UnsafeHeader(
                _("{name} is no plain line; mend it or take it out").format(name=name)
            )


def _content(message: Message) -> Iterator[bytes]:
    """What the body is made of; a letter without a word about it is plain text."""
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        value = re.sub(r"\s+", " ", str(message[name] or "")).strip()
        if value:
            if not (value.isascii() and value.isprintable()) or len(value) > 400:
                raise UnsafeHeader(
                    _("{name} is no plain line; render the letter again").format(name=name)
                )
            yield f"{name}: {value}\r\n".encode("ascii")


def _seven_bits(message: Message) -> bytes:
    """The body with every part that is not plain ASCII in short lines as base64."""
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if part.get("Content-Type") is None:
            part["Content-Type"] = 'text/plain; charset="utf-8"'
        del part["Content-Transfer-Encoding"]
        part.set_payload(data)
        encode_base64(part)
    stream = BytesIO()
    policy = compat32.clone(linesep="\r\n", max_line_length=0)
    BytesGenerator(stream, mangle_from_=False, policy=policy).flatten(message)
    return _crlf(stream.getvalue()).partition(b"\r\n\r\n")[2]


def _crlf(data: bytes) -> bytes:
    return re.sub(rb"\r\n|\r|\n", b"\r\n", data)


def _read_back(head: list[bytes], draft: Draft, recipient: Person) -> None:
    """Reads the headers as a server would, and compares; raises UnsafeHeader."""
    block = b"".join(head)
    message = message_from_bytes(block + b"\r\n")
    meant = [line.partition(b":")[0].decode() for line in head]
    to = getaddresses([str(one) for one in message.get_all("To", [])])
    author = getaddresses([str(one) for one in message.get_all("From", [])])
    same = message.keys() == meant and len(meant) == len({name.lower() for name in meant})
    same = same and [one[1] for one in to] == [recipient.address]
    same = same and [one[1] for one in author] == [draft.sender.address]
    same = same and not re.search(rb"[^\r]\n|\r[^\n]", block)
    if not same:
        raise UnsafeHeader(_("the letter does not read back as it was meant; it is not sent"))
