"""What is gathered of one card: facts by field, notes, and findings with their place."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.exchange.arrival import Options, Place
from dossierkit.exchange.vcard.cards import Card
from dossierkit.exchange.vcard.lines import Line
from dossierkit.exchange.vcard.values import divided, unescaped
from dossierkit.text.edit import Path, Value
from dossierkit.text.translation import _


class Property(NamedTuple):
    """A property as text: still escaped, with the label of its group in small letters."""

    line: Line
    raw: str
    label: str
    is_old: bool

    @property
    def text(self) -> str:
        """Its whole value as one text."""
        return unescaped(self.raw, is_old=self.is_old).strip()

    def parts(self, mark: str = ";") -> list[str]:
        """The values between marks, each as a text."""
        divided_raw = divided(self.raw, mark)
        return [unescaped(part, is_old=self.is_old).strip() for part in divided_raw]

    @property
    def kinds(self) -> frozenset[str]:
        """What it is said to be, by types and label: `work`, `cell`, `homepage` …"""
        return self.line.types | {self.label} if self.label else self.line.types

    @property
    def rank(self) -> int:
        """How much it is preferred, 1 first; 100 if nothing is said (RFC 6350, 5.3)."""
        said = self.line.params.get("PREF", ("",))[0]
        if said.isdigit():
            return int(said)
        return 1 if "pref" in self.line.types else 100


class Gathering:
    """Collects what the properties of a card say."""

    def __init__(self, card: Card, options: Options) -> None:
        self.card = card
        self.options = options
        self.facts: dict[Path, Value] = {}
        self.company: dict[Path, Value] = {}
        self.notes: list[str] = []
        self.places: dict[Path, Place] = {}
        self.left_out: dict[str, Line] = {}
        self.own_id = ""

    def put(self, one: Property, value: str, *path: str) -> bool:
        """A fact, if the field has none yet; whether it was taken, or said just that."""
        return self._put(self.facts, one, value, path)

    def put_company(self, one: Property, value: str, *path: str) -> bool:
        """A fact of the company, likewise."""
        return self._put(self.company, one, value, path)

    def _put(self, facts: dict[Path, Value], one: Property, value: str, path: Path) -> bool:
        if not value or facts.get(path, value) != value:
            return False
        if path not in facts:
            facts[path] = value
            self._place(one, path)
        return True

    def add(self, one: Property, value: str, *path: str) -> None:
        """One more item of a list, unless it is there."""
        known = self.facts.get(path, ())
        items = [*known] if isinstance(known, tuple) else []
        if value and value.casefold() not in [str(item).casefold() for item in items]:
            self.facts[path] = (*items, value)
            self._place(one, path)

    def _place(self, one: Property, path: Path) -> None:
        self.places.setdefault(path, (one.line.number, one.line.column))

    def note(self, label: str, text: str) -> None:
        """What no field takes, as a line of the note."""
        line = f"{label}: {text}" if label else text
        if text and line not in self.notes:
            self.notes.append(line)

    def leave_out(self, one: Property) -> None:
        """A property that a dossier has no place for; it is said once for each name."""
        self.left_out.setdefault(one.line.name, one.line)

    def say_left_out(self) -> None:
        """Reports what was left out, in one finding."""
        if self.left_out:
            first = min(self.left_out.values(), key=lambda line: line.number)
            message = _("left out, since a dossier has no field for it: {names}")
            names = ", ".join(sorted(self.left_out))
            hint = _("keep the file if you need it")
            self.card.report(
                first._replace(column=1), "left-out", message.format(names=names), hint
            )
