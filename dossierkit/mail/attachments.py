"""Files that go along with a letter: pictures in it, and others beside it (DESIGN 5: `attach`).

A picture that the Markdown shows (`![Panel](panel.jpg)`) travels inside the letter; everything else
is attached. Only files of the book go along, and never what is about people.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dossierkit.book.files import is_inside
from dossierkit.mail.job import Template
from dossierkit.mail.message import DIGEST
from dossierkit.text.translation import _

LARGEST = 20 * 1024 * 1024
"""Bytes of all files of one letter; hardly a mailbox takes more."""

_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}
_PRIVATE = ("dossiers", "outbox", "exports", ".git", ".dossier")
_SHOWN = re.compile(r'(<img src=")([^"]*)(")')
_ELSEWHERE = re.compile(r"(?:https?|cid|data):", re.IGNORECASE)
_DIGEST_LINE = re.compile(rb"^" + DIGEST.encode() + rb": [0-9a-f]{64}\r\n", re.MULTILINE)


class AttachmentError(Exception):
    """A file that can't go along; the text says which, why, and what to do."""


class Attachment(NamedTuple):
    """A file that goes along, its path as the template writes it, and its bytes."""

    path: str
    kind: str
    data: bytes

    @property
    def name(self) -> str:
        """The name that the reader sees."""
        return PurePosixPath(self.path).name

    @property
    def cid(self) -> str:
        """By what the letter calls a picture in it."""
        return f"{hashlib.sha256(self.path.encode()).hexdigest()[:24]}@letter"


def attached(root: Path, templates: Sequence[Template]) -> tuple[Attachment, ...]:
    """The files that the templates of a letter name, from the book's root or from the template's
    own folder, each once. Raises AttachmentError."""
    named = dict.fromkeys((path, one.path) for one in templates for path in one.attach)
    files = {path: _attachment(root, template, path) for path, template in named}
    found = tuple(files.values())
    names = [one.name for one in found]
    for one in found:
        if names.count(one.name) > 1:
            raise AttachmentError(
                _("two files called '{name}' go along; rename one").format(name=one.name)
            )
    size = sum(len(one.data) for one in found)
    if size > LARGEST:
        listed = _("{size:.1f} MB").format(size=size / 1024 / 1024)
        raise AttachmentError(
            _("{path}: the attachments have {listed}, and 20 MB may be sent; attach less").format(
                path=templates[0].path, listed=listed
            )
        )
    return found


def _attachment(root: Path, template: str, path: str) -> Attachment:
    where = _("{template}: attach '{path}'").format(template=template, path=path)
    for file in (root / path, (root / template).parent / path):
        if not file.is_file():
            continue
        if PurePosixPath(path).is_absolute() or not is_inside(file, root):
            raise AttachmentError(
                _("{where} leads out of the book; put the file into it").format(where=where)
            )
        inside = file.resolve().relative_to(root.resolve())
        if inside.parts[0] in _PRIVATE or inside.name.startswith("."):
            raise AttachmentError(
                _("{where} is not for readers; put what they may see elsewhere").format(where=where)
            )
        kind = _TYPES.get(file.suffix.lower())
        if kind is None:
            known = " ".join(_TYPES)
            raise AttachmentError(
                _("{where}: files of this kind don't go along; there are {known}").format(
                    where=where, known=known
                )
            )
        if file.stat().st_size > LARGEST:
            raise AttachmentError(
                _("{where}: the file has more than 20 MB; make it smaller").format(where=where)
            )
        return Attachment(path, kind, file.read_bytes())
    raise AttachmentError(
        _("{where} is not there; put the file into the book, or mend the path").format(where=where)
    )


def html_with(html: str, files: Sequence[Attachment]) -> tuple[str, frozenset[str]]:
    """The page of a letter that shows its own pictures, and the paths of those.

    Raises AttachmentError for a picture that is not among the files.
    """
    names = {escape(name): one for one in files for name in (one.path, one.name)}
    used = set()

    def inside(match: re.Match[str]) -> str:
        source = match[2]
        if _ELSEWHERE.match(source):
            return match[0]
        if source not in names:
            raise AttachmentError(
                _("the picture '{source}' does not go along; name it in 'attach'").format(
                    source=source
                )
            )
        used.add(names[source].path)
        return f"{match[1]}cid:{names[source].cid}{match[3]}"

    return _SHOWN.sub(inside, html), frozenset(used)


def with_attachments(message: bytes, html: str, files: Sequence[Attachment]) -> bytes:
    """A letter as `message.build` made it, with its files; without any it stays as it is.

    `html` is the page in it. Raises AttachmentError.
    """
    shown_html, used = html_with(html, files)
    if not files:
        return message
    head, _unused, body = _DIGEST_LINE.sub(b"", message, count=1).partition(b"\r\n\r\n")
    content = re.search(rb'Content-Type: multipart/alternative; boundary="([^"]+)"\r?\n?', head)
    assert content is not None  # noqa: S101 - `build` has written it
    boundary = content[1].decode()
    head = head.replace(content[0], b"").rstrip(b"\r\n") + b"\r\n"
    parts = body.split(b"--" + content[1])
    text = parts[1].removeprefix(b"\r\n")
    page = _base64_part('text/html; charset="utf-8"', shown_html.replace("\n", "\r\n").encode())
    pictures = [_file(one, inline=True) for one in files if one.path in used]
    if pictures:
        page = _together("related", f"{boundary}_r", [page, *pictures])
    words = _together("alternative", boundary, [text, page])
    others = [_file(one, inline=False) for one in files if one.path not in used]
    whole = _together("mixed", f"{boundary}_m", [words, *others]) if others else words
    made = head + whole
    digest = hashlib.sha256(made.replace(b"\r\n", b"\n")).hexdigest()
    return head + f"{DIGEST}: {digest}\r\n".encode() + whole


def _together(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    mark = f"--{boundary}".encode()
    start = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    inner = b"".join(mark + b"\r\n" + part.rstrip(b"\r\n") + b"\r\n" for part in parts)
    return start + inner + mark + b"--\r\n"


def _file(one: Attachment, *, inline: bool) -> bytes:
    way = "inline" if inline else "attachment"
    more = [f"Content-Disposition: {way}; {_named('filename', one.name)}"]
    more += [f"Content-ID: <{one.cid}>"] if inline else []
    return _base64_part(one.kind, one.data, more)


def _base64_part(kind: str, data: bytes, more: Sequence[str] = ()) -> bytes:
    lines = [f"Content-Type: {kind}", *more, "Content-Transfer-Encoding: base64", "", ""]
    return "\r\n".join(lines).encode() + base64.encodebytes(data).replace(b"\n", b"\r\n")


def _named(parameter: str, name: str) -> str:
    """A file's name as a parameter: quoted, or in the form of RFC 2231."""
    if re.fullmatch(r"[A-Za-z0-9 ._+-]+", name):
        return f'{parameter}="{name}"'
    code = "".join(_escaped(name.encode()))
    return f"{parameter}*=utf-8''{code}" if len(code) < 200 else f'{parameter}="attachment"'


def _escaped(data: bytes) -> Iterator[str]:
    for byte in data:
        mark = chr(byte)
        yield mark if mark.isascii() and (mark.isalnum() or mark in "._-") else f"%{byte:02X}"
