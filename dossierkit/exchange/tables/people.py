"""A row of a table as what it says of a person and their company."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dossierkit.exchange.arrival import Arrival, Facts
from dossierkit.exchange.tables.cells import without_apostrophe
from dossierkit.exchange.tables.columns import Format, Meaning
from dossierkit.exchange.tables.draft import Draft
from dossierkit.exchange.tables.own_values import own_value
from dossierkit.exchange.tables.table import Row, Table
from dossierkit.exchange.tables.values import channel, converted, country, says_yes
from dossierkit.schema.fact import is_opt_out
from dossierkit.schema.types import PROSE, Refused
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.letters import letters_of
from dossierkit.text.source import SUSPECT_CHARACTER
from dossierkit.text.translation import _

_HAN_NAME = re.compile(r"[\u3400-\u9fff]+")
_NAME, _GIVEN, _FAMILY, _COMPANY = ("name",), ("given",), ("family",), ("company",)
_COUNTRY, _WEBSITE = ("country",), ("website",)
_MARKETING, _OPT_OUT = ("consent", "marketing"), ("consent", "do-not-contact")
_CHANNEL, _DETAIL = ("source", "channel"), ("source", "detail")


class Layout(NamedTuple):
    """How the rows of a table are to be read: what each column means, whose export it is, the order
    of the numbers in a date, what every row says beside its cells (of the person, and of the
    company), and whether unknown columns are left out."""

    columns: Sequence[Meaning]
    form: Format
    order: str
    constants: Facts
    company_constants: Facts
    leaves_out: bool


def arrival_of(table: Table, row: Row, layout: Layout) -> Arrival | Finding | None:
    """What a row says; a finding if it can't be told of whom, None for nothing at all."""
    draft = Draft(table, row)
    cells = _cells(draft, len(layout.columns))
    if cells is None:
        return draft.findings[0]
    for column, (meaning, cell) in enumerate(zip(layout.columns, cells, strict=True)):
        text = _clean(draft, cell, column)
        if text.strip() and text.strip() not in layout.form.nothing:
            _take(draft, meaning, text, column, layout)
    if not (draft.facts or draft.company or draft.notes or draft.street or draft.country):
        return None
    return _whole(draft, layout)


def _cells(draft: Draft, count: int) -> list[str] | None:
    """The cells of a row, one for each column; None if they can't be told apart."""
    cells = draft.row.cells
    if any(cell.strip() for cell in cells[count:]):
        message = _("{found} cells where {count} columns are named: the row is left out")
        hint = _("put a text that holds the delimiter in quotes")
        draft.report(count, "csv-row", message.format(found=len(cells), count=count), hint)
        return None
    if len(cells) < count and not draft.table.is_typed:
        message = _("{found} cells where {count} columns are named: the others count as empty")
        hint = _("look whether the row is whole")
        said = message.format(found=len(cells), count=count)
        draft.report(0, "csv-row", said, hint, WARNING)
    return [*cells[:count], *[""] * (count - len(cells))]


def _clean(draft: Draft, cell: str, column: int) -> str:
    """A cell without characters that have no place in a dossier."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    clean = text if text.isprintable() else SUSPECT_CHARACTER.sub("", text)
    if clean != text:
        message = _("there are control characters in this cell: left out")
        draft.report(column, "control-character", message, "", WARNING)
    return clean


def _take(draft: Draft, meaning: Meaning, text: str, column: int, layout: Layout) -> None:
    """Takes a cell up by what its column means; what can't be converted is kept in the notes."""
    refused: Sequence[Refused] = ()
    bare = without_apostrophe(text.strip())
    try:
        if meaning.is_own:
            _take_own(draft, meaning, text, column, layout.order)
        elif meaning.special:
            _SPECIAL[meaning.special](draft, meaning, bare, column)
        elif meaning.path:
            if layout.form.between:
                bare = bare.replace(layout.form.between, ";")
            value, refused = converted(bare, meaning.type, layout.order)
            if value is not None:
                draft.add(meaning, value, column, bare)
        elif is_opt_out(meaning.title):
            _no_contact(draft, meaning, bare, column)
        elif not layout.leaves_out:
            draft.keep(meaning.title, bare)
    except Refused as error:
        refused = (error,)
    for one in refused:
        draft.report(column, one.code, f"{meaning.title}: {one.message}", one.hint)
    if refused:
        draft.keep(meaning.title, bare)


