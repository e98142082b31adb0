"""The people of a generated book, written as the tools want them that one would use instead."""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FIELD = re.compile(r"^(?:name|company): (.+)$", re.MULTILINE)
_ADDRESS = re.compile(r"email: \[([^\]]+)\]")
_DUE_PERCENT = 8
"""How many per cent have something due, about as many as in the book."""
_TODO = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
BEGIN:VTODO
UID:{one.id}@bench.example
DTSTAMP:20261101T080000Z
DUE;VALUE=DATE:{day:%Y%m%d}
SUMMARY:Call {one.name}
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
"""
_CARD = """\
BEGIN:VCARD
VERSION:4.0
UID:{one.id}
FN:{one.name}
N:{one.name};;;;
ORG:{one.company}
EMAIL:{one.email}
END:VCARD
"""
SCHEMA = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "company": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "reach": {"type": "object", "properties": {"email": {"type": "array"}}},
        "stage": {"enum": ["interest", "consideration", "assimilation", "sincerity", "harmony"]},
        "potential": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 3},
        },
        "buys": {"type": "array", "items": {"type": "string"}},
    },
}
"""Some of what a header must be; `check` knows far more."""
LETTER = """\
TO: {{email}}
SUBJECT: New prices from December
FROM: Lily <lily@lumora.example>

Dear {{name}},

from December our prices go up by {{percent}} %, for the price of copper did. What you order until
then you get for the old ones. Please tell me whether {{company}} wants the new list.

Lily
"""
MAIL_SERVER = "[smtp_server]\nhost = localhost\nport = 25\n"


class Person(NamedTuple):
    """A customer as other tools know one; `number` counts them."""

    number: int
    id: str
    name: str
    company: str
    email: str

    def due(self) -> datetime.date:
        """The day on which something is due: for a few it is past."""
        later = self.number % 50 + 2
        ahead = later if self.number % 100 >= _DUE_PERCENT else -(self.number % 7)
        return datetime.date.today() + datetime.timedelta(ahead)


def people(root: Path) -> Iterator[Person]:
    """The customers of a generated book."""
    for number, file in enumerate(sorted((root / "dossiers" / "customers").iterdir())):
        text = file.read_text(encoding="utf-8")
        name, company = _FIELD.findall(text)[:2]
        (address,) = _ADDRESS.findall(text)
        yield Person(number, file.stem, name, company, address)


def write_tasks(root: Path, file: Path) -> None:
    """Tasks as taskwarrior imports them."""
    tasks = [
        {
            "description": f"Call {one.name}",
            "project": one.company,
            "due": f"{one.due():%Y%m%dT000000Z}",
        }
        for one in people(root)
    ]
    file.write_text(json.dumps(tasks), encoding="utf-8")


def write_todos(root: Path, folder: Path) -> None:
    """A calendar file for each customer, as todoman reads them."""
    for one in people(root):
        _write(folder / f"{one.id}.ics", _TODO.format(one=one, day=one.due()))


def write_cards(root: Path, folder: Path) -> None:
    """A card for each customer, as khard reads them."""
    for one in people(root):
        _write(folder / f"{one.id}.vcf", _CARD.format(one=one))


def write_headers(root: Path, folder: Path) -> None:
    """The headers of customers and companies, each a file of YAML."""
    for file in root.glob("dossiers/c[uo][sm]*/*.md"):
        text = file.read_text(encoding="utf-8")
        header = text[4 : text.index("\n---", 3) + 1]
        (folder / f"{file.stem}.yaml").write_text(header, encoding="utf-8")


def write_addresses(root: Path, file: Path) -> None:
    """A table of letters, as mailmerge reads it."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("email", "name", "company", "percent"))
        table.writerows((one.email, one.name, one.company, one.number % 9) for one in people(root))


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.replace("\n", "\r\n").encode())
