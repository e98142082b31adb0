"""Mail that came back: which addresses are dead, by what the mail servers said (RFC 3464, 3463)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from email.message import Message
from typing import NamedTuple

from dossierkit.book.keys import mailbox
from dossierkit.mail.incoming.decoding import one_line, part_text, raw_header
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.mail.incoming.sender import address_in, message_ids

_LONGEST_REASON = 160
_MOST_TEXT = 100_000
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]+)+"
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])(5[0-7]\d|4[2-5]\d)(?=[ -]|\b)")
_DEAD_WORDS = re.compile(
    r"(?:user|mailbox|recipient|address|account)[^\n]{0,40}(?:unknown|not found|does ?n.t exist"
    r"|does not exist|not exist|invalid|unavailable|disabled|rejected)"
    r"|no such (?:user|mailbox|address|recipient)|unknown (?:user|recipient|mailbox)"
    r"|no mailbox here|domain[^\n]{0,20}not found|host or domain name not found"
    r"|用户不存在|收件人不存在|地址不存在|无此用户|邮箱不存在",
    re.IGNORECASE,
)
_PASSING = frozenset(((2, 2), (3, 1), (3, 4)))
"""A full box, a full disk, a letter too large: the address lives (RFC 3463)."""
_NOT_THE_ADDRESS = frozenset((5, 6, 7))
"""Protocol, content, policy: the address lives."""


class Returned(NamedTuple):
    """An address that a mail came back from.

    `is_dead`: nothing more is to be sent there; else it passes, or has other reasons than the
    address. `letters` are the Message-IDs of what came back.
    """

    address: str
    status: str
    reason: str
    is_dead: bool
    letters: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What the server said, in one line."""
        return one_line(f"{self.status} {self.reason}") or "came back"


def returned(mail: Mail, known: Collection[str]) -> list[Returned]:
    """The addresses that a bounce tells of, each once. `known` are the letter boxes of the book
    (`mailbox`): in a report of no standard form only they are looked for."""
    letters = tuple(_letters(mail))
    found = [*_standard(mail, letters)] or [*_free(mail, known, letters)]
    unique: dict[str, Returned] = {}
    for one in found:
        unique.setdefault(mailbox(one.address), one)
    return [*unique.values()]


def _standard(mail: Mail, letters: tuple[str, ...]) -> Iterator[Returned]:
    """The recipients of a `message/delivery-status` that failed or are late."""
    for part in mail.walk():
        groups = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(groups, list):
            continue
        for group in groups:
            if not isinstance(group, Message):
                continue
            action = raw_header(group, "Action").strip().lower()
            address = _recipient(group, "Original-Recipient") or _recipient(
                group, "Final-Recipient"
            )
            if address is None or action not in ("failed", "delayed", ""):
                continue
            status = raw_header(group, "Status").strip().partition(" ")[0]
            said = raw_header(group, "Diagnostic-Code").partition(";")[2]
            is_dead = action != "delayed" and _is_dead(status, said)
            yield Returned(address, status, _short(said, status), is_dead, letters)


def _recipient(group: Mail, name: str) -> str | None:
    kind, _, address = raw_header(group, name).partition(";")
    return address_in(address) if kind.strip().lower() in ("rfc822", "utf-8") else None


def _free(mail: Mail, known: Collection[str], letters: tuple[str, ...]) -> Iterator[Returned]:
    """The addresses in a report of no standard form: those named as failed, else those we know."""
    text = "\n".join(_own_text(mail))[:_MOST_TEXT]
    named = [address_in(one) for one in raw_header(mail, "X-Failed-Recipients").split(",")]
    addresses = [one for one in named if one]
    if not addresses:
        inside = (address_in(one.strip(".")) for one in _ADDRESS.findall(text))
        addresses = [one for one in inside if one and mailbox(one) in known]
    code = _STATUS.search(text) or _REPLY.search(text)
    status = code.group() if code else ""
    line = next((x for x in text.split("\n") if status and status in x), "")
    words = _DEAD_WORDS.search(text)
    said = line or (words.group() if words else "")
    for address in addresses:
        is_dead = _is_dead(status, text) if status else words is not None
        yield Returned(address, status, _short(said, status), is_dead, letters)


def _own_text(mail: Mail) -> Iterator[str]:
    """What the server wrote, without the mail that came back."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            return
        if part.get_content_type() == "text/plain":
            yield re.split(r"\n-{3,}[^\n]*(?:copy|original|below)[^\n]*\n", part_text(part))[0]


def _is_dead(status: str, said: str) -> bool:
    """Whether a status means that the address will never work."""
    match = _STATUS.match(status) or _STATUS.search(said)
    if match is None:
        return status.startswith("5") and _DEAD_WORDS.search(said) is not None
    kind, subject, detail = map(int, match.groups())
    if kind != 5 or subject in _NOT_THE_ADDRESS or (subject, detail) in _PASSING:
        return kind == 5 and subject == 5 and _DEAD_WORDS.search(said) is not None
    return subject in (1, 4) or (subject, detail) == (2, 1) or _DEAD_WORDS.search(said) is not None


def _short(said: str, status: str) -> str:
    text = re.sub(r"<[^>]*>:?", "", one_line(said))
    text = re.sub(
        rf"^(?:\W*(?:smtp;)?\s*(?:{_REPLY.pattern}|{re.escape(status) or '(?!)'}))+", "", text
    )
    text = " ".join(text.strip(" -:;#").split())
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"


def _letters(mail: Mail) -> Iterator[str]:
    """The Message-IDs of what came back, and of what the report answers."""
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            yield from re.findall(r"(?im)^message-id:\s*(<[^<>\s]{1,250}>)", part_text(part))
        elif part is not mail and part.get("Message-ID") and part.get("From"):
            yield from message_ids(part, "Message-ID")
    yield from message_ids(mail, "In-Reply-To", "References")
