"""A day's follow-ups for a person's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dossierkit.cli.due_data import clock_of
from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    indented,
    paint,
    remark,
    safe,
    say,
    table,
)
from dossierkit.index.asked import BETWEEN, Listed, Listing
from dossierkit.report.deeds import what_to_do

_COLUMNS = (
    Column("LATE", right=True),
    Column("WHO", shrinks=True),
    Column("COMPANY", shrinks=True),
    Column("IN"),
    Column("DO"),
    Column("BY"),
    Column("THERE"),
)
_COLOURS = {"overdue": "red", "today": "green", "soon": "dim"}


def show_list(found: Listing, now: datetime | None, within: int) -> None:
    """Prints the list: a line for each customer, with the reasons below it."""
    if found.entries:
        say("\n".join(_lines(found, now)))
    if found.snoozed:
        asleep = (f"{one.name} until {one.until} {one.text}".rstrip() for one in found.snoozed)
        say("\n".join(paint(safe(f"      snoozed: {text}"), "dim") for text in asleep))
    for finding in found.errors:
        remark(f"can't be read: {finding}")
    _say_summary(found, within)


def _lines(found: Listing, now: datetime | None) -> Iterator[str]:
    sizes = {one.name: one.name_places for one in found.entries}
    sizes |= {one.firm: one.firm_places for one in found.entries if one.firm}
    heading, *lines = table(_COLUMNS, [_row(found, one, now) for one in found.entries], sizes)
    room = columns_of_terminal()
    yield heading
    for entry, line in zip(found.entries, lines, strict=True):
        yield paint(line, _COLOURS[entry.urgency or ""])
        for text in _reasons(entry):
            yield indented(text, 6, room)


def _row(found: Listing, entry: Listed, now: datetime | None) -> list[str]:
    clock = clock_of(found, entry, now)
    there = f"{clock[0]:%a %H:%M}{'' if clock[1] else ' off'}" if clock else "-"
    return [
        _lateness(entry),
        entry.name,
        entry.firm or "-",
        entry.country or "-",
        what_to_do(entry.rule or ""),
        entry.channel or "-",
        there,
    ]


def _lateness(entry: Listed) -> str:
    if entry.overdue_days:
        return f"{entry.overdue_days} d"
    return "today" if entry.urgency == "today" else (entry.due or "")[5:]


def _reasons(entry: Listed) -> list[str]:
    """The reasons, the notes on colleagues, and the other notes."""
    said = entry.said.split(BETWEEN)
    if not entry.colleagues:
        return said
    notes = [f"note: {note}" for note in entry.colleagues.split(BETWEEN)]
    reasons = [text for text in said if not text.startswith("note: ")]
    return [*reasons, *notes, *said[len(reasons) :]]


def say_left_out(found: Listing) -> None:
    """Names those who would be due if they had any need."""
    if found.without_need:
        names = ", ".join(found.without_need)
        remark(f"left out, no need at all (potential.need: 0): {names}")


def _say_summary(found: Listing, within: int) -> None:
    say_left_out(found)
    span = f"{found.on}" + (f" and {within} days more" if within else "")
    if not found.has_customers and not found.errors:
        remark("no customers yet: put a file like anna-schmidt.md into dossiers/customers/")
    elif not found.entries:
        remark(f"nothing to do on {span}")
    else:
        late = sum(entry.overdue_days > 0 for entry in found.entries)
        remark(f"{len(found.entries)} to do on {span}, {late} overdue; why: dossier due --why WHO")
    if found.errors:
        count = len({finding.path for finding in found.errors})
        remark(f"{count} files can't be trusted until they are mended: dossier check")
