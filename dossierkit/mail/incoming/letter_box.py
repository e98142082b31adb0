"""Mails from files: single ones, and mailboxes in the mbox format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from typing import TypeAlias

from dossierkit.text.translation import N_, _

LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is read."""
_LARGEST_MAIL = 64 * 1024 * 1024
"""Bytes of a mail that are read; what is cut off are attachments, which nobody looks into."""

Mail: TypeAlias = "Message[str, str]"

_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n(?=>?[!-9;-~]+[ \t]*:)")
"""A line that begins a mail; one in the words of a mail has no header after it."""
_NO_MAIL = N_("this is no mail: save it as .eml in your mail program, or as an mbox")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")


class NoMail(Exception):
    """What was given is no mail; the text says why and what to do."""


def mails_in(data: bytes) -> Iterator[Mail]:
    """The mails of a file: of an mbox all of them, else the one; raises NoMail."""
    yield from (mail for _line, mail in numbered_mails(data))


def numbered_mails(data: bytes) -> Iterator[tuple[int, Mail]]:
    """The mails of a file, each with the line on which it begins, from 1; raises NoMail."""
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    line, counted = 1 + data.count(b"\n", 0, len(data) - len(bare)), 0
    if not bare.startswith(b"From "):
        yield line, _read(bare)
        return
    starts = [*_SEPARATOR.finditer(bare)]
    if not starts:
        raise NoMail(_(_NO_MAIL))
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(bare)
        line, counted = line + bare.count(b"\n", counted, match.start()), match.start()
        yield line, _read(_QUOTED.sub(rb"\1", bare[match.end() : end]))


def _read(data: bytes) -> Mail:
    """One mail; of one that is nested too deeply to be taken apart only the header."""
    if not _FIELD.match(data):
        raise NoMail(_(_NO_MAIL))
    try:
        return message_from_bytes(data[:_LARGEST_MAIL])
    except RecursionError:
        return BytesHeaderParser().parsebytes(data[:_LARGEST_MAIL].partition(b"\n\n")[0])
