"""The lines of a vCard file, put together again from folded ones, on the bytes.

Some programs fold in the middle of a character, so characters are made of bytes only when a line
is whole (RFC 6350, 3.2). Quoted-printable values (vCard 2.1) go on after a `=` at their end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.exchange.characters import encoding_of

_END = re.compile(rb"\r\n|\n|\r")
_HEAD = re.compile(
    rb"(?:(?P<group>[A-Za-z0-9_-]+)\.)?(?P<name>[A-Za-z0-9_-]+)"
    rb"(?P<params>(?:;(?:[^\":;]|\"[^\"]*\")*)*)[ \t]*:"
)
_PARAM = re.compile(rb";((?:[^\":;]|\"[^\"]*\")*)")
_VALUE = re.compile(r"\"([^\"]*)\"|([^,\"]+)")
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")


class Line(NamedTuple):
    """A property: its name in capitals, its group, parameters by name in capitals, and the bytes of
    its value, still encoded. `number` is the line of the file, from 1, where it begins; `column`
    that of its value. A line that is no property has no name, and its bytes are the value."""

    number: int
    name: str
    group: str
    params: dict[str, tuple[str, ...]]
    value: bytes
    column: int = 1

    @property
    def types(self) -> frozenset[str]:
        """What its TYPE parameters say, in small letters."""
        return frozenset(map(str.lower, self.params.get("TYPE", ())))

    @property
    def encoding(self) -> str:
        """How the value is encoded: `QUOTED-PRINTABLE`, `BASE64`, or nothing."""
        said = self.params.get("ENCODING", ("",))[0].upper()
        return "BASE64" if said == "B" else said


def as_bytes(data: bytes) -> bytes:
    """A file whose lines can be told apart byte by byte: UTF-16 and UTF-32 become UTF-8."""
    encoding = encoding_of(data[:4096])
    if encoding.startswith(("utf-16", "utf-32")):
        data = data.decode(encoding, "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def content_lines(data: bytes) -> Iterator[Line]:
    """The whole lines of a file, empty ones left out."""
    begun: _Begun | None = None
    version = ""
    for number, raw in enumerate(_END.split(data), 1):
        if begun and begun.takes(raw):
            continue
        if begun and begun.parts[0].strip():
            line = _line(begun.number, b"".join(begun.parts))
            version = _version(line, version)
            yield line
        begun = _Begun(number, raw, version)
    if begun and begun.parts[0].strip():
        yield _line(begun.number, b"".join(begun.parts))


def _version(line: Line, known: str) -> str:
    if line.name == "VERSION":
        return line.value.strip().decode("ascii", "replace")
    return "" if line.name == "BEGIN" else known


class _Begun:
    """A line that may go on in the next ones."""

    def __init__(self, number: int, raw: bytes, version: str) -> None:
        head = _HEAD.match(raw)
        params = head["params"].upper() if head else b""
        self.is_quoted = b"QUOTED-PRINTABLE" in params
        self.is_data = b"BASE64" in params or b"ENCODING=B" in params
        self.number, self.parts = number, [raw.rstrip() if self.is_quoted else raw]
        self.keeps_blank = version.startswith("2") and not self.is_data

    def takes(self, raw: bytes) -> bool:
        """Whether the next line goes on with this one; then it is part of it."""
        last = self.parts[-1]
        if self.is_quoted and last.endswith(b"="):
            self.parts[-1] = last[:-1]
            self.parts.append(raw.rstrip())
        elif raw[:1] in (b" ", b"\t") and self.parts[0].strip():
            self.parts.append(raw if self.keeps_blank else raw[1:])
        elif self.is_data and _BASE64.fullmatch(raw):
            self.parts.append(raw)
        else:
            return False
        return True


def _line(number: int, raw: bytes) -> Line:
    head = _HEAD.match(raw)
    if head is None:
        return Line(number, "", "", {}, raw)
    group = (head["group"] or b"").decode("ascii").lower()
    name = head["name"].decode("ascii").upper()
    value = raw[head.end() :]
    column = len(raw[: head.end()].decode("utf-8", "replace")) + 1
    return Line(number, name, group, _params(head["params"]), value, column)


def _params(raw: bytes) -> dict[str, tuple[str, ...]]:
    """Parameters by name; a bare word is a TYPE, or an ENCODING if it is the name of one (2.1)."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _PARAM.finditer(raw):
        text = match[1].decode("utf-8", "replace").strip()
        name, equals, rest = text.partition("=")
        name, rest = (name.strip().upper(), rest) if equals else ("TYPE", text)
        values = [_CARET.sub(lambda m: _CARETS[m[1]], a or b) for a, b in _VALUE.findall(rest)]
        if name == "TYPE":
            values = [word for value in values for word in value.split(",")]
            if not equals and rest.upper() in _ENCODINGS:
                name = "ENCODING"
        found[name] = (*found.get(name, ()), *(value.strip() for value in values if value.strip()))
    return {name: values for name, values in found.items() if values}
