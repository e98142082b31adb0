"""A review for a person's eyes: a section for each thing that moved, and the counts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dossierkit.book.book import Book
from dossierkit.cli.history_text import value_text
from dossierkit.cli.output import Column, paint, remark, say, say_indented, table
from dossierkit.cli.review_data import name_of, owner_of
from dossierkit.method.course.moves import Arrival, Move, Promised, Pushed, Review, Turned
from dossierkit.method.course.review import CONVERTED, COUNTED
from dossierkit.text.translation import N_, _, word

_WHO = Column("WHO", shrinks=True)
_OWNER = Column("OWNER")
_AUTHOR = Column("AUTHOR", shrinks=True)
_STEP = Column("STEP", shrinks=True)
_TITLES = {
    "forward": N_("UP"),
    "back": N_("DOWN"),
    "won": N_("WON"),
    "lost": N_("LOST"),
    "returned": N_("AGAIN"),
    "new": N_("NEW"),
    "gone": N_("GONE"),
    "kept": N_("KEPT"),
    "late": N_("LATE"),
    "missed": N_("MISSED"),
    "pushed": N_("PUSHED"),
}
_KINDS = {
    "first-order": N_("first order"),
    "returned": N_("ordered again"),
    "lapsed": N_("lapsed: no order for a year"),
    "lost": N_("lost a deal"),
}
_WORST_FIRST = ("missed", "late", "kept")
_INDENT = 6


def say_review(book: Book, found: Review) -> None:
    """Prints a review."""
    forward = [move for move in found.stages if move.is_forward]
    back = [move for move in found.stages if not move.is_forward]
    said = [
        _say_section(_("Stages forward"), _moves(book, forward)),
        _say_section(_("Stages back"), _moves(book, back)),
        _say_section(_("Conversions"), _turned(book, found.turned)),
        _say_section(_("New dossiers"), _arrivals(found.came)),
        _say_section(_("Dossiers gone"), _arrivals(found.went)),
        _say_section(_("Intents"), _moves(book, found.intents)),
        _say_terms(book, found.terms),
        _say_pushed(book, found.pushed),
        _say_section(_("Promises"), _promised(book, found.promised)),
    ]
    if not any(said):
        remark(_("nothing moved from {since} to {on}").format(since=found.since, on=found.on))
        return
    _say_section(_("By owner"), _counts("OWNER", found.owners, COUNTED))
    _say_section(_("By source channel"), _counts("CHANNEL", found.channels, CONVERTED))
    remark(
        _("{since} to {on}; how it came about: dossier history WHO [FIELD]").format(
            since=found.since, on=found.on
        )
    )


def _say_section(title: str, lines: Sequence[str]) -> bool:
    """Prints lines below a title; whether there are any."""
    if lines:
        say(paint(title, "bold"))
        for line in lines:
            say(line)
        say()
    return bool(lines)


def _moves(book: Book, moves: Sequence[Move]) -> list[str]:
    rows = [
        [
            name_of(book, move.id),
            owner_of(book, move.id) or "-",
            value_text(move.old),
            value_text(move.new),
            move.day.isoformat(),
            move.by,
        ]
        for move in moves
    ]
    columns = [_WHO, _OWNER, Column("FROM"), Column("TO"), Column("WHEN"), _AUTHOR]
    return table(columns, rows) if rows else []


def _turned(book: Book, turned: Sequence[Turned]) -> list[str]:
    rows = [
        [
            one.conversion.date.isoformat(),
            name_of(book, one.id),
            owner_of(book, one.id) or "-",
            word(one.channel, "channel") if one.channel else "-",
            _(_KINDS[one.conversion.kind]),
        ]
        for one in turned
    ]
    columns = [Column("WHEN"), _WHO, _OWNER, Column("CHANNEL"), Column("WHAT")]
    return table(columns, rows) if rows else []


def _arrivals(arrivals: Sequence[Arrival]) -> list[str]:
    rows = [[one.day.isoformat(), one.name, one.owner or "-", one.by] for one in arrivals]
    return table([Column("WHEN"), _WHO, _OWNER, _AUTHOR], rows) if rows else []


def _say_terms(book: Book, terms: Sequence[Move]) -> bool:
    if not terms:
        return False
    say(paint(_("Terms"), "bold"))
    for move in terms:
        say_indented(f"{name_of(book, move.id)} ({move.id})  {move.day}  {move.by}", 0)
        change = f"{value_text(move.old)} → {value_text(move.new)}"
        say_indented(f"{move.field.removeprefix('terms.')}: {change}", _INDENT)
        if move.why:
            say_indented(move.why, _INDENT)
    say()
    return True


def _say_pushed(book: Book, pushed: Sequence[Pushed]) -> bool:
    if not pushed:
        return False
    rows = [
        [
            str(len(one.plan.pushes)),
            name_of(book, one.id),
            owner_of(book, one.id) or "-",
            one.plan.text or _("follow up"),
        ]
        for one in pushed
    ]
    heading, *lines = table([Column("TIMES", right=True), _WHO, _OWNER, _STEP], rows)
    say(paint(_("Next steps pushed back"), "bold"))
    say(heading)
    for one, line in zip(pushed, lines, strict=True):
        say(paint(line, "red") if one.is_often else line)
        say_indented(" → ".join(str(planned.day) for planned in one.plan.days), _INDENT)
    say()
    return True


def _promised(book: Book, promised: Sequence[Promised]) -> list[str]:
    """The promises, the missed ones first."""
    rows = [
        [
            word(one.judged.outcome, "outcome"),
            one.plan.days[-1].day.isoformat(),
            one.judged.done.isoformat() if one.judged.done else "-",
            name_of(book, one.id),
            owner_of(book, one.id) or "-",
            one.plan.text or _("follow up"),
        ]
        for one in sorted(promised, key=lambda one: _WORST_FIRST.index(one.judged.outcome))
    ]
    columns = [Column("WAS"), Column("DUE"), Column("DONE"), _WHO, _OWNER, _STEP]
    return table(columns, rows) if rows else []


def _counts(
    title: str, counts: Mapping[str | None, Counter[str]], names: Sequence[str]
) -> list[str]:
    """A line for each owner or channel, and one for all of them together."""
    if not counts:
        return []
    kind = "channel" if title == "CHANNEL" else ""
    rows = [(word(name, kind) if name else "-", counter) for name, counter in counts.items()]
    if len(rows) > 1:
        rows.append((_("all"), sum(counts.values(), Counter())))
    columns = [Column(title)]
    columns += [Column(_TITLES[name], right=True) for name in names]
    return table(columns, [[name, *(str(one[what]) for what in names)] for name, one in rows])
