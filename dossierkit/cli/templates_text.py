"""The kinds of letters as a table, one of them in full, and both as data."""

from __future__ import annotations

from typing import Any

from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    paint,
    remark,
    safe,
    say,
    table,
    wrapped,
)
from dossierkit.mail.checking.catalogue import OWN, SHADOWS, Form, Kind
from dossierkit.mail.checking.needs import Needs
from dossierkit.text.translation import N_, _
from dossierkit.text.width import width

_MARKS = {OWN: "+", SHADOWS: "*"}
_LABELS = {
    "always": N_("must be known"),
    "sometimes": N_("for some letters"),
    "if_known": N_("used if known"),
    "sensitive": N_("sensitive facts"),
}
_INDENT = 18


def say_kinds(kinds: list[Kind]) -> None:
    """Prints all kinds of letters."""
    columns = [Column("PURPOSE"), Column("BULK"), Column("LANGUAGES", shrinks=True)]
    columns.append(Column("MUST BE KNOWN", shrinks=True))
    rows = [[kind.purpose, _bulk(kind), _languages(kind), _short(kind.needs)] for kind in kinds]
    for line in table(columns, rows):
        say(line)
    marks = {form.origin for kind in kinds for form in kind.forms}
    if OWN in marks or SHADOWS in marks:
        remark(_("+ the book's own   * the book's own, in the place of a shipped one"))
    _say_wrong([form for kind in kinds for form in kind.forms])
    remark(_("next: dossier templates PURPOSE, or dossier templates PURPOSE --with WHO"))


def say_kind(kind: Kind) -> None:
    """Prints one kind of letter with all the facts it uses."""
    say(paint(safe(kind.purpose), "bold"))
    _say_row(_("for"), _(kind.fits))
    _say_row(_("bulk mail"), _bulk(kind) or _("no"))
    _say_row(_("languages"), _languages(kind))
    for name, label in _LABELS.items():
        _say_row(_(label), ", ".join(getattr(kind.needs, name)) or "–")
    for form in kind.forms:
        if form.origin != "shipped":
            shadows = _(" takes the place of the shipped one") if form.origin == SHADOWS else ""
            _say_row(form.language, f"{form.path}{shadows or _(' is the book’s own')}")
    _say_wrong(kind.forms)


def kind_data(kind: Kind) -> dict[str, Any]:
    """A kind of letter as JSON has it."""
    return {
        "purpose": kind.purpose,
        "bulk": kind.is_bulk,
        "bulk_to_many": kind.is_bulk_to_many,
        "for": kind.fits,
        **_needs_data(kind.needs),
        "languages": [
            {
                "language": form.language,
                "path": form.path,
                "origin": form.origin,
                **_needs_data(form.needs),
                "wrong": [finding._asdict() for finding in form.wrong],
            }
            for form in kind.forms
        ],
    }


def _needs_data(needs: Needs | None) -> dict[str, list[str] | None]:
    return {name: list(getattr(needs, name)) if needs else None for name in Needs._fields}


def _languages(kind: Kind) -> str:
    return " ".join(form.language + _MARKS.get(form.origin, "") for form in kind.forms)


def _bulk(kind: Kind) -> str:
    return _("yes") if kind.is_bulk else _("to many") if kind.is_bulk_to_many else ""


def _short(needs: Needs) -> str:
    always = ", ".join(needs.always)
    return _("{always}; more").format(always=always) if always and needs.sometimes else always


def _say_row(label: str, text: str) -> None:
    """A line with a label; a long text goes on under its beginning."""
    room = columns_of_terminal()
    lines = wrapped(safe(text), max(20, room - _INDENT) if room else 0)
    for number, line in enumerate(lines):
        head = safe(label) if number == 0 else ""
        say(head + " " * (_INDENT - width(head)) + line)


def _say_wrong(forms: tuple[Form, ...] | list[Form]) -> None:
    wrong = [finding for form in forms for finding in form.wrong]
    for finding in wrong:
        remark(f"{finding}" + (f"\n    {finding.hint}" if finding.hint else ""))
    if wrong:
        remark(_("no letter is made of these; mend them, then 'dossier check templates'"))