def _take_own(draft: Draft, meaning: Meaning, text: str, column: int, order: str) -> None:
    is_typed = draft.table.is_typed
    if meaning.special:
        draft.notes.append(str(own_value(text, PROSE, order, is_typed=is_typed)))
        return
    value = own_value(text, meaning.type, order, is_typed=is_typed)
    if meaning.path == ("id",):
        draft.id = str(value)
    else:
        draft.add(meaning, value, column, text)


def _land(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    code = country(text)
    if draft.country in ("", code):
        draft.country = code
    else:
        draft.keep(meaning.title, text)


def _origin(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    word, line = channel(text), " ".join(text.split())
    if word:
        draft.add(meaning._replace(path=_CHANNEL), word, column, text)
    if letters_of(line) != letters_of(word or ""):
        draft.add(meaning._replace(path=_DETAIL), line, column, text)


def _no_mail(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    if _says_yes(draft, meaning, text, column):
        draft.facts[_MARKETING] = "refused"


def _no_contact(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    if _says_yes(draft, meaning, text, column):
        draft.facts[_OPT_OUT] = "true"


def _says_yes(draft: Draft, meaning: Meaning, text: str, column: int) -> bool:
    """Whether a cell states a wish: whatever is not plainly a no does."""
    try:
        return says_yes(text)
    except Refused as refused:
        message = f"{meaning.title}: {refused.message}; " + _("it counts as yes")
        draft.report(column, refused.code, message, refused.hint, WARNING)
        draft.keep(meaning.title, text)
        return True


_SPECIAL: dict[str, Callable[[Draft, Meaning, str, int], None]] = {
    "land": _land,
    "street": lambda draft, _meaning, text, _column: draft.street.append(text),
    "origin": _origin,
    "note": lambda draft, _meaning, text, _column: draft.notes.append(text),
    "keep": lambda draft, meaning, text, _column: draft.keep(meaning.title, text),
    "no-mail": _no_mail,
    "no-contact": _no_contact,
    "ignore": lambda _draft, _meaning, _text, _column: None,
}


def _whole(draft: Draft, layout: Layout) -> Arrival | Finding:
    """A row with what follows from all of its cells."""
    facts, company = draft.facts, draft.company
    if _NAME not in facts and (_GIVEN in facts or _FAMILY in facts):
        facts[_NAME] = _full_name(facts)
        draft.places[_NAME] = draft.places.get(_GIVEN) or draft.places[_FAMILY]
    has_company = _NAME in company or _COMPANY in facts
    if not has_company:
        _without_company(draft)
    elif draft.country:
        company.setdefault(_COUNTRY, draft.country)
    address = ", ".join(dict.fromkeys(" ".join(part.split()) for part in draft.street))
    if address and has_company and ("address",) not in company:
        company[("address",)] = address
    elif address:
        draft.keep(_("Address"), address)
    if _NAME in facts:
        draft.facts = {**layout.constants, **facts}
        if has_company:
            draft.company = {**layout.company_constants, **company}
        return draft.arrival()
    if not has_company:
        message = _("neither a person nor a company is named: the row is left out")
        draft.report(0, "no-name", message, _("write a name, or the company's"))
        return draft.findings[-1]
    return _company_alone(draft, layout)


def _full_name(facts: Facts) -> str:
    """Given and family name together; the family name first where both are Chinese."""
    given, family = str(facts.get(_GIVEN, "")), str(facts.get(_FAMILY, ""))
    if _HAN_NAME.fullmatch(given) and _HAN_NAME.fullmatch(family):
        return family + given
    return f"{given} {family}".strip()


def _without_company(draft: Draft) -> None:
    """What was said of a company that has no name is said of the person, or kept in the notes."""
    if draft.country:
        draft.facts.setdefault(_COUNTRY, draft.country)
    website = draft.company.pop(_WEBSITE, None)
    if website is not None:
        draft.facts.setdefault(("reach", "website"), website)
    for path, value in draft.company.items():
        draft.keep(".".join(("company", *path)), _listed(value))
    draft.company.clear()


def _company_alone(draft: Draft, layout: Layout) -> Arrival:
    """A row without a person: what it says of one is kept in the notes."""
    company_id = str(draft.facts.pop(_COMPANY, ""))
    if draft.facts:
        message = _("no person is named: what is said of one goes into the company's notes")
        draft.report(0, "no-name", message, _("write their name"), WARNING)
    for path, value in draft.facts.items():
        draft.keep(".".join(path), _listed(value))
    draft.facts.clear()
    draft.places.clear()
    draft.company = {**layout.company_constants, **draft.company}
    return draft.arrival(company_id)


def _listed(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
