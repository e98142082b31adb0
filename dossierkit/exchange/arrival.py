"""What a file from elsewhere says of one person: the form that every reader gives, whatever the
file's own, and the only one that the plan of an import (`plan.py`) knows.

A reader takes the bytes of a file and gives `Arrived`. It guesses nothing: what it can't
understand becomes a finding, and the rest of that person, and all others, are given all the same.
Whether a value is one that a dossier may hold is asked once for all readers, by the plan; a reader
converts (a date of the file into `2026-04-03`) but need not validate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from dossierkit.schema.policy import CustomField
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import Finding

Facts: TypeAlias = Mapping[Path, Value]
"""Values by the path of their field, just as a dossier would have them: a text, a tuple of texts
for a list, fields for a list of fields. `("reach", "email"): ("a@x.example",)`."""

MOST_BYTES = 50 * 1024 * 1024
"""A larger file is refused unread: split it."""
MOST_ARRIVALS = 100_000
"""People in one file; more are refused: split it."""

_NOTHING: Mapping[Any, Any] = MappingProxyType({})

Place: TypeAlias = "tuple[int, int]"
"""Line and column, both from 1."""


class Arrival(NamedTuple):
    """One person of a file, or one company if `facts` has no name.

    `place` is where it begins (`contacts.vcf:12`). `facts` are for a customer's dossier and
    `company` for that of their company; the company's own id, where the file is our export, is
    `("company",)` among the facts. `id` is that of the dossier if the file is our export.
    `company_id` is the id of a company that comes alone. `log` are lines as in a dossier, without
    the dash (`2026-04-17 fair in: Met at the booth`); `note` is what no field takes. `places` say
    where in the file a fact stands, where that is not `place`; `findings` what was not understood.
    """

    place: str
    facts: Facts = _NOTHING
    company: Facts = _NOTHING
    log: tuple[str, ...] = ()
    note: str = ""
    id: str = ""
    company_id: str = ""
    places: Mapping[Path, Place] = _NOTHING
    findings: tuple[Finding, ...] = ()
    is_proposal: bool = False
    """Whether it was guessed from free text (a signature), so that each wants a yes of its own."""

    @property
    def name(self) -> str:
        """The person's name, empty for a company alone."""
        return str(self.facts.get(("name",), ""))

    @property
    def file(self) -> str:
        """The name of the file that it stands in."""
        return self.place.rpartition(":")[0]

    def spot(self, *path: str) -> tuple[str, int, int]:
        """The file, line and column of a fact, or of where the arrival begins."""
        line = self.place.rpartition(":")[2]
        return (self.file, *self.places.get(path, (int(line) if line.isdigit() else 1, 1)))


class Arrived(NamedTuple):
    """What a reader gives: people, and findings that belong to nobody (a line between two cards, an
    unknown column, an encoding that had to be guessed)."""

    arrivals: tuple[Arrival, ...]
    findings: tuple[Finding, ...] = ()


class Options(NamedTuple):
    """What the user says of a file.

    `dates` is the order of ambiguous dates, `dmy`, `mdy` or `ymd`; without it they are findings.
    `encoding` is the user's word for the file's characters. `mapping` is the content of a mapping
    file, for tables, and `mapping_name` its name. `sheet` is that of an Excel file which is meant;
    `leaves_out` says that columns nobody knows are not kept in the notes. `custom` are the declared
    fields of the book, `ours` mail addresses of our own people, who are never imported.
    """

    on: date
    dates: str = ""
    encoding: str = ""
    mapping: bytes | None = None
    mapping_name: str = ""
    sheet: str = ""
    leaves_out: bool = False
    custom: Mapping[str, CustomField] = _NOTHING
    ours: frozenset[str] = frozenset()


Reader: TypeAlias = "Callable[[bytes, str, Options], Arrived]"
"""A reader of one kind of file: its content, its name as findings show it, what the user says.

Raises CannotRead for a file of which nothing can be understood.
"""


class CannotRead(Exception):
    """Nothing of a file can be understood; the text says where, why, and what to do."""
