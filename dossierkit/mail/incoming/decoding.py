"""Words of a mail in whatever encoding it claims or has, made harmless.

Mail programs call GBK gb2312 and Windows-1252 ISO-8859-1, cut a character in two between encoded
words, or write eight bits without saying how. What can't be read is shown as a replacement mark;
control and direction characters are left out, so that no terminal and no file acts upon them.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

from dossierkit.mail.incoming.html_text import html_text
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.text.source import SUSPECT_CHARACTER

_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "unknown-8bit": "",
    "x-unknown": "",
    "default": "",
}
_LONGEST_HEADER = 4000
_LONGEST_BODY = 200_000
_MOST_PARTS = 200
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_KEPT = "\u200c\u200d"
"""Joiners that Persian, Indian scripts and emoji need."""


def decoded(data: bytes, charset: str | None) -> str:
    """Bytes as text: by their charset if that works, else as UTF-8, Chinese or Western."""
    named = (charset or "").strip().lower().strip("\"'")
    first = _MEANT.get(named, named)
    for encoding in filter(None, (first, "utf-8", "gb18030")):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
    try:
        return data.decode(first or "cp1252", "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def header(mail: Mail, name: str) -> str:
    """A header in one line of harmless text; empty if there is none."""
    return one_line(_words(raw_header(mail, name)))


def raw_header(mail: Mail, name: str) -> str:
    """The first header of a name as it stands, unfolded, odd bytes as surrogates."""
    values = (str(value) for known, value in mail.raw_items() if known.lower() == name.lower())
    return re.sub(r"[\r\n]+[ \t]*", " ", next(values, ""))[:_LONGEST_HEADER]


def _words(raw: str) -> str:
    raw = readable(raw)
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError):
        return raw
    return "".join(p if isinstance(p, str) else _part(p, charset) for p, charset in parts)


def readable(raw: str) -> str:
    """A header in which somebody wrote eight bits without saying how."""
    if raw.isascii():
        return raw
    return decoded(raw.encode("utf-8", "surrogateescape"), None)


def _part(data: bytes, charset: str | None) -> str:
    if charset is None:  # as decode_header gives plain words beside encoded ones
        return data.decode("raw-unicode-escape", "replace")
    return decoded(data, charset)


def one_line(text: str) -> str:
    """Text in one line without anything that a terminal or a dossier could act upon."""
    return " ".join(_harmless(text).split())


def _harmless(text: str) -> str:
    text = SUSPECT_CHARACTER.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return "".join(
        mark for mark in text if mark in _KEPT or unicodedata.category(mark) not in _INVISIBLE
    )


def body_text(mail: Mail) -> str:
    """What the writer of a mail wrote, without what is quoted below or above it, and without the
    signature."""
    return without_quotes(whole_text(mail))


def whole_text(mail: Mail) -> str:
    """The text of a mail: the first plain part, else the first HTML part as text; attachments are
    not looked into."""
    html = ""
    for number, part in enumerate(mail.walk()):
        if number > _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_filename() or not kind.startswith("text/"):
            continue
        text = _harmless(part_text(part))
        if kind == "text/plain" and text.strip():
            return text
        if kind == "text/html" and not html:
            html = text
    return _harmless(html_text(html)) if html else ""


def part_text(part: Mail) -> str:
    """The text of a part, decoded."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return ""
    return decoded(payload[:_LONGEST_BODY], charset) if isinstance(payload, bytes) else ""


_QUOTE_BEGINS = re.compile(
    r"\s*(?:>|-{2,}\s*(?:original|forwarded|weitergeleitete|ursprüngliche|mensaje|message d|原始)"
    r"|_{10,}|(?:from|von|de|da|от|发件人|寄件者|差出人|من)\s*[:：]\s*\S"
    r"|(?:on|am|le|el|em|il|op|в|在|dnia)\b.{4,200}(?:wrote|schrieb|écrit|escribió|escreveu"
    r"|scritto|schreef|написал|写道|写到|寫道|napisał)[^\n]{0,40}[:：]\s*$"
    r"|.{0,80}(?:写道|寫道|さんは書きました|wrote|schrieb)\s*[:：]\s*$|-- ?$)",
    re.IGNORECASE,
)


def without_quotes(text: str, *, keeps_signature: bool = False) -> str:
    """The writer's own lines: what stands before the quoted mail or the signature; of somebody who
    answers below the quote, the lines that are not quoted."""
    lines = [line.rstrip() for line in text.split("\n")]
    own: list[str] = []
    for line in lines:
        if _QUOTE_BEGINS.match(line) and not (keeps_signature and line == "--"):
            if any(one.strip() for one in own):
                break
            continue
        own.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip()
