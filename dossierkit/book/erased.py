"""The list of people who were erased, as hashes: it knows them again without naming them.

A colleague's old copy of the book would bring an erased person back with the next merge. The list
`dossiers/erased.txt` is kept in the book for that one purpose; `check` compares each customer
with it, and `new` asks it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from dossierkit.book.files import is_inside, outside_book
from dossierkit.book.identity import Identity
from dossierkit.book.keys import address_key, name_key, significant, without_prefix
from dossierkit.book.load import read_source
from dossierkit.text.source import Source
from dossierkit.text.translation import _

ERASED_PATH = "dossiers/erased.txt"

Kind = Literal["id", "name", "address", "phone", "part"]
KINDS: tuple[Kind, ...] = ("id", "name", "address", "phone", "part")
"""What a line stands for; a `part` is a phone number without the code of its country."""

_LINE = re.compile(rf"({'|'.join(KINDS)}) ([0-9a-f]{{16,64}}) ([0-9a-f]{{32}})")
_HEAD = """\
# People who asked to be erased, as hashes: what identified them can't be read from here.
# 'dossier check' refuses a dossier that is on this list, so that an old copy of the book can't
# bring it back. Each line is a kind, a random salt, and the hash of an id, a name, a mail address
# or a phone number. 'dossier forget' adds lines; if somebody comes back of their own will, delete
# the line that the finding names.
"""


class Hit(NamedTuple):
    """What of a person is on the list, and in which line of it (from 1)."""

    kind: Kind
    value: str
    line: int


class ErasedList:
    """The lines of the list, by what they stand for."""

    def __init__(self, source: Source) -> None:
        """Reads the list; a line that is none becomes a finding (`erased-list`) of the source."""
        self.findings = source.findings
        self._lines: dict[tuple[str, str, str], int] = {}
        offset = 0
        for number, raw in enumerate(source.text.split("\n"), 1):
            line = raw.rstrip("\r")
            match = _LINE.fullmatch(line)
            if match:
                self._lines.setdefault((match[1], match[2], match[3]), number)
            elif line.strip() and not line.startswith("#"):
                hint = _("restore it from git: a line is a kind, a salt and a hash; or delete it")
                message = _("this is no line of the list, so it keeps nobody out")
                source.report(offset, "erased-list", message, hint)
            offset += len(raw) + 1
        self.salts = tuple(dict.fromkeys(salt for _unused, salt, _unused_2 in self._lines))

    def __bool__(self) -> bool:
        return bool(self._lines)

    def find(self, kind: Kind, value: str) -> int | None:
        """The line on which a value stands, or None."""
        for salt in self.salts:
            line = self._lines.get((kind, salt, _hash(kind, salt, value)))
            if line is not None:
                return line
        return None

    def hits(
        self,
        dossier_id: str,
        name: str = "",
        addresses: Iterable[str] = (),
        numbers: Iterable[str] = (),
    ) -> Iterator[Hit]:
        """What of a customer is on the list; a name alone may be another person's."""
        if (line := self.find("id", dossier_id)) is not None:
            yield Hit("id", dossier_id, line)
        for address in addresses:
            if (line := self.find("address", address_key(address))) is not None:
                yield Hit("address", address, line)
        for number in numbers:
            if (line := self._number(significant(number))) is not None:
                yield Hit("phone", number, line)
        if (line := self.find("name", name_key(name))) is not None:
            yield Hit("name", name, line)

    def _number(self, digits: str) -> int | None:
        """The line of a number, written with or without the code of its country."""
        tries: list[tuple[Kind, str]] = [("phone", digits), ("part", digits)]
        tries += [("phone", rest) for rest in without_prefix(digits)]
        found = (self.find(kind, value) for kind, value in tries)
        return next((line for line in found if line is not None), None)


def erased_list(root: Path) -> ErasedList:
    """The list of a book, empty if there is none."""
    source = Source(ERASED_PATH, "")
    file = root / ERASED_PATH
    if not is_inside(file, root):
        source.findings.append(outside_book(ERASED_PATH))
    elif file.exists():
        source = read_source(file, ERASED_PATH)
    return ErasedList(source)


def is_erased(
    root: Path,
    dossier_id: str,
    name: str = "",
    addresses: Iterable[str] = (),
    numbers: Iterable[str] = (),
) -> tuple[Hit, ...]:
    """What of somebody new is on the list of a book; empty for someone who may be entered.

    A hit of kind `name` alone may be another person of that name.
    """
    known = erased_list(root)
    return tuple(known.hits(dossier_id, name, addresses, numbers)) if known else ()


def with_erased(text: str, identity: Identity, salt: str = "") -> str:
    """The text of the list with a person on it; `text` is empty for a new list.

    `salt` is 32 hexadecimal digits, random unless given; the list's own is used if it has one.
    Raises nothing for lines that are none: they stay, for `check` to name.
    """
    known = ErasedList(Source(ERASED_PATH, text))
    salt = known.salts[0] if known.salts else salt or secrets.token_hex(16)
    new = [
        f"{kind} {salt} {_hash(kind, salt, value)}"
        for kind, value in set(_keys(identity))
        if known.find(kind, value) is None
    ]
    body = text if not text or text.endswith("\n") else f"{text}\n"
    return (body or _HEAD) + "".join(f"{line}\n" for line in sorted(new))


def _keys(identity: Identity) -> Iterator[tuple[Kind, str]]:
    yield from (("id", one) for one in identity.ids)
    yield from (("name", name_key(name)) for name in identity.names)
    yield from (("address", address_key(address)) for address in identity.addresses)
    for number in map(significant, identity.phones):
        yield ("phone", number)
        yield from (("part", rest) for rest in without_prefix(number))


def _hash(kind: str, salt: str, value: str) -> str:
    """Sixteen bytes of BLAKE2b: quick, since each customer is compared at every check."""
    data = f"{kind}\0{value}".encode()
    return hashlib.blake2b(data, digest_size=16, key=bytes.fromhex(salt)[:64]).hexdigest()
