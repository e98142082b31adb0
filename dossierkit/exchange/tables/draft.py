"""What a row of a table has said so far, while its cells are gone through."""

from __future__ import annotations

from dossierkit.exchange.arrival import Arrival, Place
from dossierkit.exchange.facts import facts_of, header_of
from dossierkit.exchange.tables.columns import Meaning
from dossierkit.exchange.tables.table import Row, Table
from dossierkit.schema.dossier import COMPANY, CUSTOMER
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import ERROR, Finding, Severity


class Draft:
    """The facts of a person and their company, and what is for the notes.

    `street` are parts of an address, `country` a code, of which it depends on the rest of the row
    whose they are. So it does with `parts`, cells by what they are (`columns.SPECIAL`). `label` is
    what the next cell is to be called in the notes.
    """

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self._places: list[Place] = []
        self.facts: dict[Path, Value] = {}
        self.company: dict[Path, Value] = {}
        self.notes: list[str] = []
        self.places: dict[Path, Place] = {}
        self.findings: list[Finding] = []
        self.street: list[str] = []
        self.parts: dict[str, str] = {}
        self.country = ""
        self.label = ""
        self.id = ""

    def place(self, column: int) -> Place:
        """Where a cell stands, counted from 0; of one that the row lacks, where the last does."""
        self._places = self._places or self.row.places(self.table.delimiter)
        return self._places[min(column, len(self._places) - 1)]

    def report(
        self, column: int, code: str, message: str, hint: str, severity: Severity = ERROR
    ) -> None:
        """Notes a finding at a cell."""
        line, character = self.place(column)
        finding = Finding(self.table.name, line, character, severity, code, message, hint)
        self.findings.append(finding)

    def keep(self, title: str, text: str) -> None:
        """Keeps a text in the notes, behind its title, or the label that came before it."""
        title = self.label or title
        self.notes.append(f"{title}:\n{text}" if "\n" in text else f"{title}: {text}")

    def add(self, meaning: Meaning, value: Value, column: int, text: str) -> None:
        """Adds a value to those of its field; a second one that differs goes into the notes."""
        facts = self.company if meaning.is_of_company else self.facts
        known = facts.get(meaning.path)
        if isinstance(known, list) and isinstance(value, list):
            known += [one for one in value if one not in known]
        elif known is None:
            facts[meaning.path] = value
            if not meaning.is_of_company:
                self.places[meaning.path] = self.place(column)
        elif known != value:
            self.keep(meaning.title, text)

    def arrival(self, company_id: str = "") -> Arrival:
        """All of it as an arrival."""
        return Arrival(
            place=f"{self.table.name}:{self.row.line}",
            facts=facts_of(CUSTOMER, header_of(self.facts)),
            company=facts_of(COMPANY, header_of(self.company)),
            note="\n".join(self.notes),
            id=self.id,
            company_id=company_id,
            places=self.places,
            findings=tuple(self.findings),
        )
