"""A day's follow-ups for a person's eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from dossierkit.cli import output
from dossierkit.cli.due_data import clock_at
from dossierkit.cli.output import (
    Column,
    aligned,
    columns_of_terminal,
    fitted,
    indented,
    is_coloured,
    painted,
    remark,
    safe,
    say,
    width,
)
from dossierkit.index.asked import (
    AT,
    BETWEEN,
    NOTE,
    Listed,
    Listing,
    Page,
    Sleeping,
    place_of,
)
from dossierkit.index.frame import stamp_of
from dossierkit.report.deeds import what_to_do
from dossierkit.text.translation import _, word
from dossierkit.text.weekdays import short_weekday

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


_CODE = (__file__, output.__file__)
"""The files of the program that a drawing depends on."""


class Lines(NamedTuple):
    """Draws lists in lines: within `room` places (0: in a pipe, whole), in colours or not, with
    `there` places for what the clock says there `now`; None leaves clocks out."""

    room: int
    is_coloured: bool
    now: datetime | None
    there: int = 0

    @property
    def form(self) -> str:
        """What a drawing depends on, the program included; what clocks say is filled in later."""
        code = b" ".join(map(stamp_of, _CODE)).decode("utf-8", "surrogateescape")
        return ascii((self.room, self.is_coloured, self.there, code))

    def beside(self, places: Callable[[], Iterable[str]], hours: tuple[int, int]) -> Lines:
        """Lines that leave room for the clocks of some places; in a pipe those take what they
        take."""
        if not self.room:
            return self
        shown = (_clock(place, hours, self.now) for place in (places() if self.now else ()))
        return self._replace(there=max(map(width, shown), default=0))

    def places(self, entry: Listed) -> Sequence[int]:
        """How many places the cells of an entry take."""
        cells = _cells(entry)
        return [
            width(cells[0]),
            entry.name_places if cells[1] == entry.name else width(cells[1]),
            entry.firm_places if cells[2] == entry.firm else width(cells[2]),
            *map(width, cells[3:]),
            self.there,
        ]

    def widths(self, places: Sequence[int]) -> Sequence[int]:
        """How wide columns are whose widest cells take so many places."""
        wanted = [
            max(width(_(column.title)), most) for column, most in zip(_COLUMNS, places, strict=True)
        ]
        return fitted(wanted, _COLUMNS, self.room)

    def heading(self, widths: Sequence[int]) -> str:
        """The titles of the columns."""
        titles = [_(column.title) for column in _COLUMNS]
        return self._painted(aligned(_COLUMNS, widths, titles, [*map(width, titles)]), "bold")

    def entry(self, entry: Listed, places: Sequence[int], widths: Sequence[int]) -> str:
        """A line for a customer, with the reasons below it."""
        there = f"{AT}{place_of(entry)}{AT}"
        line = aligned(_COLUMNS, widths, [*_cells(entry), there], [*places[:-1], widths[-1]])
        lines = [self._painted(line, _COLOURS[entry.urgency or ""])]
        lines += [indented(text, 6, self.room) for text in _reasons(entry)]
        return "\n".join(lines)

    def asleep(self, sleepers: Sequence[Sleeping]) -> str:
        """A line for each of whom nothing is wanted yet."""
        said = _("      snoozed: {name} until {day} {text}")
        texts = (said.format(name=one.name, day=one.until, text=one.text) for one in sleepers)
        return "\n".join(self._painted(safe(text.rstrip()), "dim") for text in texts)

    def _painted(self, text: str, colour: str) -> str:
        return painted(text, colour) if self.is_coloured else text


def lines_at(now: datetime | None) -> Lines:
    """Lines for where results go; with clocks, if now is given."""
    return Lines(columns_of_terminal(), is_coloured(), now)


def show_page(found: Page, now: datetime | None, within: int) -> None:
    """Prints a list, and a summary beside it."""
    if found.due:
        say(_with_clocks(found, now))
    if found.asleep:
        say(found.asleep)
    for finding in found.errors:
        remark(_("can't be read: {finding}").format(finding=finding))
    _say_summary(found, within)


def _with_clocks(found: Page, now: datetime | None) -> str:
    """The entries with what the clock says at each place."""
    parts = found.drawn.split(AT)
    clocks = {place: _clock(place, found.hours, now) for place in set(parts[1::2])}
    parts[1::2] = [clocks[place] for place in parts[1::2]]
    return "".join(parts)


def _clock(place: str, hours: tuple[int, int], now: datetime | None) -> str:
    zone, days_off = place.split(BETWEEN)
    clock = clock_at(zone, days_off, hours, now)
    return (
        f"{short_weekday(clock[0])} {clock[0]:%H:%M}{'' if clock[1] else _(' off')}"
        if clock
        else "-"
    )


def _cells(entry: Listed) -> list[str]:
    """The cells of an entry but for the clock."""
    cells = (
        _lateness(entry),
        entry.name,
        entry.firm or "-",
        entry.country or "-",
        what_to_do(entry.rule or ""),
        word(entry.channel, "channel") if entry.channel else "-",
    )
    return [safe(cell) for cell in cells]


def _lateness(entry: Listed) -> str:
    if entry.overdue_days:
        return _("{overdue_days} d").format(overdue_days=entry.overdue_days)
    return _("today") if entry.urgency == "today" else (entry.due or "")[5:]


def _reasons(entry: Listed) -> list[str]:
    """The reasons, the notes on colleagues, and the other notes."""
    said = entry.said.split(BETWEEN)
    reasons = [text for text in said if not text.startswith(NOTE)]
    notes = entry.colleagues.split(BETWEEN) if entry.colleagues else []
    notes += [text.removeprefix(NOTE) for text in said[len(reasons) :]]
    return [*reasons, *(_("note: {note}").format(note=note) for note in notes)]


def say_left_out(found: Listing | Page) -> None:
    """Names those who would be due if they had any need."""
    if found.without_need:
        names = ", ".join(found.without_need)
        remark(_("left out, no need at all (potential.need: 0): {names}").format(names=names))


def _say_summary(found: Page, within: int) -> None:
    say_left_out(found)
    span = f"{found.on}" + (_(" and {within} days more").format(within=within) if within else "")
    if not found.has_customers and not found.errors:
        remark(_("no customers yet: put a file like anna-schmidt.md into dossiers/customers/"))
    elif not found.due:
        remark(_("nothing to do on {span}").format(span=span))
    else:
        remark(
            _("{due} to do on {span}, {late} overdue; why: dossier due --why WHO").format(
                due=found.due, span=span, late=found.late
            )
        )
    if found.errors:
        count = len({finding.path for finding in found.errors})
        remark(
            _("{count} files can't be trusted until they are mended: dossier check").format(
                count=count
            )
        )
