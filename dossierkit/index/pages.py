"""Lists as they are read by a person: drawn once, and of an edited book only where it is needed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from dossierkit.index.asked import Asked, Listed, Listing, Page, Pen, place_of
from dossierkit.index.database import writing_into
from dossierkit.index.look import meta
from dossierkit.index.reading import filled, listed, places, sleepers, without_entries

_KEPT = 12
"""How many drawn lists and lists of sleepers are kept, of different days, owners or terminals."""
_FEW = 200
"""Up to so many new entries a drawn list is mended."""
_APART = "\x02"
"""What stands between entries, and between their marks."""
_MARKS = (
    "SELECT count(*), coalesce(sum(overdue_days > 0), 0), coalesce(group_concat("  # noqa: S608
    f"id || char(3) || mark || char(3) || colleagues, '{_APART}'), '')"
    " FROM (SELECT id, mark, colleagues, overdue_days FROM answers INDEXED BY listed"
    " WHERE day = ?1 AND within = ?2 AND is_listed AND (?3 IS NULL OR owner = ?3)"
    " ORDER BY priority, due, id)"
)
_SLEEPERS = (
    "SELECT coalesce(group_concat(id || char(3) || snooze || char(3) || name || char(3)"  # noqa: S608
    f" || snooze_text, '{_APART}'), '') FROM (SELECT id, snooze, name, snooze_text"
    " FROM dossiers INDEXED BY asleep WHERE snooze >= ?1 AND (?2 IS NULL OR owner = ?2)"
    " ORDER BY snooze, id)"
)
_KEY = "day = ? AND within = ? AND owner = ? AND form = ?"


class _Drawing(NamedTuple):
    """Drawn entries in order: their marks, the text of each below a heading, and the places that
    their cells take, all in one row."""

    marks: list[str]
    heading: str
    texts: list[str]
    places: array[int]


def page(root: str, asked: Asked, pen: Pen) -> Page:
    """The list of a span as `pen` draws it. Raises NoIndex where the index can't be used, and
    BrokenBook."""
    with filled(root, asked) as index:
        rest = without_entries(index, asked)
        desk = _Desk(index, asked, pen.beside(lambda: places(index, asked), rest.hours))
        sheet = desk.known() or desk.drawn()
        return _page(rest, *sheet)


def page_of(found: Listing, pen: Pen) -> Page:
    """A list that is at hand, as `pen` draws it."""
    late = sum(entry.overdue_days > 0 for entry in found.entries)
    pen = pen.beside(lambda: map(place_of, found.entries), found.hours)
    drawn = _text(_drawing(pen, [], found.entries)) if found.entries else ""
    return _page(found, drawn, pen.asleep(found.snoozed), len(found.entries), late)


def _page(rest: Listing, drawn: str, asleep: str, due: int, late: int) -> Page:
    text = drawn.replace(_APART, "\n")
    return Page(
        rest.on, text, asleep, due, late,
        rest.without_need, rest.errors, rest.has_customers, rest.hours,
    )  # fmt: skip


def _span(asked: Asked) -> tuple[int, int, str | None]:
    return asked.on.toordinal(), asked.within, asked.owner


class _Sheet(NamedTuple):
    """What is on a page: the entries and the sleepers, drawn, and how many are due and late."""

    drawn: str
    asleep: str
    due: int
    late: int


class _Desk:
    """Where lists are drawn: what was drawn before is at hand, and what is new is put away.

    As long as nothing was written into the index (`fills`), a page is as it was. After that, marks
    tell whether anything on it is not.
    """

    def __init__(self, index: sqlite3.Connection, asked: Asked, pen: Pen) -> None:
        day, within, owner = _span(asked)
        self._index = index
        self._asked = asked
        self._pen = pen
        self._fills: int = meta(index, "fills")
        self._key = day, within, owner or "", pen.form
        self._asleep = *self._key[:3], f"{pen.form} asleep"
        self._new: list[tuple[object, ...]] = []

    def known(self) -> _Sheet | None:
        """The page as it was drawn, if nothing has been written since."""
        counts = self._index.execute(
            f"SELECT due, late FROM pages WHERE {_KEY} AND fills = ?",  # noqa: S608
            (*self._key, self._fills),
        ).fetchone()
        if counts is None:
            return None
        drawn = [
            text
            for key in (self._key, self._asleep)
            for (text,) in self._index.execute(f"SELECT drawn FROM drawings WHERE {_KEY}", key)  # noqa: S608
        ]
        return _Sheet(*drawn, *counts) if len(drawn) == 2 else None

    def drawn(self) -> _Sheet:
        """The page drawn as far as it has to be, and put away."""
        due, late, marks = self._index.execute(_MARKS, _span(self._asked)).fetchone()
        whose = (self._asked.on.isoformat(), self._asked.owner)
        (asleep,) = self._index.execute(_SLEEPERS, whose).fetchone()
        sheet = _Sheet(self._entries(marks), self._sleepers(asleep), due, late)
        self._put_away(sheet)
        return sheet

    def _entries(self, marks: str) -> str:
        kept = self._kept(self._key)
        if kept is not None and kept[0] == marks:
            return kept[1]
        text, taken = "", b""
        if marks:
            drawing = self._spliced(_drawing_of(*kept), marks) if kept and kept[0] else None
            drawing = drawing or _drawing(
                self._pen, marks.split(_APART), listed(self._index, self._asked)
            )
            text, taken = _text(drawing), drawing.places.tobytes()
        self._new.append((*self._key, text, marks, taken))
        return text

    def _sleepers(self, marks: str) -> str:
        kept = self._kept(self._asleep)
        if kept is not None and kept[0] == marks:
            return kept[1]
        text = self._pen.asleep(sleepers(self._index, self._asked)) if marks else ""
        self._new.append((*self._asleep, text, marks, b""))
        return text

    def _kept(self, key: tuple[object, ...]) -> tuple[str, str, bytes] | None:
        """Marks, text and places of a drawing. ValueError if they are none."""
        row = self._index.execute(
            f"SELECT marks, drawn, places FROM drawings WHERE {_KEY}",  # noqa: S608
            key,
        ).fetchone()
        if row is None or list(map(type, row)) == [str, str, bytes]:
            kept: tuple[str, str, bytes] | None = row
            return kept
        raise ValueError("no drawing")

    def _put_away(self, sheet: _Sheet) -> None:
        """Keeps what was drawn; if that can't be written, it is drawn again the next time."""
        with suppress(sqlite3.OperationalError):
            self._index.execute("COMMIT")
            with writing_into(self._index):
                if meta(self._index, "fills") != self._fills:  # by another command, meanwhile
                    return
                page = (*self._key, self._fills, sheet.due, sheet.late)
                self._index.execute("INSERT OR REPLACE INTO pages VALUES (?,?,?,?,?,?,?)", page)
                self._index.executemany(
                    "INSERT OR REPLACE INTO drawings VALUES (?,?,?,?,?,?,?)", self._new
                )
                for table in ("pages", "drawings"):
                    last = f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT ?"  # noqa: S608
                    self._index.execute(
                        f"DELETE FROM {table} WHERE rowid NOT IN ({last})",  # noqa: S608
                        (_KEPT,),
                    )

    def _spliced(self, old: _Drawing, all_marks: str) -> _Drawing | None:
        """Entries drawn before, with those that are new or stand otherwise now; None if drawing all
        of them anew is what is needed."""
        marks = all_marks.split(_APART)
        before = {mark: number for number, mark in enumerate(old.marks)}
        new = [mark for mark in marks if mark not in before]
        if len(new) > _FEW:
            return None
        ids = [mark.partition("\x03")[0] for mark in new]
        entries = [one for each in ids for one in listed(self._index, self._asked, each)]
        fresh = dict(zip(new, entries, strict=True))
        taken = {mark: self._pen.places(entry) for mark, entry in fresh.items()}
        columns = len(old.places) // len(old.marks)
        places = array("q")
        for mark in marks:
            start = before.get(mark, 0) * columns
            places.extend(taken.get(mark) or old.places[start : start + columns])
        widths = self._pen.widths(_most(places, columns))
        if widths != self._pen.widths(_most(old.places, columns)):
            return None
        texts = [
            self._pen.entry(fresh[mark], taken[mark], widths)
            if mark in fresh
            else old.texts[before[mark]]
            for mark in marks
        ]
        return _Drawing(marks, old.heading, texts, places)


def _drawing(pen: Pen, marks: list[str], entries: Sequence[Listed]) -> _Drawing:
    """All entries drawn anew."""
    taken = [pen.places(entry) for entry in entries]
    places = array("q", chain.from_iterable(taken))
    widths = pen.widths(_most(places, len(taken[0])))
    texts = [pen.entry(entry, each, widths) for entry, each in zip(entries, taken, strict=True)]
    return _Drawing(marks, pen.heading(widths), texts, places)


def _most(places: array[int], columns: int) -> list[int]:
    return [max(places[column::columns]) for column in range(columns)]


def _text(drawing: _Drawing) -> str:
    return _APART.join((drawing.heading, *drawing.texts))


def _drawing_of(marks: str, drawn: str, places: bytes) -> _Drawing:
    """A drawing as it was put away; ValueError if it makes no sense."""
    numbers, all_marks = array("q"), marks.split(_APART)
    numbers.frombytes(places)
    heading, *texts = drawn.split(_APART)
    if len(texts) != len(all_marks) or len(numbers) % len(texts):
        raise ValueError("no drawing")
    return _Drawing(all_marks, heading, texts, numbers)
