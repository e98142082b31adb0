"""Lists as they are read by a person: drawn once, and of an edited book only where it is needed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from dossierkit.index.asked import Asked, Listed, Listing, Page, Pen, place_of
from dossierkit.index.database import writing_into
from dossierkit.index.look import meta
from dossierkit.index.reading import filled, listed, places, sleepers, without_entries

_PAGES_KEPT = 12
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
        due, late, marks = index.execute(_MARKS, _span(asked)).fetchone()
        whose = (asked.on.isoformat(), asked.owner)
        (asleep,) = index.execute(_SLEEPERS, whose).fetchone()
        rest = without_entries(index, asked)
        desk = _Desk(index, asked, pen.beside(lambda: places(index, asked), rest.hours))
        drawn, sleeping = desk.entries(marks), desk.asleep(asleep)
        desk.put_away()
        return _page(rest, drawn, sleeping, due, late)


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


class _Desk:
    """Where lists are drawn: what was drawn before is at hand, and what is new is put away."""

    def __init__(self, index: sqlite3.Connection, asked: Asked, pen: Pen) -> None:
        self._index = index
        self._asked = asked
        self._pen = pen
        self._frame: bytes = meta(index, "frame")
        self._new: list[tuple[object, ...]] = []

    def entries(self, marks: str) -> str:
        """The entries of those marks, drawn; as they were before if they are the same."""
        key, digest = self._key(self._pen.form), self._digest(marks)
        known = self._known(key, digest)
        if known is not None or not marks:
            return known or ""
        drawing = self._drawn(key, marks.split(_APART))
        text = _text(drawing)
        self._new.append((*key, digest, text, marks, drawing.places.tobytes()))
        return text

    def asleep(self, marks: str) -> str:
        """The lines of the sleepers of those marks."""
        key, digest = self._key(f"{self._pen.form} asleep"), self._digest(marks)
        known = self._known(key, digest)
        if known is not None or not marks:
            return known or ""
        text = self._pen.asleep(sleepers(self._index, self._asked))
        self._new.append((*key, digest, text, None, None))
        return text

    def put_away(self) -> None:
        """Keeps what was drawn anew; if that can't be written, it is drawn again the next time."""
        if not self._new:
            return
        last = "SELECT rowid FROM pages ORDER BY rowid DESC LIMIT ?"
        with suppress(sqlite3.OperationalError):
            self._index.execute("COMMIT")
            with writing_into(self._index):
                self._index.executemany(
                    "INSERT OR REPLACE INTO pages VALUES (?,?,?,?,?,?,?,?)", self._new
                )
                self._index.execute(
                    f"DELETE FROM pages WHERE rowid NOT IN ({last})",  # noqa: S608
                    (_PAGES_KEPT,),
                )

    def _key(self, form: str) -> tuple[object, ...]:
        day, within, owner = _span(self._asked)
        return day, within, owner or "", form

    def _digest(self, marks: str) -> bytes:
        return blake2b(self._frame + marks.encode(), digest_size=32).digest()

    def _known(self, key: tuple[object, ...], digest: bytes) -> str | None:
        row = self._index.execute(
            f"SELECT drawn FROM pages WHERE {_KEY} AND digest = ?",  # noqa: S608
            (*key, digest),
        ).fetchone()
        return row[0] if row else None

    def _drawn(self, key: tuple[object, ...], marks: list[str]) -> _Drawing:
        """The entries of those marks; of a list that was drawn before, only those that are new, if
        the columns are as wide as they were."""
        kept = self._index.execute(
            f"SELECT marks, drawn, places FROM pages WHERE {_KEY}",  # noqa: S608
            key,
        ).fetchone()
        if kept is not None:
            spliced = self._spliced(_kept(*kept), marks)
            if spliced is not None:
                return spliced
        return _drawing(self._pen, marks, listed(self._index, self._asked))

    def _spliced(self, old: _Drawing, marks: list[str]) -> _Drawing | None:
        """Entries drawn before, with those that are new or stand otherwise now; None if drawing all
        of them anew is what is needed."""
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


def _kept(marks: object, drawn: object, places: bytes) -> _Drawing:
    """A drawing as it was put away; ValueError if it makes no sense."""
    if not (isinstance(marks, str) and isinstance(drawn, str)):
        raise ValueError("no drawing")
    numbers, all_marks = array("q"), marks.split(_APART)
    numbers.frombytes(places)
    heading, *texts = drawn.split(_APART)
    if len(texts) != len(all_marks) or len(numbers) % len(texts):
        raise ValueError("no drawing")
    return _Drawing(all_marks, heading, texts, numbers)
