"""The report for a terminal: a heading, a sentence and tables for each section."""

from __future__ import annotations

from collections.abc import Sequence

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
from dossierkit.report.sheet import Section, Sheet, shown
from dossierkit.text.translation import _

_MOST_ROWS = 10
"""So many rows of a list are shown beside other sections; by itself a section shows all."""


def say_report(sections: Sequence[Section], *, is_chosen: bool) -> None:
    """Prints sections. Chosen ones are shown whole, and say how they are counted."""
    for section in sections:
        say(paint(section.title.upper(), "bold"))
        _say_wrapped(section.headline)
        say()
        for sheet in section.sheets:
            _say_sheet(section, sheet, None if is_chosen else _MOST_ROWS)
        if is_chosen:
            _say_wrapped(section.method)
            say()
        for text in section.remarks:
            remark(text)


def _say_sheet(section: Section, sheet: Sheet, most: int | None) -> None:
    if not sheet.rows:
        if sheet.empty:
            say(f"{sheet.title}: {sheet.empty}")
            say()
        return
    say(paint(sheet.title, "bold"))
    places = [place for place, column in enumerate(sheet.columns) if column.title]
    columns = [
        Column(_(one.title), shrinks=one.is_text, right=one.is_number)
        for one in sheet.columns
        if one.title
    ]
    rows = sheet.rows[:most] if sheet.is_list else sheet.rows
    for line in table(columns, [[shown(row[place]) for place in places] for row in rows]):
        say(line)
    left = len(sheet.rows) - len(rows)
    if left:
        say(_("… {left:,} more: dossier report {name}").format(left=left, name=section.name))
    say()


def _say_wrapped(text: str) -> None:
    for line in wrapped(safe(text), columns_of_terminal()):
        say(line)
