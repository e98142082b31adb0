"""The characters of a file that comes from elsewhere, in whatever encoding it came."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from dossierkit.exchange.arrival import CannotRead
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")


class Decoded(NamedTuple):
    """The text of a file, with a warning if its encoding had to be guessed."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode_file(data: bytes, name: str, encoding: str = "") -> Decoded:
    """The text of a file; `encoding` is the user's word for it.

    A byte order mark decides, then UTF-8 if it can be that. Else it is what Chinese or Western
    Windows writes, with a warning (`encoding`). Raises CannotRead.
    """
    if encoding:
        return Decoded(_strictly(data, name, encoding), encoding)
    guess = encoding_of(data)
    text = _strictly(data, name, guess)
    if guess in ("gb18030", "cp1252"):
        message = _("not in UTF-8; read as {encoding}").format(encoding=guess)
        hint = _("if names look wrong, say what it is: --encoding {other}").format(
            other="cp1252" if guess == "gb18030" else "gb18030"
        )
        return Decoded(text, guess, (Finding(name, 1, 1, WARNING, "encoding", message, hint),))
    return Decoded(text, guess)


def encoding_of(data: bytes) -> str:
    """The encoding that bytes are most likely in, as Python calls it; `cp1252` if they are none of
    the others.

    Chinese (GBK, GB18030) comes in pairs of bytes, the letters with accents of Western languages
    stand alone among plain ones.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    zeros = data[:4096].count(0)
    if zeros * 3 > len(data[:4096]) > 1:
        return "utf-16-le" if data[1] == 0 else "utf-16-be"
    if _can_be(data, "utf-8"):
        return "utf-8"
    alone, high = len(_ALONE.findall(data)), len(_HIGH.findall(data))
    is_western = alone * 3 > high and not _can_be(data, "gb2312")
    return "cp1252" if is_western or not _can_be(data, "gb18030") else "gb18030"


def _can_be(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        said = _("there is no encoding '{encoding}'; write utf-8, gb18030, cp1252 or utf-16")
        raise CannotRead(said.format(encoding=encoding)) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = _(
            "{name}:{line}: byte {byte} can't be read as {encoding}; save the file as UTF-8, or "
            "say what it is: --encoding gb18030"
        )
        byte = f"0x{data[error.start]:02x}"
        raise CannotRead(said.format(name=name, line=line, byte=byte, encoding=encoding)) from None
