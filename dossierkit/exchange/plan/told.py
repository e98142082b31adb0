"""An arrival with the facts that a dossier may hold, and what the user says of the import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from dossierkit.book.erased import ERASED_PATH, Hit
from dossierkit.exchange.arrival import Arrival
from dossierkit.exchange.plan.merging import shown_value
from dossierkit.exchange.plan.spreading import PER_DAY
from dossierkit.schema.customer import Customer
from dossierkit.schema.sensitive import is_sensitive, may_use_sensitive
from dossierkit.schema.times import parse_agreement
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _, word

NEW = "new"
"""What `--match` says of somebody who is in no dossier yet."""


class Wishes(NamedTuple):
    """What the user says of an import.

    `owner` is the member to whom new customers belong, `matches` whom an arrival is by its place
    (an id, or NEW), `kinds` what each file is, for the source of new customers, by its name.
    """

    on: date
    owner: str | None = None
    takes_theirs: bool = False
    per_day: int = PER_DAY
    matches: Mapping[str, str] = MappingProxyType({})
    kinds: Mapping[str, str] = MappingProxyType({})


class Told(NamedTuple):
    """An arrival with the facts that a dossier may hold."""

    arrival: Arrival
    facts: dict[Path, Value]
    company: dict[Path, Value]
    findings: list[Finding]

    @property
    def who(self) -> str:
        """The name under which an arrival is shown."""
        return shown_value(self.facts.get(("name",)) or self.company.get(("name",)))


def without_sensitive(told: Told, known: Customer | None, on: date) -> Told:
    """An arrival without sensitive facts, unless the person's consent is in force: that which the
    dossier holds, else that which the file tells. What is left out is a finding, by its name."""
    if known is not None and may_use_sensitive(known, on):
        return told
    if known is None and _agrees(told.facts.get(("consent", "sensitive")), on):
        return told
    kept = dict(told.facts)
    for path in [path for path in kept if is_sensitive(".".join(path))]:
        del kept[path]
        said = _("{field} is sensitive, and no consent is in force; it was left out")
        message = said.format(field=".".join(path))
        hint = _("when they have agreed: dossier set WHO consent.sensitive 'DATE how', then again")
        spot = told.arrival.spot(*path)
        told.findings.append(Finding(*spot, WARNING, "no-consent", message, hint))
    return told._replace(facts=kept)


def _agrees(value: Value, on: date) -> bool:
    return isinstance(value, str) and parse_agreement(value, 1).holds(on)


def stranger(arrival: Arrival, path: Path, value: Value) -> Finding:
    """A finding on a reference to somebody who is neither in the book nor in the file."""
    said = _("{field}: there is no customer '{id}'; it was left out")
    message = said.format(field=".".join(path), id=shown_value(value))
    hint = _("import that person, too, or set it afterwards")
    return Finding(*arrival.spot(*path), WARNING, "dangling-reference", message, hint)


def erased_reason(hit: Hit) -> str:
    """Why somebody who was erased is not entered again."""
    said = _("somebody with this {kind} asked to be erased ({path}:{line})")
    return said.format(kind=word(hit.kind, "erased"), path=ERASED_PATH, line=hit.line)
