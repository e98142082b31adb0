"""A draft as it stands in its file: to whom it goes, what it says, and whether somebody edited it.

A person may change the words of a draft in any mail program. What decides where it goes is read
strictly, and again right before it is sent (promises 7, 8).
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.mail.guard import LEFTOVER
from dossierkit.mail.headers import UnsafeHeader, checked
from dossierkit.mail.message import Key, Person, is_untouched
from dossierkit.mail.sending.note import Note, OddNote, read_note
from dossierkit.text.translation import _

LARGEST = 28 * 1024 * 1024
"""Bytes of a draft: 20 MB of attachments, as they travel."""

_KEY = re.compile(
    r"([a-z0-9][a-z0-9-]{0,62}) ([a-z0-9][a-z0-9-]{0,62}) (\S{1,63}) (\d{4}-\d\d-\d\d)",
    re.ASCII,
)
_WORD = r"(?:=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=|(?!=\?)[^\s\"\\,;:<>@()\[\]]+)"
_ADDRESS = r"[^\s\"\\,;:<>@()\[\]]+@[^\s\"\\,;:<>@()\[\]]+"
_MAILBOX = re.compile(
    rf'(?:(?P<name>"(?:[^"\\]|\\.)*"|{_WORD}(?:\s+{_WORD})*)\s*)?<(?P<address>{_ADDRESS})>'
    rf"|(?P<bare>{_ADDRESS})"
)
_UNSEEN = re.compile(
    r"<style\b.*?(?:</style\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_ONCE = ("From", "To", "Subject", "X-Dossier-Letter")
_NEVER = ("Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc", "Sender")


class DraftError(Exception):
    """A draft that can't be sent as it is; the text says why and what to do."""


class Piece(NamedTuple):
    """A part of a letter: its media type, its file name (empty for the words), and its bytes."""

    kind: str
    name: str
    data: bytes


class Draft(NamedTuple):
    """A draft of a letter. `shown` is its path as the user knows it; `is_bulk` is whether it
    carries the way out of bulk mail; `note` is what the command that wrote it left beside it (a
    quote's amount and validity)."""

    file: Path
    shown: str
    data: bytes
    key: Key
    sender: Person
    recipient: Person
    subject: str
    languages: tuple[str, ...]
    text: str
    html: str
    pieces: tuple[Piece, ...]
    is_edited: bool
    is_bulk: bool
    note: Note | None

    def hashes(self) -> dict[str, str]:
        """SHA-256 of what it says: subject, text, html, and each attachment by its name."""
        found = {"subject": _hash(self.subject.encode())}
        found |= {name: _hash(words.encode()) for name, words in self.words() if words}
        return found | {piece.name: _hash(piece.data) for piece in self.pieces if piece.name}

    def words(self) -> tuple[tuple[str, str], ...]:
        """Its words as text and as HTML, empty where there is no such part."""
        return (("text", self.text), ("html", self.html))

    def mark(self) -> str:
        """What tells this very draft from any other, also from itself after a change."""
        return _hash(self.data + repr(self.note).encode())


