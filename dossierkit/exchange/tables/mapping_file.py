"""A mapping file: what the columns of a table mean that no title tells, in the user's words.

columns: {Kundenname: name, Firma: company.name, Umsatz: custom.turnover, Nr.: ignore}
constants: {source.channel: exhibition, owner: lily}
dates: dmy
unknown: leave-out
sheet: Kontakte
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from dossierkit.book.change import Refusal
from dossierkit.book.fields import UnknownField
from dossierkit.exchange.arrival import Facts
from dossierkit.exchange.days import ORDERS
from dossierkit.exchange.tables.columns import SPECIAL, Meaning, meaning_of
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.policy import CustomField
from dossierkit.schema.reading import Reading
from dossierkit.schema.types import ANYTHING, TEXT, Choice, MapOf
from dossierkit.text.edit import Path, Value
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.letters import letters_of
from dossierkit.text.nodes import Mapping as Fields
from dossierkit.text.nodes import Node, Scalar, plain
from dossierkit.text.source import Source, decode
from dossierkit.text.translation import _


class Mappings(Record):
    """What a mapping file may say."""

    columns: dict[str, str] = fact(MapOf(TEXT), "what each column means, by its title")
    constants: dict[str, Any] = fact(MapOf(ANYTHING), "what every row says, by fields")
    dates: str | None = fact(Choice(*ORDERS), "the order of the numbers in a date")
    unknown: str | None = fact(Choice("note", "leave-out"), "what becomes of unknown columns")
    sheet: str | None = fact(TEXT, "the sheet that is meant")


class ColumnMap(NamedTuple):
    """A mapping file as it was read. With an error among the `findings` nobody may act on it.

    `columns` are meanings by the letters of a title; `places` where each stands in the file.
    """

    columns: Mapping[str, Meaning]
    places: Mapping[str, tuple[str, int]]
    constants: Facts
    company_constants: Facts
    said: Mappings
    source: Source | None
    findings: tuple[Finding, ...]


NO_MAP = ColumnMap({}, {}, {}, {}, Mappings(), None, ())


def read_mapping(data: bytes, name: str, custom: Mapping[str, CustomField]) -> ColumnMap:
    """What a mapping file says; `name` is what findings call it."""
    source = decode(name, data)
    root = None if source.is_broken else read_header(source, Span(0, len(source.text)))
    if root is None or source.is_broken:
        return NO_MAP._replace(findings=tuple(sorted(source.findings)), source=source)
    reading = Reading(source)
    said = Group(Mappings).read_fields(root, reading)
    columns, places = _columns(root.fields.get("columns"), custom, reading)
    facts, company = _constants(root.fields.get("constants"), custom, reading)
    findings = [*source.findings, *(note.finding for note in reading.notes)]
    return ColumnMap(columns, places, facts, company, said, source, tuple(sorted(findings)))


def not_there(known: ColumnMap, titles: Sequence[str]) -> list[Finding]:
    """Findings for the columns of a mapping file that a table has not."""
    there = {letters_of(title): title for title in titles}
    found = []
    for word, (title, offset) in known.places.items():
        if word in there or known.source is None:
            continue
        near = get_close_matches(word, list(there), 1, 0.6)
        listed = ", ".join(f"'{one}'" for one in titles if one)
        hint = (
            _("did you mean '{title}'?").format(title=there[near[0]])
            if near
            else _("the columns are: {titles}").format(titles=listed)
        )
        message = _("the table has no column '{title}'").format(title=title)
        found.append(known.source.finding(offset, "unknown-column", message, hint))
    return found


def _columns(
    node: Node | None, custom: Mapping[str, CustomField], reading: Reading
) -> tuple[dict[str, Meaning], dict[str, tuple[str, int]]]:
    """What columns mean, and where each stands."""
    columns, places = dict[str, Meaning](), dict[str, tuple[str, int]]()
    if not isinstance(node, Fields):
        return columns, places
    for title, target in node.fields.items():
        if isinstance(target, Scalar) and not target.is_null:
            meaning = _meaning(title, target, custom, reading)
            if meaning:
                columns[letters_of(title)] = meaning
                places[letters_of(title)] = (title, node.keys[title])
    return columns, places


def _meaning(
    title: str, target: Scalar, custom: Mapping[str, CustomField], reading: Reading
) -> Meaning | None:
    try:
        return meaning_of(title, target.text.strip(), custom)
    except (UnknownField, Refusal) as error:
        message, hint = _parts(error)
        words = _("beside fields there are: {words}").format(words=" ".join(SPECIAL))
        both = _("{message}; {hint}").format(message=hint, hint=words)
        reading.report(target, "unknown-field", message, both if hint else words)
        return None


def _parts(error: UnknownField | Refusal) -> tuple[str, str]:
    """What is wrong, and what to do."""
    return (error.message, error.hint) if isinstance(error, UnknownField) else (str(error), "")


def _constants(
    node: Any, custom: Mapping[str, CustomField], reading: Reading
) -> tuple[Facts, Facts]:
    """What every row says of the person, and of their company."""
    facts, company = dict[Path, Value](), dict[Path, Value]()
    for name, value in node.fields.items() if isinstance(node, Fields) else ():
        try:
            meaning = meaning_of(name, name, custom)
        except (UnknownField, Refusal) as error:
            reading.report_key(node.keys[name], "unknown-field", *_parts(error))
            continue
        if meaning.special:
            message = _("'{name}' is no field").format(name=name)
            hint = _("write a field, such as source.channel")
            reading.report_key(node.keys[name], "unknown-field", message, hint)
        elif meaning.type.read(value, reading) is not None:
            ready: Any = plain(value)
            (company if meaning.is_of_company else facts)[meaning.path] = ready
    return facts, company
