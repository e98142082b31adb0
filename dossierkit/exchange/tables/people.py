"""A row of a table as what it says of a person and their company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dossierkit.exchange.arrival import Arrival, Facts
from dossierkit.exchange.tables.cells import without_apostrophe
from dossierkit.exchange.tables.columns import Format, Meaning
from dossierkit.exchange.tables.draft import Draft
from dossierkit.exchange.tables.own_values import own_value
from dossierkit.exchange.tables.table import Row, Table
from dossierkit.exchange.tables.values import (
    BETWEEN,
    channel,
    converted,
    country,
    is_plain,
    says_yes,
    states_neither,
    wants_none,
)
from dossierkit.exchange.tables.whole import whole
from dossierkit.schema.fact import is_opt_out
from dossierkit.schema.sensitive import is_sensitive
from dossierkit.schema.types import PROSE, ListOf, Refused
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.letters import letters_of
from dossierkit.text.source import SUSPECT_CHARACTER
from dossierkit.text.translation import _

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
        text = _something(_clean(draft, cell, column), meaning, layout.form)
        if text.strip():
            _take(draft, meaning, text, column, layout)
        if meaning.special != "label":
            draft.label = ""
    said = (draft.facts, draft.company, draft.notes, draft.street, draft.country, draft.parts)
    return whole(draft, layout.constants, layout.company_constants) if any(said) else None


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


def _something(text: str, meaning: Meaning, form: Format) -> str:
    """A cell without what stands for no value with a program, also among the items of a list, and
    without what the program puts before an item."""
    if not form.nothing or meaning.is_own:
        return text
    if meaning.special == "label":
        return text.removeprefix(form.before)
    if not isinstance(meaning.type, ListOf):
        return "" if text.strip() in form.nothing else text
    items = (item.strip() for item in text.split(BETWEEN))
    return BETWEEN.join(one.removeprefix(form.before) for one in items if one not in form.nothing)


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
            value, refused = converted(bare, meaning.type, layout.order)
            if value is not None:
                draft.add(meaning, value, column, bare)
        elif is_opt_out(meaning.title):
            _no_call(draft, meaning, bare, column)
        elif not layout.leaves_out:
            draft.keep(meaning.title, bare)
    except Refused as error:
        refused = (error,)
    for one in refused:
        draft.report(column, one.code, f"{meaning.title}: {one.message}", one.hint)
    if refused and not is_sensitive(".".join(meaning.path)):
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
    if states_neither(text):
        draft.keep(meaning.title, text)
    elif _wants_none(draft, meaning, text, column):
        draft.facts[_MARKETING] = "refused"


def _no_contact(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    if _wants_none(draft, meaning, text, column):
        draft.facts[_OPT_OUT] = "true"


def _no_call(draft: Draft, meaning: Meaning, text: str, column: int) -> None:
    """A wish that no field has alone: it counts as one for all, and the notes say which it was."""
    if _wants_none(draft, meaning, text, column):
        draft.facts[_OPT_OUT] = "true"
        if is_plain(text):
            draft.keep(meaning.title, text)


def _wants_none(draft: Draft, meaning: Meaning, text: str, column: int) -> bool:
    """Whether a cell states a wish: whatever is not plainly a no does. What it tells beyond that
    is kept in the notes."""
    if not is_plain(text):
        draft.keep(meaning.title, text)
    try:
        return wants_none(text)
    except Refused as refused:
        message = f"{meaning.title}: {refused.message}; " + _("it counts as yes")
        draft.report(column, refused.code, message, refused.hint, WARNING)
        return True


def _part(draft: Draft, meaning: Meaning, text: str, _column: int) -> None:
    """A cell of which the whole row tells what it is; a second one that differs is kept."""
    if draft.parts.setdefault(meaning.special, text) != text:
        draft.keep(meaning.title, text)


def _flag(draft: Draft, meaning: Meaning, text: str, _column: int) -> None:
    if not is_plain(text) or says_yes(text):
        draft.keep(meaning.title, text)


def _label(draft: Draft, _meaning: Meaning, text: str, _column: int) -> None:
    draft.label = text


_PARTS = ("address", "middle", "birth-year", "birth-month", "birth-day", "is-company", "bounced")
_SPECIAL: dict[str, Callable[[Draft, Meaning, str, int], None]] = {
    **dict.fromkeys(_PARTS, _part),
    "land": _land,
    "street": lambda draft, _meaning, text, _column: draft.street.append(text),
    "origin": _origin,
    "note": lambda draft, _meaning, text, _column: draft.notes.append(text),
    "keep": lambda draft, meaning, text, _column: draft.keep(meaning.title, text),
    "flag": _flag,
    "label": _label,
    "no-mail": _no_mail,
    "no-call": _no_call,
    "no-contact": _no_contact,
    "ignore": lambda _draft, _meaning, _text, _column: None,
}
