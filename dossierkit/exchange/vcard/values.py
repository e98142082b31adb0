"""The texts that stand in a property: their characters, and what is escaped in them."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

from dossierkit.exchange.vcard.lines import Line

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "utf-8"}
"""What is meant by names under which more is written than they allow."""


class Undecodable(Exception):
    """The characters of a value can't be told; the text says why."""


def text_of(line: Line, fallback: str) -> str:
    """The characters of a value, still escaped; raises Undecodable.

    `fallback` is the encoding of what is no UTF-8 and does not say what it is.
    """
    raw = line.value
    if line.encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    elif line.encoding == "BASE64":
        raw = _from_base64(raw)
    said = (line.params.get("CHARSET") or ("",))[0].strip().lower()
    try:
        if said:
            return raw.decode(_SUPERSETS.get(said, said))
        return raw.decode("utf-8")
    except LookupError:
        raise Undecodable(said) from None
    except UnicodeDecodeError as error:
        if said and said not in ("utf-8", "utf8"):
            raise Undecodable(said) from None
        try:
            return raw.decode(fallback)
        except UnicodeDecodeError:
            raise Undecodable(error.encoding) from None


def _from_base64(raw: bytes) -> bytes:
    try:
        return base64.b64decode(raw, validate=True)
    except binascii.Error:
        raise Undecodable("base64") from None


def unescaped(text: str, *, is_old: bool = False) -> str:
    """A text without its backslashes (RFC 6350, 3.4); `\\:` too, which Apple and Google write.

    In vCard 2.1 (`is_old`) a backslash before a letter is a backslash.
    """
    if "\\" not in text:
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def one(match: re.Match[str]) -> str:
        letter = match[1]
        if letter in "nN" and not is_old:
            return "\n"
        return letter if letter in "\\,;:\"'" else match[0]

    return _ESCAPE.sub(one, text).replace("\r\n", "\n").replace("\r", "\n")


def divided(text: str, mark: str) -> list[str]:
    """The parts of a text between marks that no backslash stands before, still escaped."""
    if "\\" not in text:
        return text.split(mark)
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == mark:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]