def read_draft(file: Path, shown: str) -> Draft:
    """A draft from its file; raises DraftError."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise DraftError(
            _("it can't be opened: {strerror}").format(strerror=error.strerror or error)
        ) from error
    if len(data) > LARGEST:
        raise DraftError(_("it is larger than 28 MB, which no mailbox takes; attach less"))
    try:
        return parsed(data, file, shown, read_note(file.with_suffix(".json")))
    except OddNote as error:
        raise DraftError(str(error)) from error
    except RecursionError as error:
        raise DraftError(_("its parts are nested too deeply; delete it, render again")) from error


def parsed(data: bytes, file: Path, shown: str, note: Note | None = None) -> Draft:
    """A draft from its bytes; raises DraftError, and RecursionError for hundreds of parts each
    inside the other."""
    message = message_from_bytes(data)
    for name in _ONCE:
        if len(found := message.get_all(name) or []) != 1:
            what = _("has no") if not found else _("has {count} lines").format(count=len(found))
            raise DraftError(
                _("it {what} '{name}'; render it again, or send it by hand").format(
                    what=what, name=name
                )
            )
    for name in _NEVER:
        if message.get_all(name):
            raise DraftError(
                _("it has a '{name}': a letter goes to one person; take that line out").format(
                    name=name
                )
            )
    try:
        key = _key(_unfolded(message, "X-Dossier-Letter"))
        sender, recipient = _person(message, "From"), _person(message, "To")
        subject = checked("Subject", _decoded("Subject", _unfolded(message, "Subject")))
    except UnsafeHeader as error:
        raise DraftError(
            _("{error}; mend the line, or delete the draft and render again").format(error=error)
        ) from error
    pieces = tuple(_pieces(message))
    text, html = _words(pieces, "text/plain"), _words(pieces, "text/html")
    if not (text or html).strip():
        raise DraftError(_("it says nothing; delete it and render again"))
    if left := next(filter(None, map(LEFTOVER.search, (subject, text, _seen(html)))), None):
        raise DraftError(
            _("'{left}' is left over in it; finish it, or delete it").format(left=left.group())
        )
    languages = tuple(re.findall(r"[A-Za-z-]+", str(message["Content-Language"] or "")))
    edited, bulk = not is_untouched(data), "List-Unsubscribe" in message
    return Draft(
        file, shown, data, key, sender, recipient, subject, languages, text, html, pieces, edited,
        bulk, note,
    )  # fmt: skip


def _key(line: str) -> Key:
    found = _KEY.fullmatch(line)
    day = _day(found[4]) if found else None
    if found is None or day is None:
        raise DraftError(
            _(
                "its line 'X-Dossier-Letter' was changed: which letter it is, is not known; delete "
                "it and render again"
            )
        )
    return Key(found[1], found[2], "" if found[3] == "-" else found[3], day)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _unfolded(message: Message, name: str) -> str:
    """A header in one line, as somebody may have typed it: in UTF-8 and not encoded."""
    values = (str(value) for known, value in message.raw_items() if known.lower() == name.lower())
    line = re.sub(r"\r?\n[ \t]", " ", next(values, "")).strip()
    try:
        return line.encode("utf-8", "surrogateescape").decode()
    except UnicodeDecodeError as error:
        raise UnsafeHeader(_("{name} is not in UTF-8").format(name=name)) from error


def _decoded(name: str, raw: str) -> str:
    try:
        return str(make_header(decode_header(raw.strip()))).strip()
    except (HeaderParseError, LookupError, ValueError) as error:
        raise UnsafeHeader(_("{name} can't be decoded").format(name=name)) from error


def _person(message: Message, name: str) -> Person:
    """The one person of a header; raises UnsafeHeader for none, several, and what is not plain."""
    found = _MAILBOX.fullmatch(_unfolded(message, name))
    if found is None:
        raise UnsafeHeader(_("{name} does not name exactly one address").format(name=name))
    display, address = found["name"] or "", found["address"] or found["bare"]
    if display.startswith('"'):
        display = re.sub(r"\\(.)", r"\1", display[1:-1])
    shown = _decoded(name, display)
    return Person(checked(name, shown) if shown else "", address)


def _pieces(message: Message) -> Iterator[Piece]:
    for part in message.walk():
        if not part.is_multipart():
            payload: Any = part.get_payload(decode=True)
            name = part.get_filename() or ""
            data = payload if isinstance(payload, bytes) else b""
            if not name and part.get_content_maintype() != "text":
                name = str(part.get("Content-ID") or part.get_content_type())
            charset = part.get_content_charset() or "utf-8"
            yield Piece(part.get_content_type(), name, data if name else _utf8(data, charset))


def _utf8(data: bytes, charset: str) -> bytes:
    try:
        text = data.decode(charset)
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").encode("utf-8", "replace")


def _words(pieces: tuple[Piece, ...], kind: str) -> str:
    found = (piece.data.decode() for piece in pieces if piece.kind == kind and not piece.name)
    return next(found, "")


def _seen(html: str) -> str:
    """What a reader sees of HTML, and not the `}}` of its style sheets."""
    return unescape(_UNSEEN.sub(" ", html))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
